import { type Firing, replay } from "../plan/replay";
import type { EpochMinute } from "../time/instant";
import { type Limits, sameLimits } from "../timetable/limits";
import { columns } from "./columns";
import { limitsText } from "./limits-text";
import { limitsOverTime } from "./limits-over-time";
import { localText, utcText } from "./moment-text";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";

/** A firing that moves limits, and what held before it. */
export interface NextChange extends Firing {
  readonly before: Limits;
}

/** Where to look: `count` firings at most, from `from` on and before `to`. */
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
 * Out: sorted by time; fewer than `count` where there are no more before `to`
 */
export function nextChanges(
  endpoint: ReportedEndpoint,
  { from, to, count }: FiringSearch,
): readonly NextChange[] {
  const actions = endpoint.plan?.actions ?? [];
  const changes: NextChange[] = [];
  let before = limitsOverTime(endpoint, from - 1, from)[0]?.limits ?? { min: 0, max: 0 };
  for (let start = from; start < to && changes.length < count; start += chunkMinutes) {
    const span = { from: start, to: Math.min(to, start + chunkMinutes), overlap: "once" as const };
    for (const firing of replay(actions, { ...span, initial: before }).firings) {
      if (!sameLimits(firing.limits, before)) changes.push({ ...firing, before });
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
 *      its line stands below it; `none` where there are none
 */
export function firingsText(
  endpoint: ReportedEndpoint,
  firings: readonly Firing[],
  width: number,
): string {
  if (firings.length === 0) return "none";
  const zone = shownZone(endpoint);
  const times = firings.map(({ at, limits }) => [
    localText(zone, at),
    utcText(at),
    limitsText(limits),
  ]);
  const actions = ["action", ...firings.map(({ action }) => action)];
  const table = (title: string): readonly string[] => {
    const lines = columns([[title, "UTC", "min-max"], ...times]).split("\n");
    const longest = Math.max(...lines.map((line) => line.length));
    return lines.map((line, row) => `${line.padEnd(longest)}  ${actions[row] ?? ""}`);
  };
  const wide = table(`local time (${zone})`);
  if (wide.every((line) => line.length <= width)) return wide.join("\n");
  return table("local time")
    .map((line, row) => (line.length <= width ? line : belowIt(line, actions[row] ?? "")))
    .join("\n");
}

function belowIt(line: string, action: string): string {
  return `${line.slice(0, line.length - action.length).trimEnd()}\n    ${action}`;
}
