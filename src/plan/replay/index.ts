export * from "./firings";
export * from "./next-firings";
export * from "./replay";
export * from "./verify-plan";
