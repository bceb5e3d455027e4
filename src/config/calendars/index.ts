export * from "./calendar-entries";
export * from "./calendar-file";
export * from "./event-windows";
export * from "./holidays";
export type { IcsLibrary } from "./ics-events";
export * from "./import-ics";
export * from "./load-calendars";
