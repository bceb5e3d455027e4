import * as pulumi from "@pulumi/pulumi";
import type { CompileOptions } from "../compile";
import { createCalendarFileReader } from "../config/calendar-files-in";
import { versionWarningVariable } from "../live-aws/open-aws";
import { type EpochMinute, parseInstant, toInstant } from "../time/instant";
import { type RunClock, createRunClock } from "./run-clock";

/** What surrounds a run, and how time passes in it. */
export type RunOptions = CompileOptions & RunClock;

/**
 * Reads the clock and the environment of this process, once for the whole run. The simulator sets `TIMETABLE_NOW`, the
 * moment at which a run begins, and `TIMETABLE_CLOCK`, the address of a virtual clock.
 *
 * Errors: RunError if `TIMETABLE_NOW` is not an instant
 */
export function readRunOptions(): RunOptions {
  const { env } = process;
  env[versionWarningVariable] ??= "true";
  const clockNow = (): EpochMinute => toInstant(new Date());
  return {
    now: env["TIMETABLE_NOW"] === undefined ? clockNow() : parseNow(env["TIMETABLE_NOW"]),
    ...createRunClock(env["TIMETABLE_CLOCK"], clockNow),
    readCalendarFile: createCalendarFileReader(pulumi.getRootDirectory()),
  };
}

function parseNow(text: string): EpochMinute {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new pulumi.RunError(
    `TIMETABLE_NOW is "${text}", which is not an ISO instant with offset\n  fix: write 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z, or unset it`,
  );
}
