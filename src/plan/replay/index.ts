export * from "./firings";
export * from "./next-firings";
export * from "./reassertion";
export * from "./replay";
export * from "./verify-plan";
