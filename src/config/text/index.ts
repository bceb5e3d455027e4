export { findClosestMatch } from "./closest-match";
export { describeKind, isMap, joinWords, parseUnquotedTimestamp, quoteValue } from "./describe-value";
