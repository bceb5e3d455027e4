export * from "./instance-counts";
export * from "./instance-shares";
export * from "./limits-over-time";
export * from "./monthly-usage";
export * from "./reported-endpoint";
