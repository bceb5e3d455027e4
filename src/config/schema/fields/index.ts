export { definePlainDateTime, defineWindowTime, type WindowTime } from "./clock-times";
export { defineDate, defineDates, defineWeekdays, findClosestWeekday } from "./dates-and-weekdays";
export { defineDuration, defineDurationOrWord } from "./duration";
export {
  type BaseDescription,
  describeField,
  type Field,
  type FieldProblem,
  listFieldProblems,
  omitUndefined,
  type ParseResult,
  parseWith,
  reject,
} from "./field";
export { checkName, defineList, defineMap, defineStringOrMap } from "./lists-and-maps";
export { runField } from "./run-field";
export {
  checkNumber,
  defineAnyText,
  defineChoice,
  defineFlag,
  defineNumber,
  defineText,
  textOrSecret,
} from "./scalar-fields";
export {
  defineSection,
  type Entries,
  forbidBeside,
  requireExactlyOne,
  requireUnless,
  type SectionOutput,
} from "./section";
