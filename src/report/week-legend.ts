import { sameLimits } from "../timetable/limits";
import { type Segment, weekMinutes } from "../timetable/timeline";
import { columns, wrapped } from "./columns";
import { limitsText } from "./limits-text";
import { weekWords } from "./week-words";

/**
 * What the grid cannot say in its width: exact times of each pair of limits, and what decides them.
 *
 * In:  segments as for `weekGrid`; `repeats`: Sunday's end runs on into Monday's start
 * Out: a heading, then one line a pair of limits and reason, most instances first; the baseline alone
 *      is told last, as `otherwise` where there is anything else. Times, and reasons, are below each
 *      other where one line is wider than `width`
 */
export function weekLegend(segments: readonly Segment[], repeats: boolean, width: number): string {
  const rows = legendRows(segments, repeats);
  const text = columns(rows);
  const fits = text.split("\n").every((line) => line.length <= width);
  return fits ? text : columns(belowEachOther(rows, width));
}

/** A reason gets what the longest single time leaves of the width, but some words at least. */
function belowEachOther(
  rows: readonly (readonly string[])[],
  width: number,
): readonly (readonly string[])[] {
  const timesOf = (when: string): readonly string[] => when.split("; ");
  const longest = (texts: readonly string[]): number => Math.max(...texts.map((t) => t.length));
  const taken =
    longest(rows.map(([limits = ""]) => limits)) +
    longest(rows.flatMap(([, when = ""]) => timesOf(when))) +
    2 * columnGap;
  return rows.flatMap(([limits = "", when = "", because = ""]) => {
    const times = timesOf(when);
    const reasons = wrapped(because, Math.max(leastReason, width - taken), 0);
    return Array.from({ length: Math.max(times.length, reasons.length) }, (_, line) => [
      line === 0 ? limits : "",
      times[line] ?? "",
      reasons[line] ?? "",
    ]);
  });
}

const columnGap = 2;

/** Columns that reasons have at least. */
const leastReason = 20;

/** The same as rows of cells: limits, times, reasons. */
export function legendRows(
  segments: readonly Segment[],
  repeats: boolean,
): readonly (readonly string[])[] {
  const byReason = new Map<string, Segment[]>();
  for (const segment of repeats ? joinedAroundSunday(segments) : segments) {
    const key = `${segment.limits.min} ${segment.limits.max} ${segment.because.join("\n")}`;
    byReason.set(key, [...(byReason.get(key) ?? []), segment]);
  }
  const groups = [...byReason.values()].toSorted(
    (a, b) => Number(isBaseline(a)) - Number(isBaseline(b)) || mostOf(b) - mostOf(a),
  );
  const rows = groups.map((group) => [
    limitsText(group[0]?.limits ?? { min: 0, max: 0 }),
    isBaseline(group) && groups.length > 1 ? "otherwise" : whenText(group),
    group[0]?.because.join(", ") ?? "",
  ]);
  return [["min-max", "when", "decided by"], ...rows];
}

function whenText(group: readonly Segment[]): string {
  return weekWords(group.map((s) => ({ from: s.from, length: s.to - s.from })));
}

function isBaseline(group: readonly Segment[]): boolean {
  const because = group[0]?.because ?? [];
  return because.length === 1 && because[0] === "baseline";
}

function mostOf(group: readonly Segment[]): number {
  return group[0]?.limits.max ?? 0;
}

/** The last stretch of Sunday and the first of Monday are one where nothing changes between them. */
function joinedAroundSunday(segments: readonly Segment[]): readonly Segment[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined || first === last) return segments;
  if (!sameLimits(first.limits, last.limits)) return segments;
  if (first.because.join("\n") !== last.because.join("\n")) return segments;
  return [...segments.slice(1, -1), { ...last, to: weekMinutes + first.to }];
}
