export {
  formatImportedTimetable,
  formatProof,
  type ImportedTimetable,
  importSchedules,
  writeTimetable,
} from "./import-schedules";
export { countMinutes, type ImportedTarget } from "./imported-target";
export { readTargets } from "./read-targets";
