import * as v from "valibot";
import { alarmPeriodSecondsRange, shortAlarmPeriodsSeconds } from "../aws-facts/field-ranges";
import { metrics } from "../aws-facts/metrics";
import { change } from "./amounts";
import type { MetricName, ScalingConfig, StepConfig } from "./config";
import { duration } from "./duration";
import { type Field, described } from "./field";
import { choice, flag, number } from "./leaf-fields";
import { list } from "./list";
import { type Entries, type SectionOutput, section } from "./section";
import { exactlyOneOf, notBeside } from "./section-rules";

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
] satisfies readonly (keyof typeof metrics)[];

const anyAmount = { from: 0, to: 1e15, fractions: true };
const threshold = (title: string) =>
  number(anyAmount, { title, description: "Value of the metric.", example: "100" });

const step: Field<StepConfig> = described(
  v.pipe(
    section(
      {
        below: v.exactOptional(threshold("Below")),
        above: v.exactOptional(threshold("Above")),
        change: v.exactOptional(
          change({ title: "Change", description: "How the count changes.", example: "1" }),
        ),
        exactly: v.exactOptional(
          number(
            { from: 0, to: 2_147_483_647 },
            { title: "Exactly", description: "The count to set.", example: "4" },
          ),
        ),
      },
      exactlyOneOf(["below", "above"], "write above: and a value of the metric"),
      exactlyOneOf(["change", "exactly"], "write change: 1"),
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

const cooldown = (title: string) =>
  duration(
    { from: 0, to: 86_400 },
    { title, description: "Pause after one change before the next.", example: "5m" },
  );
const periods = (title: string) =>
  number({ from: 1, to: 8640 }, { title, description: "Number of periods.", example: "3" });

const entries = {
  metric: choice(metricNames, {
    title: "Metric",
    description: "What is measured.",
    example: "invocationsPerInstance",
  }),
  steps: v.exactOptional(
    described(list(step, { from: 1 }), {
      title: "Steps",
      description: "Changes by the metric's value.",
      allowed: "a list of steps",
      example: "[{ below: 100, change: -1 }, { above: 600, change: 1 }]",
    }),
  ),
  target: v.exactOptional(
    number(
      { from: 0.000_001, to: 1e15, fractions: true },
      { title: "Target", description: "Value that the metric is kept near.", example: "700" },
    ),
  ),
  cooldown: v.exactOptional(cooldown("Cooldown")),
  period: v.exactOptional(
    duration(
      { ...alarmPeriodSecondsRange, step: "minute", also: shortAlarmPeriodsSeconds },
      { title: "Period", description: "Time over which one value is taken.", example: "1m" },
    ),
  ),
  evaluationPeriods: v.exactOptional(periods("Evaluation periods")),
  datapointsToAlarm: v.exactOptional(periods("Data points to alarm")),
  scaleInCooldown: v.exactOptional(cooldown("Cooldown after removing")),
  scaleOutCooldown: v.exactOptional(cooldown("Cooldown after adding")),
  scaleIn: v.exactOptional(
    flag({ title: "Scale in", description: "Whether instances are removed too.", example: "true" }),
  ),
} satisfies Entries;

const stepKeys = ["cooldown", "period", "evaluationPeriods", "datapointsToAlarm"];
const targetKeys = ["scaleInCooldown", "scaleOutCooldown", "scaleIn"];

/** How load moves the count between min and max. */
export const scaling: Field<ScalingConfig> = described(
  v.pipe(
    section(
      entries,
      exactlyOneOf(["steps", "target"], "write steps: and what each value does"),
      notBeside("steps", targetKeys, "remove it"),
      notBeside("target", stepKeys, "remove it"),
    ),
    v.transform(scalingConfig),
  ),
  {
    title: "Scaling",
    description: "How load moves the count between min and max.",
    allowed: "the keys metric, and steps or target",
    example: "{ metric: invocationsPerInstance, target: 700 }",
  },
);

function scalingConfig(written: SectionOutput<typeof entries>): ScalingConfig {
  const { metric, steps = [], target, evaluationPeriods = 3 } = written;
  if (target === undefined) {
    return {
      kind: "step",
      metric,
      steps,
      cooldownSeconds: written.cooldown ?? 300,
      periodSeconds: written.period ?? 60,
      evaluationPeriods,
      datapointsToAlarm: written.datapointsToAlarm ?? evaluationPeriods,
    };
  }
  return {
    kind: "targetTracking",
    metric,
    target,
    scaleInCooldownSeconds: written.scaleInCooldown ?? 300,
    scaleOutCooldownSeconds: written.scaleOutCooldown ?? 300,
    scaleIn: written.scaleIn ?? true,
  };
}
