export * from "./calendar-events";
export * from "./format-calendar-feed";
