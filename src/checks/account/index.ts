export * from "./account-context";
export * from "./check-account";
