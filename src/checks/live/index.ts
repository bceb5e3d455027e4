export * from "./check-existing-endpoint";
export * from "./live-count-unread.rule";
export * from "./rollback-failed.rule";
