import { maxAlarmSpanSeconds, scalingMetrics, shortAlarmPeriodsSeconds } from "../../aws/facts";
import type { StepScalingConfig } from "../../config/schema";
import type { Problem } from "../../problem";
import { type EndpointRule, getStepScaling } from "./context";

/** Refuses scaling alarms that CloudWatch does not accept, or that can never fire. */
export const checkAlarmRefused: EndpointRule = (context) => {
  const scaling = getStepScaling(context);
  if (scaling === undefined) return [];
  return [checkPeriod, checkDatapoints, checkEvaluationSpan].flatMap((check) => {
    const problem = check(scaling);
    if (problem === undefined) return [];
    const { key, ...texts } = problem;
    const path = `${context.path}.scaling.${key}`;
    return { severity: "error", code: "alarm-refused", path, ...texts };
  });
};

interface AlarmProblem extends Pick<Problem, "message" | "expected" | "fix"> {
  readonly key: string;
}

function checkPeriod({ metric, periodSeconds }: StepScalingConfig): AlarmProblem | undefined {
  const isShort = shortAlarmPeriodsSeconds.some((period) => period === periodSeconds);
  const { everySeconds } = scalingMetrics[metric];
  if (isShort ? everySeconds < 60 : periodSeconds % 60 === 0) return undefined;
  return {
    key: "period",
    message: isShort
      ? `${metric} arrives once a minute, so an alarm with a period of ${periodSeconds} seconds lacks data most of the time`
      : `CloudWatch has no period of ${periodSeconds} seconds`,
    expected: `${everySeconds < 60 ? `${shortAlarmPeriodsSeconds.join(", ")} seconds, or ` : ""}whole minutes`,
    fix: "write period: 1m",
  };
}

function checkDatapoints({ datapointsToAlarm, evaluationPeriods }: StepScalingConfig): AlarmProblem | undefined {
  if (datapointsToAlarm <= evaluationPeriods) return undefined;
  return {
    key: "datapointsToAlarm",
    message: `datapointsToAlarm ${datapointsToAlarm} is more than evaluationPeriods ${evaluationPeriods}, so the alarm can never fire`,
    expected: `at most ${evaluationPeriods}, the value of evaluationPeriods`,
    fix: `write datapointsToAlarm: ${evaluationPeriods}`,
  };
}

function checkEvaluationSpan({ periodSeconds, evaluationPeriods }: StepScalingConfig): AlarmProblem | undefined {
  const { periodsBelowAnHour, longerPeriods } = maxAlarmSpanSeconds;
  const maxSeconds = periodSeconds < 3600 ? periodsBelowAnHour : longerPeriods;
  if (periodSeconds * evaluationPeriods <= maxSeconds) return undefined;
  return {
    key: "evaluationPeriods",
    message: `${evaluationPeriods} periods of ${periodSeconds} seconds are longer than an alarm can look back`,
    expected: `at most ${maxSeconds / 86_400 === 1 ? "one day" : "seven days"}`,
    fix: `write evaluationPeriods: ${Math.floor(maxSeconds / periodSeconds)}`,
  };
}
