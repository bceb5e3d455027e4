import * as v from "valibot";
import {
  canaryPercentRange,
  deploymentWaitSecondsRange,
  executionTimeoutSecondsRange,
  linearPercentRange,
  rollbackPercentRange,
  rollingPercentRange,
} from "../aws-facts/field-ranges";
import { capacitySize } from "./amounts";
import type { DeploymentConfig, DeploymentStrategy } from "./config";
import { duration } from "./duration";
import { type Field, described } from "./field";
import type { Finding } from "./field-issue";
import { choice, text } from "./leaf-fields";
import { list } from "./list";
import { present } from "./present";
import { type Entries, type SectionOutput, section } from "./section";
import { listWords } from "./user-text";

const strategies = ["allAtOnce", "canary", "linear", "rolling"] as const;
type StrategyName = (typeof strategies)[number];

const wait = (title: string) =>
  v.exactOptional(
    duration(deploymentWaitSecondsRange, {
      title,
      description: "How long to wait.",
      example: "5m",
    }),
  );
const part = (title: string, range: { from: number; to: number }) =>
  v.exactOptional(
    capacitySize(range, { title, description: "Part of the fleet.", example: "10%" }),
  );

const entries = {
  strategy: choice(strategies, {
    title: "Strategy",
    description: "How traffic moves to the new fleet.",
    example: "canary",
  }),
  size: part("Size", {
    from: Math.min(canaryPercentRange.from, linearPercentRange.from),
    to: Math.max(canaryPercentRange.to, linearPercentRange.to),
  }),
  batch: part("Batch", rollingPercentRange),
  rollbackBatch: part("Rollback batch", rollbackPercentRange),
  wait: wait("Wait"),
  terminationWait: wait("Termination wait"),
  maximumExecutionTimeout: v.exactOptional(
    duration(executionTimeoutSecondsRange, {
      title: "Timeout",
      description: "Longest time an update may take.",
      example: "1h",
    }),
  ),
  rollbackAlarms: v.exactOptional(
    described(
      list(
        text({ title: "Alarm", description: "Name of an alarm.", example: "sentiment-errors" }),
        { from: 0 },
      ),
      {
        title: "Rollback alarms",
        description: "Names of alarms that roll an update back.",
        allowed: "a list of names of alarms",
        example: "[sentiment-errors]",
      },
    ),
    [],
  ),
} satisfies Entries;

const taken: Readonly<Record<StrategyName, { needs: string[]; may: string[] }>> = {
  allAtOnce: { needs: [], may: ["terminationWait"] },
  canary: { needs: ["size", "wait"], may: ["terminationWait"] },
  linear: { needs: ["size", "wait"], may: ["terminationWait"] },
  rolling: { needs: ["batch", "wait"], may: ["rollbackBatch"] },
};
const examples: Readonly<Record<string, string>> = { size: "10%", batch: "10%", wait: "5m" };
const strategyKeys = ["size", "batch", "rollbackBatch", "wait", "terminationWait"];

function keysOfStrategy(
  { strategy }: { readonly strategy?: StrategyName },
  written: ReadonlySet<string>,
): readonly Finding[] {
  if (strategy === undefined) return [];
  const { needs, may } = taken[strategy];
  const expected = `for ${strategy} ${listWords([...needs, ...may], "and")}`;
  return [
    ...needs
      .filter((key) => !written.has(key))
      .map((key): Finding => {
        const fix = `write ${key}: ${examples[key] ?? "5m"}`;
        return { code: "missing-key", at: [key], message: `${key} is missing`, expected, fix };
      }),
    ...strategyKeys
      .filter((key) => written.has(key) && ![...needs, ...may].includes(key))
      .map((key): Finding => {
        const message = `${key} has no meaning for ${strategy}`;
        return { code: "wrong-value", at: [key], message, expected, fix: "remove it" };
      }),
  ];
}

/** How an update shifts traffic. */
export const deployment: Field<DeploymentConfig> = described(
  v.pipe(
    section(entries, keysOfStrategy),
    v.transform((written): DeploymentConfig =>
      present({
        strategy: strategyOf(written),
        maximumExecutionTimeoutSeconds: written.maximumExecutionTimeout,
        rollbackAlarms: written.rollbackAlarms,
      }),
    ),
  ),
  {
    title: "Deployment",
    description: "How an update shifts traffic.",
    allowed: "a map with the key strategy",
    example: "{ strategy: canary, size: 10%, wait: 5m }",
  },
);

const oneInstance = { type: "instances", value: 1 } as const;

function strategyOf(written: SectionOutput<typeof entries>): DeploymentStrategy {
  const { strategy: type, size = oneInstance, batch = oneInstance, rollbackBatch } = written;
  const { wait: waitSeconds = 0, terminationWait: terminationWaitSeconds } = written;
  if (type === "allAtOnce") return present({ type, terminationWaitSeconds });
  return type === "rolling"
    ? present({ type, batch, rollbackBatch, waitSeconds })
    : present({ type, size, waitSeconds, terminationWaitSeconds });
}
