export * from "./instant";
export * from "./plain-date-time";
export * from "./time-zone";
export * from "./zone-names";
