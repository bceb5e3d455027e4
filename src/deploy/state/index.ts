export { type DeployedEndpoint, findDeployedEndpoint } from "./deployed-endpoint";
export { type DeployedResources, formatInvokeError, isRecord, readDeployedResources } from "./deployed-resources";
export { findDeployedSchedule, listDeployedEndpoints, listDeployedInstanceTypes } from "./deployed-schedule";
