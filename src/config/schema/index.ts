export { existingSectionKeys, getScaledSectionKey, getUnit } from "./existing-endpoint-section";
export * from "./expectations";
export * from "./merge-shared-settings";
export * from "./parse-stack";
export * from "./prices-to-look-up";
export * from "./stack-config";
export * from "./standalone-endpoint";
