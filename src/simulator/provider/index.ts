export * from "./aws-http-server";
export * from "./properties";
export * from "./serve-provider";
export * from "./simulated-account";
