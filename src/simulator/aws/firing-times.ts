import { type AwsAction, parseSchedule } from "../../plan/cron";
import { listFirings, type OverlapReading } from "../../plan/replay";
import { type EpochMinute, formatInstant, isKnownZone } from "../../timetable/time";
import type { EpochSeconds } from "./account-state";

/** What decides when an action fires. Times in seconds. */
export interface FiringRule {
  readonly schedule: string;
  readonly timezone: string;
  readonly startTime?: EpochSeconds;
  readonly endTime?: EpochSeconds;
  readonly createdAt: EpochSeconds;
}

/** Minutes whose firings are worked out at once: four weeks. */
const blockMinutes = 40_320;

/** An action that is silent for ten years is taken to be silent for good. */
const silentMinutes = 10 * 525_960;

/** Why Application Auto Scaling would refuse a schedule or its zone; undefined when it takes both. */
export function findScheduleProblem(schedule: string, timezone: string): string | undefined {
  const fault = parseSchedule(schedule).problems.find((each) => each.severity === "error");
  if (fault !== undefined) return `Invalid schedule expression "${schedule}": ${fault.message}`;
  return isKnownZone(timezone) ? undefined : `Invalid timezone "${timezone}"`;
}

/** The action's first firing after a moment; undefined when it never fires again. */
export function findNextFiring(
  rule: FiringRule,
  after: EpochSeconds,
  overlap: OverlapReading,
): EpochSeconds | undefined {
  const action = toAwsAction(rule);
  const first = Math.floor(after / 60) + 1;
  const block = Math.floor(first / blockMinutes);
  for (const at of listFiringsInBlock(action, block, overlap)) if (at >= first) return at * 60;
  for (const at of listFiringsInBlock(action, block + 1, overlap)) return at * 60;
  const from = (block + 2) * blockMinutes;
  for (let [start, length] = [from, blockMinutes]; start < from + silentMinutes; length *= 4) {
    const [at] = listFirings([action], { from: start, to: start + length, overlap }).at;
    if (at !== undefined) return at * 60;
    start += length;
  }
  return undefined;
}

function toAwsAction(rule: FiringRule): AwsAction {
  // A rate counts from when the action was made.
  const countsFrom = rule.schedule.startsWith("rate") ? rule.createdAt : undefined;
  const start = rule.startTime ?? countsFrom;
  return {
    name: "",
    schedule: rule.schedule,
    timezone: rule.timezone,
    min: 0,
    max: 0,
    ...(start === undefined ? {} : { startTime: formatEpochSeconds(start) }),
    ...(rule.endTime === undefined ? {} : { endTime: formatEpochSeconds(rule.endTime) }),
  };
}

function formatEpochSeconds(seconds: EpochSeconds): string {
  return formatInstant(Math.floor(seconds / 60));
}

/** Blocks already worked out: the same action is asked again after each of its firings. */
const blocks = new Map<string, Int32Array>();
const keptBlocks = 2000;

function listFiringsInBlock(action: AwsAction, block: number, overlap: OverlapReading): Int32Array {
  const key = JSON.stringify([action, block, overlap]);
  const known = blocks.get(key);
  if (known !== undefined) return known;
  const from: EpochMinute = block * blockMinutes;
  const { at } = listFirings([action], { from, to: from + blockMinutes, overlap });
  if (blocks.size >= keptBlocks) blocks.clear();
  blocks.set(key, at);
  return at;
}
