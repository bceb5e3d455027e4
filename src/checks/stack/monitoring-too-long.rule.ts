import { maxMathExpressionLength, maxMathExpressionsPerAlarm } from "../../aws/facts";
import { type EndpointRule, planCapacityAlarm } from "./context";

/** Refuses monitoring for a timetable with more changes than an alarm can hold. */
export const checkMonitoringTooLong: EndpointRule = (context) => {
  if (planCapacityAlarm(context) !== "tooLong") return [];
  return [
    {
      severity: "error",
      code: "monitoring-too-long",
      path: `${context.path}.monitoring`,
      message: "the timetable has more changes and dates than a CloudWatch alarm can hold",
      expected: `at most ${maxMathExpressionsPerAlarm} expressions of ${maxMathExpressionLength} characters`,
      fix: "limit the calendars to the years you need, join windows, or remove monitoring",
    },
  ];
};
