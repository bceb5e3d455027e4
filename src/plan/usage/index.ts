export * from "./instance-counts";
export * from "./limits-over-time";
export * from "./monthly-usage";
export * from "./reported-endpoint";
