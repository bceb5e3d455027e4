export { compileScheduledActions } from "./compile-scheduled-actions";
export { formatLayerName } from "./name-actions";
