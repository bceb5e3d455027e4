import { type Firing, replayActions } from "../plan/replay";
import type { EpochMinute } from "../time/instant";
import { type Limits, isEqualLimits } from "../timetable/limits";
import { formatColumns } from "./columns";
import { formatLimits } from "./limits-text";
import { listLimitsOverTime } from "./limits-over-time";
import { formatLocal, formatUtc } from "./moment-text";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";

/** A firing that moves limits, and what held before it. */
export interface NextChange extends Firing {
  readonly before: Limits;
}

/** Where to look: `createSumMetric` firings at most, from `from` on and before `to`. */
export interface FiringSearch {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly count: number;
}

/** Searched at once: long enough for most weeks, short enough to be quick. */
const chunkMinutes = 14 * 1440;

/**
 * The firings that move limits; those that only set them again are left out.
 *
 * In:  an endpoint with a plan; `from` < `to`
 * Out: sorted by time; fewer than `createSumMetric` where there are no more before `to`
 */
export function findNextChanges(
  endpoint: ReportedEndpoint,
  { from, to, count }: FiringSearch,
): readonly NextChange[] {
  const actions = endpoint.plan?.actions ?? [];
  const changes: NextChange[] = [];
  let before = listLimitsOverTime(endpoint, from - 1, from)[0]?.limits ?? { min: 0, max: 0 };
  for (let start = from; start < to && changes.length < count; start += chunkMinutes) {
    const span = { from: start, to: Math.min(to, start + chunkMinutes), overlap: "once" as const };
    for (const firing of replayActions(actions, { ...span, initial: before }).firings) {
      if (!isEqualLimits(firing.limits, before)) changes.push({ ...firing, before });
      before = firing.limits;
    }
  }
  return changes.slice(0, count);
}

/**
 * Firings as a table: local time with the day's offset, UTC, what each sets and which action it is.
 *
 * In:  firings of this endpoint
 * Out: a heading and one line a firing, of at most `width` columns: an action whose name is too long for
 *      its line stands below it; `noTimes` where there are none
 */
export function formatFirings(
  endpoint: ReportedEndpoint,
  firings: readonly Firing[],
  width: number,
): string {
  if (firings.length === 0) return "none";
  const zone = chooseShownZone(endpoint);
  const times = firings.map(({ at, limits }) => [
    formatLocal(zone, at),
    formatUtc(at),
    formatLimits(limits),
  ]);
  const actions = ["action", ...firings.map(({ action }) => action)];
  const table = (title: string): readonly string[] => {
    const lines = formatColumns([[title, "UTC", "min-max"], ...times]).split("\n");
    const longest = Math.max(...lines.map((line) => line.length));
    return lines.map((line, row) => `${line.padEnd(longest)}  ${actions[row] ?? ""}`);
  };
  const wide = table(`local time (${zone})`);
  if (wide.every((line) => line.length <= width)) return wide.join("\n");
  return table("local time")
    .map((line, row) => (line.length <= width ? line : moveActionBelow(line, actions[row] ?? "")))
    .join("\n");
}

function moveActionBelow(line: string, action: string): string {
  return `${line.slice(0, line.length - action.length).trimEnd()}\n    ${action}`;
}
