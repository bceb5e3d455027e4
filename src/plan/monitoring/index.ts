export * from "./capacity-alarm";
export * from "./dashboard";
export * from "./monitoring-plan";
