export { checkExistingEndpoint } from "./check-existing-endpoint";
export { checkLiveCountUnread, findLiveCount } from "./live-count-unread.rule";
export { checkRollbackFailed } from "./rollback-failed.rule";
