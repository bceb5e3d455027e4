export { endpointRules, partialTimetableRules } from "./check-endpoint";
