export * from "./account-differs.rule";
export * from "./account-unread.rule";
export * from "./aws-unread.rule";
export * from "./check-existing-endpoint";
export * from "./drift-unread.rule";
export * from "./endpoint-missing.rule";
export * from "./rollback-failed.rule";
