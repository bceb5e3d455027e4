import { maxMathExpressionLength, maxMathExpressionsPerAlarm } from "../../aws/facts";
import { type EndpointRule, planCapacityAlarm } from "./context";

/** A timetable with more changes and dates than an alarm can hold. */
export const checkMonitoringTooLong: EndpointRule = (context) => {
  if (planCapacityAlarm(context) !== "tooLong") return [];
  return [
    {
      severity: "error",
      code: "monitoring-too-long",
      path: `${context.path}.monitoring`,
      message: "the timetable has more changes and dates than an alarm of CloudWatch can hold",
      expected: `what fits into ${maxMathExpressionsPerAlarm} expressions of ${maxMathExpressionLength} characters`,
      fix: "shorten the calendars to the years that are needed, join windows, or remove monitoring",
    },
  ];
};
