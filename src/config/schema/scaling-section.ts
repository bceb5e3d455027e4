import * as v from "valibot";
import { alarmPeriodSecondsRange, capacityRange, scalingMetrics, shortAlarmPeriodsSeconds } from "../../aws/facts";
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
import type { ScalingConfig, StepConfig } from "./stack-config";

const metricNames = Object.keys(scalingMetrics) as (keyof typeof scalingMetrics)[];

const anyAmount = { from: 0, to: 1e15, fractions: true };
const defineThreshold = (title: string, description: string) =>
  v.exactOptional(defineNumber(anyAmount, { title, description, example: "100" }));

const step: Field<StepConfig> = describeField(
  v.pipe(
    defineSection(
      {
        below: defineThreshold("Below", "The step applies while the metric is below this value."),
        above: defineThreshold("Above", "The step applies while the metric is above this value."),
        change: v.exactOptional(
          defineCapacityChange({
            title: "Change",
            description: "How many to add, or to remove if negative; or a percentage of the current count.",
            example: "1",
          }),
        ),
        exactly: v.exactOptional(
          defineNumber(capacityRange, {
            title: "Exactly",
            description: "The count to set, instead of a change.",
            example: "4",
          }),
        ),
      },
      requireExactlyOne(["below", "above"], "write above: 600, or below: 100"),
      requireExactlyOne(["change", "exactly"], "write change: 1, or exactly: 4"),
    ),
    v.transform(({ below, above = 0, change, exactly = 0 }): StepConfig => {
      return { when: below === undefined ? { above } : { below }, change: change ?? { exactly } };
    }),
  ),
  {
    title: "Step",
    description: "How a value of the metric changes the count of instances, copies or concurrency.",
    allowed: "the keys below or above, and change or exactly",
    example: "{ above: 600, change: 1 }",
  },
);

const defineCooldown = (title: string, description: string) =>
  v.exactOptional(defineDuration({ from: 0, to: 86_400 }, { title, description, example: "5m" }), "5m");

/** An alarm covers at most a day, which bounds the number of its shortest periods. */
const periodsRange = { from: 1, to: alarmPeriodSecondsRange.to / Math.min(...shortAlarmPeriodsSeconds) };

const entries = {
  metric: defineChoice(metricNames, {
    title: "Metric",
    description:
      "The metric that drives scaling: requests per minute and instance; concurrent requests; microseconds; percent, summed over cores or GPUs; waiting requests; requests per minute and copy; concurrent requests per copy; the used part of the provisioned concurrency, 0 to 1.",
    example: "invocationsPerInstance",
  }),
  steps: v.exactOptional(
    describeField(defineList(step, { from: 1 }), {
      title: "Steps",
      description: "Step scaling: changes for values of the metric.",
      allowed: "a list of steps",
      example: "[{ below: 100, change: -1 }, { above: 600, change: 1 }]",
    }),
  ),
  target: v.exactOptional(
    defineNumber(
      { from: 0.000_001, to: 1e15, fractions: true },
      { title: "Target", description: "Target tracking: the value to keep the metric near.", example: "700" },
    ),
  ),
  cooldown: defineCooldown("Cooldown", "Wait after a step; with steps."),
  period: v.exactOptional(
    defineDuration(
      { ...alarmPeriodSecondsRange, step: "minute", also: shortAlarmPeriodsSeconds },
      { title: "Period", description: "Time that one value of the metric covers; with steps.", example: "1m" },
    ),
    "1m",
  ),
  evaluationPeriods: v.exactOptional(
    defineNumber(periodsRange, {
      title: "Evaluation periods",
      description: "How many of the latest values the alarm evaluates; with steps.",
      example: "3",
    }),
    3,
  ),
  datapointsToAlarm: v.exactOptional(
    defineNumber(periodsRange, {
      title: "Data points to alarm",
      description: "How many of them must pass the threshold; with steps. Absent: all.",
      example: "2",
    }),
  ),
  scaleInCooldown: defineCooldown("Cooldown after scale in", "Wait between two scale-ins; with target."),
  scaleOutCooldown: defineCooldown("Cooldown after scale out", "Wait between two scale-outs; with target."),
  scaleIn: v.exactOptional(
    defineFlag({ title: "Scale in", description: "Whether load also scales in; with target.", example: "false" }),
    true,
  ),
} satisfies Entries;

const stepKeys = ["cooldown", "period", "evaluationPeriods", "datapointsToAlarm"];
const targetKeys = ["scaleInCooldown", "scaleOutCooldown", "scaleIn"];

export const scalingSection: Field<ScalingConfig> = describeField(
  v.pipe(
    defineSection(
      entries,
      requireExactlyOne(
        ["steps", "target"],
        "write steps: [{ below: 100, change: -1 }, { above: 600, change: 1 }], or target: 700",
      ),
      forbidBeside("steps", targetKeys, "remove it, or replace steps with target"),
      forbidBeside("target", stepKeys, "remove it, or replace target with steps"),
    ),
    v.transform(toScalingConfig),
  ),
  {
    title: "Scaling",
    description:
      "How load changes the count between min and max. Absent: it does not, and what a window leaves stays as far as max allows; an inference component with min 0 still wakes.",
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
