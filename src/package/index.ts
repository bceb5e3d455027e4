export * from "../deploy/component";
export { formatProblem, hasErrors, type Problem } from "../problem";
export * from "./compile-timetable";
