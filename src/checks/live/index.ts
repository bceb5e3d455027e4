export * from "./check-existing-endpoint";
export * from "./endpoint-orphaned.rule";
export * from "./endpoint-unscaled.rule";
export * from "./live-count-unread.rule";
export * from "./rollback-failed.rule";
