export * from "./assumed-roles";
export * from "./aws-clients";
export * from "./aws-failure";
export * from "./call-aws";
export * from "./live-policy";
export * from "./read-live-endpoint";
export * from "./read-live-scaling";
export * from "./wait-for-in-service";
