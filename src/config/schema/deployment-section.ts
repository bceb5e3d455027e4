import * as v from "valibot";
import {
  canaryPercentRange,
  deploymentWaitSecondsRange,
  executionTimeoutSecondsRange,
  linearPercentRange,
  rollbackPercentRange,
  rollingPercentRange,
} from "../../aws/facts";
import { joinWords } from "../text";
import {
  defineChoice,
  defineDuration,
  defineList,
  defineSection,
  defineText,
  describeField,
  type Entries,
  type Field,
  type FieldProblem,
  omitUndefined,
  type SectionOutput,
} from "./fields";
import { defineCapacitySize } from "./instance-counts";
import type { DeploymentConfig, DeploymentStrategy } from "./stack-config";

const strategies = ["allAtOnce", "canary", "linear", "rolling"] as const;
type StrategyName = (typeof strategies)[number];

const defineWait = (title: string, description: string) =>
  v.exactOptional(defineDuration(deploymentWaitSecondsRange, { title, description, example: "5m" }));
const definePart = (title: string, description: string, range: { from: number; to: number }) =>
  v.exactOptional(defineCapacitySize(range, { title, description, example: "10%" }));

const entries = {
  strategy: defineChoice(strategies, {
    title: "Strategy",
    description:
      "How traffic moves to the new instances: allAtOnce, canary (one part, then the rest), linear (in equal parts), or rolling (in batches, without a second fleet).",
    example: "canary",
  }),
  size: definePart("Size", "The part that gets traffic first (canary) or in each step (linear).", {
    from: Math.min(canaryPercentRange.from, linearPercentRange.from),
    to: Math.max(canaryPercentRange.to, linearPercentRange.to),
  }),
  batch: definePart("Batch", "The part that is replaced in one step; for rolling.", rollingPercentRange),
  rollbackBatch: definePart(
    "Rollback batch",
    "The part that is rolled back in one step if an update fails; for rolling. Absent: all.",
    rollbackPercentRange,
  ),
  wait: defineWait("Wait", "How long the alarms are watched after each part; not for allAtOnce."),
  terminationWait: defineWait(
    "Termination wait",
    "How long the old instances are kept after all traffic has moved; not for rolling. Absent: not at all.",
  ),
  maximumExecutionTimeout: v.exactOptional(
    defineDuration(executionTimeoutSecondsRange, {
      title: "Maximum execution timeout",
      description: "How long an update may take before it is rolled back. Absent: the SageMaker default.",
      example: "1h",
    }),
  ),
  rollbackAlarms: v.exactOptional(
    describeField(
      defineList(
        defineText({
          title: "Alarm",
          description: "Name of a CloudWatch alarm.",
          allowed: "an alarm name",
          example: "sentiment-errors",
          takesInput: true,
        }),
        { from: 0 },
      ),
      {
        title: "Rollback alarms",
        description:
          "CloudWatch alarms that roll an update back. The first one cannot be added later without replacing the endpoint.",
        allowed: "a list of alarm names",
        example: "[sentiment-errors]",
      },
    ),
    [],
  ),
} satisfies Entries;

const keysByStrategy: Readonly<Record<StrategyName, { required: string[]; optional: string[] }>> = {
  allAtOnce: { required: [], optional: ["terminationWait"] },
  canary: { required: ["size", "wait"], optional: ["terminationWait"] },
  linear: { required: ["size", "wait"], optional: ["terminationWait"] },
  rolling: { required: ["batch", "wait"], optional: ["rollbackBatch"] },
};
const examples: Readonly<Record<string, string>> = { size: "10%", batch: "10%", wait: "5m" };
const strategyKeys = ["size", "batch", "rollbackBatch", "wait", "terminationWait"];

function checkStrategyKeys(
  { strategy }: { readonly strategy?: StrategyName },
  written: ReadonlySet<string>,
): readonly FieldProblem[] {
  if (strategy === undefined) return [];
  const { required, optional } = keysByStrategy[strategy];
  const expected = `with ${strategy}: ${joinWords([...required, ...optional], "and")}`;
  return [
    ...required
      .filter((key) => !written.has(key))
      .map((key): FieldProblem => {
        const fix = `write ${key}: ${examples[key] ?? "5m"}`;
        return { code: "missing-key", at: [key], message: `${key} is missing`, expected, fix };
      }),
    ...strategyKeys
      .filter((key) => written.has(key) && ![...required, ...optional].includes(key))
      .map((key): FieldProblem => {
        const message = `${key} does not apply to ${strategy}`;
        return { code: "wrong-value", at: [key], message, expected, fix: "remove it" };
      }),
  ];
}

export const deploymentSection: Field<DeploymentConfig> = describeField(
  v.pipe(
    defineSection(entries, checkStrategyKeys),
    v.transform((written): DeploymentConfig =>
      omitUndefined({
        strategy: toStrategy(written),
        maximumExecutionTimeoutSeconds: written.maximumExecutionTimeout,
        rollbackAlarms: written.rollbackAlarms,
      }),
    ),
  ),
  {
    title: "Deployment",
    description: "How an update moves traffic to the new instances. Absent: all at once.",
    allowed: "a map with the key strategy",
    example: "{ strategy: canary, size: 10%, wait: 5m }",
  },
);

const oneInstance = { type: "instances", value: 1 } as const;

function toStrategy(written: SectionOutput<typeof entries>): DeploymentStrategy {
  const { strategy: type, size = oneInstance, batch = oneInstance, rollbackBatch } = written;
  const { wait: waitSeconds = 0, terminationWait: terminationWaitSeconds } = written;
  if (type === "allAtOnce") return omitUndefined({ type, terminationWaitSeconds });
  return type === "rolling"
    ? omitUndefined({ type, batch, rollbackBatch, waitSeconds })
    : omitUndefined({ type, size, waitSeconds, terminationWaitSeconds });
}
