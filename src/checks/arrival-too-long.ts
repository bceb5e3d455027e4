import { mathExpressionLength, mathExpressionsPerAlarm } from "../aws-facts/metric-math";
import type { EndpointCheck } from "./check";
import { watchedAlarm } from "./watched-alarm";

/** A timetable with more changes and dates than an alarm can hold. */
export const arrivalTooLong: EndpointCheck = (context) => {
  if (watchedAlarm(context) !== "tooLong") return [];
  return [
    {
      severity: "error",
      code: "arrival-too-long",
      path: `${context.path}.arrival`,
      message: "the timetable has more changes and dates than an alarm of CloudWatch can hold",
      expected: `what fits into ${mathExpressionsPerAlarm} expressions of ${mathExpressionLength} characters`,
      fix: "shorten the calendars to the years that are needed, join windows, or remove arrival",
    },
  ];
};
