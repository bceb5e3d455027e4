import { maxAlarmSpanSeconds, scalingMetrics, shortAlarmPeriodsSeconds } from "../../aws/facts";
import type { StepScalingConfig } from "../../config/schema";
import type { Problem } from "../../problem";
import { type EndpointRule, getStepScaling } from "./context";

/** Refuses scaling alarms that CloudWatch does not accept, or that can never fire. */
export const checkAlarmRefused: EndpointRule = (context) => {
  const scaling = getStepScaling(context);
  if (scaling === undefined) return [];
  return [
    ...checkPeriod(scaling),
    ...checkDatapoints(scaling),
    ...checkEvaluationSpan(scaling),
  ].map(({ key, ...problem }) => ({
    severity: "error",
    code: "alarm-refused",
    path: `${context.path}.scaling.${key}`,
    ...problem,
  }));
};

interface AlarmProblem extends Pick<Problem, "message" | "expected" | "fix"> {
  readonly key: keyof StepScalingConfig | "period";
}

function checkPeriod({ metric, periodSeconds }: StepScalingConfig): readonly AlarmProblem[] {
  const isShort = shortAlarmPeriodsSeconds.some((period) => period === periodSeconds);
  const { everySeconds } = scalingMetrics[metric];
  if (isShort ? everySeconds < 60 : periodSeconds % 60 === 0) return [];
  return [
    {
      key: "period",
      message: isShort
        ? `${metric} arrives once a minute, so an alarm with a period of ${periodSeconds} seconds lacks data most of the time`
        : `CloudWatch has no period of ${periodSeconds} seconds`,
      expected:
        everySeconds < 60
          ? `${shortAlarmPeriodsSeconds.join(", ")} seconds, or whole minutes`
          : "whole minutes",
      fix: "write period: 1m",
    },
  ];
}

function checkDatapoints(scaling: StepScalingConfig): readonly AlarmProblem[] {
  const { datapointsToAlarm, evaluationPeriods } = scaling;
  if (datapointsToAlarm <= evaluationPeriods) return [];
  return [
    {
      key: "datapointsToAlarm",
      message: `datapointsToAlarm ${datapointsToAlarm} is more than evaluationPeriods ${evaluationPeriods}, so the alarm can never fire`,
      expected: `at most ${evaluationPeriods}, the value of evaluationPeriods`,
      fix: `write datapointsToAlarm: ${evaluationPeriods}`,
    },
  ];
}

function checkEvaluationSpan(scaling: StepScalingConfig): readonly AlarmProblem[] {
  const { periodSeconds, evaluationPeriods } = scaling;
  const { periodsBelowAnHour, longerPeriods } = maxAlarmSpanSeconds;
  const maxSeconds = periodSeconds < 3600 ? periodsBelowAnHour : longerPeriods;
  if (periodSeconds * evaluationPeriods <= maxSeconds) return [];
  return [
    {
      key: "evaluationPeriods",
      message: `${evaluationPeriods} periods of ${periodSeconds} seconds are longer than an alarm can look back`,
      expected: `at most ${maxSeconds / 86_400 === 1 ? "one day" : "seven days"}`,
      fix: `write evaluationPeriods: ${Math.floor(maxSeconds / periodSeconds)}`,
    },
  ];
}
