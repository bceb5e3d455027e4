export * from "./parse-stack";
export * from "./price-lookup";
export * from "./stack-config";
