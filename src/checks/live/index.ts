export * from "./aws-unread.rule";
export * from "./check-existing-endpoint";
export * from "./rollback-failed.rule";
