export { checkEndpoint, checkPartialTimetable } from "./check-endpoint";
