export * from "./application-auto-scaling";
export * from "./cron";
export * from "./field-ranges";
export * from "./instance-types";
export * from "./monitoring";
export * from "./price-list";
export * from "./quotas";
export * from "./text-rules";
