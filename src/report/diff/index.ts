export { compareStacks, type EndpointDiff } from "./compare-stacks";
export { describeDeployedChanges } from "./describe-deployed-changes";
export { formatDiff, formatDiffMarkdown, listUsageRows } from "./format-diff";
