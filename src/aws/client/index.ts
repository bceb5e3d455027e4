export * from "./assumed-roles";
export * from "./aws-clients";
export * from "./aws-failure";
export * from "./call-aws";
export * from "./live-endpoint";
export * from "./live-policy";
export * from "./live-scaling";
export * from "./wait-for-in-service";
