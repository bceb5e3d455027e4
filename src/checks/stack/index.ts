export * from "./check-endpoint";
