export * from "./compile-scheduled-actions";
export * from "./name-actions";
