export * from "./draw-week";
export * from "./format-calendar";
export * from "./format-columns";
export * from "./format-explanation";
export * from "./format-monthly-usage";
export * from "./format-preview";
export * from "./format-week";
