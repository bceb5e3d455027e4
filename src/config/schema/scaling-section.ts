import * as v from "valibot";
import {
  alarmPeriodSecondsRange,
  capacityRange,
  scalingMetrics,
  shortAlarmPeriodsSeconds,
} from "../../aws/facts";
import {
  defineChoice,
  defineDuration,
  defineFlag,
  defineList,
  defineNumber,
  defineSection,
  describeField,
  type Entries,
  type Field,
  forbidBeside,
  requireExactlyOne,
  type SectionOutput,
} from "./fields";
import { defineCapacityChange } from "./instance-counts";
import type { MetricName, ScalingConfig, StepConfig } from "./stack-config";

const metricNames: readonly MetricName[] = [
  "invocationsPerInstance",
  "concurrentRequestsPerModel",
  "modelLatency",
  "cpuUtilization",
  "memoryUtilization",
  "gpuUtilization",
  "gpuMemoryUtilization",
  "backlogPerInstance",
  "backlog",
] satisfies readonly (keyof typeof scalingMetrics)[];

const anyAmount = { from: 0, to: 1e15, fractions: true };
const defineThreshold = (title: string, description: string) =>
  v.exactOptional(defineNumber(anyAmount, { title, description, example: "100" }));

const step: Field<StepConfig> = describeField(
  v.pipe(
    defineSection(
      {
        below: defineThreshold("Below", "The step acts while the metric is below this value."),
        above: defineThreshold("Above", "The step acts while the metric is above this value."),
        change: v.exactOptional(
          defineCapacityChange({
            title: "Change",
            description:
              "Instances to add or, with a minus, to remove; or a part of the present count.",
            example: "1",
          }),
        ),
        exactly: v.exactOptional(
          defineNumber(capacityRange, {
            title: "Exactly",
            description: "Instances to have, instead of a change.",
            example: "4",
          }),
        ),
      },
      requireExactlyOne(["below", "above"], "write above: 600, or below: 100"),
      requireExactlyOne(["change", "exactly"], "write change: 1, or exactly: 4"),
    ),
    v.transform(({ below, above = 0, change: by, exactly = 0 }): StepConfig => {
      return { when: below === undefined ? { above } : { below }, change: by ?? { exactly } };
    }),
  ),
  {
    title: "Step",
    description: "What a value of the metric does to the count.",
    allowed: "the keys below or above, and change or exactly",
    example: "{ above: 600, change: 1 }",
  },
);

const defineCooldown = (title: string, description: string) =>
  v.exactOptional(
    defineDuration({ from: 0, to: 86_400 }, { title, description, example: "5m" }),
    "5m",
  );

/** One alarm looks back a day at most, so no more periods of the shortest length fit in. */
const periodsRange = {
  from: 1,
  to: alarmPeriodSecondsRange.to / Math.min(...shortAlarmPeriodsSeconds),
};

const entries = {
  metric: defineChoice(metricNames, {
    title: "Metric",
    description:
      "What is measured: requests in a minute and instance; requests at once; microseconds; percent summed over cores or GPUs; requests that wait.",
    example: "invocationsPerInstance",
  }),
  steps: v.exactOptional(
    describeField(defineList(step, { from: 1 }), {
      title: "Steps",
      description: "What to do at which value of the metric: step scaling.",
      allowed: "a list of steps",
      example: "[{ below: 100, change: -1 }, { above: 600, change: 1 }]",
    }),
  ),
  target: v.exactOptional(
    defineNumber(
      { from: 0.000_001, to: 1e15, fractions: true },
      {
        title: "Target",
        description: "Value that the metric is kept near: target tracking.",
        example: "700",
      },
    ),
  ),
  cooldown: defineCooldown("Cooldown", "How long nothing more is done after a step; with steps."),
  period: v.exactOptional(
    defineDuration(
      { ...alarmPeriodSecondsRange, step: "minute", also: shortAlarmPeriodsSeconds },
      {
        title: "Period",
        description: "Time over which one value of the metric is taken; with steps.",
        example: "1m",
      },
    ),
    "1m",
  ),
  evaluationPeriods: v.exactOptional(
    defineNumber(periodsRange, {
      title: "Evaluation periods",
      description: "How many of the last values are looked at; with steps.",
      example: "3",
    }),
    3,
  ),
  datapointsToAlarm: v.exactOptional(
    defineNumber(periodsRange, {
      title: "Data points to alarm",
      description: "How many of them have to pass the threshold; with steps. Absent: all.",
      example: "2",
    }),
  ),
  scaleInCooldown: defineCooldown(
    "Cooldown after scale in",
    "How long no instances are removed after some were; with target.",
  ),
  scaleOutCooldown: defineCooldown(
    "Cooldown after scale out",
    "How long no instances are added after some were; with target.",
  ),
  scaleIn: v.exactOptional(
    defineFlag({
      title: "Scale in",
      description: "Whether instances are removed, too; with target.",
      example: "false",
    }),
    true,
  ),
} satisfies Entries;

const stepKeys = ["cooldown", "period", "evaluationPeriods", "datapointsToAlarm"];
const targetKeys = ["scaleInCooldown", "scaleOutCooldown", "scaleIn"];

/** How load moves the count between min and max. */
export const scalingSection: Field<ScalingConfig> = describeField(
  v.pipe(
    defineSection(
      entries,
      requireExactlyOne(
        ["steps", "target"],
        "write steps: [{ below: 100, change: -1 }, { above: 600, change: 1 }], or target: 700",
      ),
      forbidBeside("steps", targetKeys, "remove it, or write target in place of steps"),
      forbidBeside("target", stepKeys, "remove it, or write steps in place of target"),
    ),
    v.transform(toScalingConfig),
  ),
  {
    title: "Scaling",
    description: "How load moves the instance count between min and max. Absent: it does not.",
    allowed: "the keys metric, and steps or target",
    example: "{ metric: invocationsPerInstance, target: 700 }",
  },
);

function toScalingConfig(written: SectionOutput<typeof entries>): ScalingConfig {
  const { metric, steps = [], target, evaluationPeriods } = written;
  if (target === undefined) {
    return {
      kind: "step",
      metric,
      steps,
      cooldownSeconds: written.cooldown,
      periodSeconds: written.period,
      evaluationPeriods,
      datapointsToAlarm: written.datapointsToAlarm ?? evaluationPeriods,
    };
  }
  return {
    kind: "targetTracking",
    metric,
    target,
    scaleInCooldownSeconds: written.scaleInCooldown,
    scaleOutCooldownSeconds: written.scaleOutCooldown,
    scaleIn: written.scaleIn,
  };
}
