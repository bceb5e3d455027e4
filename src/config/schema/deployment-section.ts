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
  v.exactOptional(
    defineDuration(deploymentWaitSecondsRange, { title, description, example: "5m" }),
  );
const definePart = (title: string, description: string, range: { from: number; to: number }) =>
  v.exactOptional(defineCapacitySize(range, { title, description, example: "10%" }));

const entries = {
  strategy: defineChoice(strategies, {
    title: "Strategy",
    description:
      "How traffic moves to the new instances: allAtOnce, canary (a first part, then the rest), linear (part by part), rolling (part by part, without a second fleet).",
    example: "canary",
  }),
  size: definePart(
    "Size",
    "The part that takes traffic first, or in every step; for canary and linear.",
    {
      from: Math.min(canaryPercentRange.from, linearPercentRange.from),
      to: Math.max(canaryPercentRange.to, linearPercentRange.to),
    },
  ),
  batch: definePart(
    "Batch",
    "The part that is replaced at once; for rolling.",
    rollingPercentRange,
  ),
  rollbackBatch: definePart(
    "Rollback batch",
    "The part that goes back at once when an update fails; for rolling. Absent: all.",
    rollbackPercentRange,
  ),
  wait: defineWait("Wait", "How long alarms are watched between two parts; not for allAtOnce."),
  terminationWait: defineWait(
    "Termination wait",
    "How long the old instances are kept when all traffic has moved; not for rolling. Absent: no time.",
  ),
  maximumExecutionTimeout: v.exactOptional(
    defineDuration(executionTimeoutSecondsRange, {
      title: "Longest time",
      description:
        "How long an update may take before it goes back. Absent: SageMaker's own limit.",
      example: "1h",
    }),
  ),
  rollbackAlarms: v.exactOptional(
    describeField(
      defineList(
        defineText({
          title: "Alarm",
          description: "Name of an alarm.",
          allowed: "the name of an alarm",
          example: "sentiment-errors",
        }),
        { from: 0 },
      ),
      {
        title: "Rollback alarms",
        description:
          "CloudWatch alarms that take an update back. The first one cannot be added later without replacing the endpoint.",
        allowed: "a list of names of alarms",
        example: "[sentiment-errors]",
      },
    ),
    [],
  ),
} satisfies Entries;

const keysByStrategy: Readonly<Record<StrategyName, { needs: string[]; may: string[] }>> = {
  allAtOnce: { needs: [], may: ["terminationWait"] },
  canary: { needs: ["size", "wait"], may: ["terminationWait"] },
  linear: { needs: ["size", "wait"], may: ["terminationWait"] },
  rolling: { needs: ["batch", "wait"], may: ["rollbackBatch"] },
};
const examples: Readonly<Record<string, string>> = { size: "10%", batch: "10%", wait: "5m" };
const strategyKeys = ["size", "batch", "rollbackBatch", "wait", "terminationWait"];

function checkStrategyKeys(
  { strategy }: { readonly strategy?: StrategyName },
  written: ReadonlySet<string>,
): readonly FieldProblem[] {
  if (strategy === undefined) return [];
  const { needs, may } = keysByStrategy[strategy];
  const expected = `for ${strategy} ${joinWords([...needs, ...may], "and")}`;
  return [
    ...needs
      .filter((key) => !written.has(key))
      .map((key): FieldProblem => {
        const fix = `write ${key}: ${examples[key] ?? "5m"}`;
        return { code: "missing-key", at: [key], message: `${key} is missing`, expected, fix };
      }),
    ...strategyKeys
      .filter((key) => written.has(key) && ![...needs, ...may].includes(key))
      .map((key): FieldProblem => {
        const message = `${key} has no meaning for ${strategy}`;
        return { code: "wrong-value", at: [key], message, expected, fix: "remove it" };
      }),
  ];
}

/** How an update shifts traffic. */
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
    description: "How an update moves traffic. Absent: all at once.",
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
