export { editStackText, type StackEdit } from "./edit-stack-text";
export { formatMapEntry, formatScalar } from "./format-yaml";
