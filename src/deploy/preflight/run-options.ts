import { escapeControls } from "../../problem";
import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { parseProviderSettings, versionWarningVariable, withClients } from "../../aws/client";
import type { CompileOptions } from "../../compile";
import { createCalendarFileReader } from "../../config/calendars";
import type { StackConfig } from "../../config/schema";
import { type EpochMinute, parseInstant, toInstant } from "../../timetable/time";
import type { RecoveryContext, RunClock } from "../recovery";
import type { DeployedResources } from "../state";

/**
 * How a run waits for AWS and reads the time.
 * @param virtual the address of a virtual clock, as the simulated AWS has one; undefined: real time, and `now`
 */
export function createRunClock(virtual: string | undefined, now: () => EpochMinute): RunClock {
  if (virtual === undefined) {
    return {
      sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
      readTime: () => Promise.resolve(now()),
    };
  }
  return {
    sleep: async (seconds) => {
      await fetch(`${virtual}?seconds=${seconds}`, { method: "POST" });
    },
    readTime: async () => {
      const text = await (await fetch(virtual)).text();
      const instant = parseInstant(text);
      if (instant === undefined) throw new Error(`bug: the clock at ${virtual} says "${text}"`);
      return instant;
    },
  };
}

export type RunOptions = CompileOptions & RunClock;

/**
 * Reads the clock and the environment once for the whole run. The simulator sets `TIMETABLE_NOW`, the moment at which a
 * run begins, and `TIMETABLE_CLOCK`, the address of a virtual clock.
 * @throws RunError if `TIMETABLE_NOW` is not an instant, or if either is set in a run that may reach a real account
 */
export function readRunOptions(): RunOptions {
  const { env } = process;
  refuseSimulatedClock(env);
  env[versionWarningVariable] ??= "true";
  const clockNow = (): EpochMinute => toInstant(new Date());
  return {
    now: env["TIMETABLE_NOW"] === undefined ? clockNow() : parseNow(env["TIMETABLE_NOW"]),
    ...createRunClock(env["TIMETABLE_CLOCK"], clockNow),
    readCalendarFile: createCalendarFileReader(findRootDirectory()),
  };
}

/** A variable that is left in the environment would move limits to those of another moment. */
function refuseSimulatedClock(env: NodeJS.ProcessEnv): void {
  const names = ["TIMETABLE_NOW", "TIMETABLE_CLOCK"].filter((name) => env[name] !== undefined);
  if (names.length === 0 || pulumi.runtime.getEngine() === undefined || isOnThisMachine(env["AWS_ENDPOINT_URL"]))
    return;
  throw new pulumi.RunError(
    `${names.join(" and ")} in the environment would set the clock of this run: only npm run try may do that\n  fix: run unset ${names.join(" ")}`,
  );
}

function isOnThisMachine(url = ""): boolean {
  return URL.canParse(url) && ["127.0.0.1", "localhost"].includes(new URL(url).hostname);
}

/**
 * The folder of Pulumi.yaml; empty, for the working directory, in inline programs of the Automation API and in plugins,
 * for which the SDK returns a placeholder.
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/nodejs/runtime/state.ts
 */
export function findRootDirectory(): string {
  const root = pulumi.getRootDirectory();
  return root === "rootDirectory" ? "" : root;
}

function parseNow(text: string): EpochMinute {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new pulumi.RunError(
    `TIMETABLE_NOW is "${text}", which is not an ISO instant with offset\n  fix: write 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z, or unset it`,
  );
}

/**
 * How a run asks AWS.
 * @returns undefined if it must not: the stack file forbids it, or there is no engine, as in tests
 */
export function createRecoveryContext(
  { readAws = true }: Pick<StackConfig, "readAws">,
  { sleep, readTime }: RunClock,
  deployed: DeployedResources,
): RecoveryContext | undefined {
  if (!readAws || pulumi.runtime.getEngine() === undefined) return undefined;
  // A hook runs outside of the program, where the SDK knows neither the stack's config nor the engine's log.
  const access = parseProviderSettings(readProviderSettings());
  return {
    ...{ sleep, readTime, deployed },
    askAws: (ask) => withClients(access, ask),
    snapshots: new Map(),
    log: AsyncResource.bind(logInfo),
    warn: AsyncResource.bind(logWarning),
  };
}

/** Logs a text in which control characters are visible. */
export function logInfo(text: string): void {
  void pulumi.log.info(escapeControls(text));
}

/** Logs a warning in which control characters are visible. */
export function logWarning(text: string): void {
  void pulumi.log.warn(escapeControls(text));
}

/** The settings of the stack's provider, encrypted ones in plain text; keys without `aws:`. */
export function readProviderSettings(): Readonly<Record<string, string>> {
  const prefix = "aws:";
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}
