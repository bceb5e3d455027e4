export * from "../deploy/component";
export type { Problem } from "../problem";
export * from "./compile-timetable";
