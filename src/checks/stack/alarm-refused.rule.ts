import { maxAlarmSpanSeconds, scalingMetrics, shortAlarmPeriodsSeconds } from "../../aws/facts";
import type { StepScalingConfig } from "../../config/schema";
import type { Problem } from "../../problem";
import { type EndpointRule, getStepScaling } from "./context";

/** An alarm that CloudWatch would refuse, or one that could never come to a result. */
export const checkAlarmRefused: EndpointRule = (context) => {
  const scaling = getStepScaling(context);
  if (scaling === undefined) return [];
  const path = `${context.path}.scaling`;
  return [
    ...checkPeriod(scaling, path),
    ...checkDatapoints(scaling, path),
    ...checkEvaluationSpan(scaling, path),
  ];
};

function checkPeriod(
  { metric, periodSeconds }: StepScalingConfig,
  path: string,
): readonly Problem[] {
  const isShort = shortAlarmPeriodsSeconds.some((period) => period === periodSeconds);
  const { everySeconds } = scalingMetrics[metric];
  if (isShort ? everySeconds < 60 : periodSeconds % 60 === 0) return [];
  return [
    {
      severity: "error",
      code: "alarm-refused",
      path: `${path}.period`,
      message: isShort
        ? `${metric} comes once a minute, and an alarm that asks every ${periodSeconds} seconds lacks data most of the time`
        : `CloudWatch knows no period of ${periodSeconds} seconds`,
      expected:
        everySeconds < 60
          ? `${shortAlarmPeriodsSeconds.join(", ")} seconds, or whole minutes`
          : "whole minutes",
      fix: "write period: 1m",
    },
  ];
}

function checkDatapoints(
  { datapointsToAlarm, evaluationPeriods }: StepScalingConfig,
  path: string,
): readonly Problem[] {
  if (datapointsToAlarm <= evaluationPeriods) return [];
  return [
    {
      severity: "error",
      code: "alarm-refused",
      path: `${path}.datapointsToAlarm`,
      message: `${datapointsToAlarm} of ${evaluationPeriods} data points can never be beyond a threshold`,
      expected: `at most evaluationPeriods, ${evaluationPeriods}`,
      fix: `write datapointsToAlarm: ${evaluationPeriods}`,
    },
  ];
}

function checkEvaluationSpan(
  { periodSeconds, evaluationPeriods }: StepScalingConfig,
  path: string,
): readonly Problem[] {
  const longest =
    periodSeconds < 3600
      ? maxAlarmSpanSeconds.periodsBelowAnHour
      : maxAlarmSpanSeconds.longerPeriods;
  if (periodSeconds * evaluationPeriods <= longest) return [];
  return [
    {
      severity: "error",
      code: "alarm-refused",
      path: `${path}.evaluationPeriods`,
      message: `${evaluationPeriods} periods of ${periodSeconds} seconds are longer than an alarm may look back`,
      expected: `at most ${longest / 86_400 === 1 ? "one day" : "seven days"}`,
      fix: `write evaluationPeriods: ${Math.floor(longest / periodSeconds)}`,
    },
  ];
}
