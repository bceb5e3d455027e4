export * from "./application-auto-scaling";
export * from "./cron";
export * from "./endpoint-events";
export * from "./field-ranges";
export * from "./metrics";
export * from "./price-list";
export * from "./quotas";
export * from "./text-rules";
