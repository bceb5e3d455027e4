export * from "./cron-dates";
export * from "./parse-schedule";
export * from "./scheduled-action";
