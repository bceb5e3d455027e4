import {
  formatLimits,
  formatWeekIntervals,
  isEqualLimits,
  type Limits,
  minutesPerWeek,
  type Segment,
} from "../../timetable";
import { formatWeekdayDate } from "../../timetable/time";
import { describeSpecialDays, formatLayerNames, isSpecialDay, type ReportedWeek } from "..";
import { createShadeLookup, type DrawOptions, drawWeek, type Shade, type WeekCell, type WeekRows } from "./draw-week";
import { formatColumns, wrapText } from "./format-columns";

/** Formats the week that repeats: grid and legend. */
export function formatUsualWeek(segments: readonly Segment[], zone: string, options: DrawOptions): string {
  return [
    `every week, ${zone}`,
    drawLimitsWeek(segments, {}, options),
    "",
    formatLegend(segments, true, options.width),
  ].join("\n");
}

/** Formats a real week: grid with dates, legend, and why some days have a mark. */
export function formatRealWeek(week: ReportedWeek, options: DrawOptions): string {
  const { zone, monday, segments, days } = week;
  const special = days.filter(isSpecialDay);
  const flagged = special.map((day) => day.day - monday);
  return [
    `week of ${formatWeekdayDate(monday)}, ${zone}`,
    drawLimitsWeek(segments, { monday, flagged }, options),
    "",
    formatLegend(segments, false, options.width),
    ...(special.length === 0 ? [] : [""]),
    ...describeSpecialDays(special).flatMap((line) => wrapText(`* ${line}`, options.width, 4)),
  ].join("\n");
}

/**
 * Draws the limits of a week as a grid; higher limits are darker.
 * @param segments minutes from Monday 00:00, sorted, gapless over `[0, 10080)`
 */
export function drawLimitsWeek(segments: readonly Segment[], rows: WeekRows, options: DrawOptions): string {
  const shadeOf = createShadeLookup(segments.map((segment) => segment.limits));
  return drawWeek(
    segments.map((segment) => createCell(segment, shadeOf)),
    rows,
    options,
  );
}

function createCell(segment: Segment, shadeOf: (limits: Limits) => Shade): WeekCell {
  const { from, to, limits } = segment;
  const numbers = formatLimits(limits);
  const names = formatLayerNames(segment);
  return {
    from,
    to,
    labels: [...(names === "" ? [] : [`${numbers} ${names} `]), `${numbers} `, numbers],
    shade: shadeOf(limits),
    weight: limits.max,
  };
}

/**
 * Formats what a grid has no room for: the exact times of each pair of limits, and what decides them.
 * @param repeats whether Sunday's last interval continues on Monday
 * @returns a heading, then a line for each pair of limits and reason: highest first, the baseline last as
 *   `otherwise`. If a line is wider than `width`, times and reasons are stacked
 */
export function formatLegend(segments: readonly Segment[], repeats: boolean, width: number): string {
  const rows = listLegendRows(segments, repeats);
  const text = formatColumns(rows);
  const fits = text.split("\n").every((line) => line.length <= width);
  return fits ? text : formatColumns(stackCells(rows, width));
}

/** Reasons get the width that the longest single time leaves, but at least `minReasonWidth`. */
function stackCells(rows: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  const splitTimes = (when: string): readonly string[] => when.split("; ");
  const longest = (texts: readonly string[]): number => Math.max(...texts.map((t) => t.length));
  const taken =
    longest(rows.map(([limits = ""]) => limits)) +
    longest(rows.flatMap(([, when = ""]) => splitTimes(when))) +
    2 * columnGap;
  return rows.flatMap(([limits = "", when = "", reason = ""]) => {
    const times = splitTimes(when);
    const reasons = wrapText(reason, Math.max(minReasonWidth, width - taken), 0);
    return Array.from({ length: Math.max(times.length, reasons.length) }, (_, line) => [
      line === 0 ? limits : "",
      times[line] ?? "",
      reasons[line] ?? "",
    ]);
  });
}

const columnGap = 2;

const minReasonWidth = 20;

/** Lists the legend as rows of cells: limits, times, reasons. */
export function listLegendRows(segments: readonly Segment[], repeats: boolean): readonly (readonly string[])[] {
  const byReason = new Map<string, Segment[]>();
  for (const segment of repeats ? joinAroundSunday(segments) : segments) {
    const key = `${segment.limits.min} ${segment.limits.max} ${segment.reasons.join("\n")}`;
    byReason.set(key, [...(byReason.get(key) ?? []), segment]);
  }
  const groups = [...byReason.values()].toSorted(
    (a, b) => Number(isBaselineGroup(a)) - Number(isBaselineGroup(b)) || getMax(b) - getMax(a),
  );
  const rows = groups.map((group) => [
    formatLimits(group[0]?.limits ?? { min: 0, max: 0 }),
    isBaselineGroup(group) && groups.length > 1 ? "otherwise" : describeTimes(group),
    group[0]?.reasons.join(", ") ?? "",
  ]);
  return [["min-max", "when", "decided by"], ...rows];
}

function describeTimes(group: readonly Segment[]): string {
  return formatWeekIntervals(group.map((s) => ({ from: s.from, lengthMinutes: s.to - s.from })));
}

function isBaselineGroup(group: readonly Segment[]): boolean {
  return group[0]?.reasons.join() === "baseline";
}

function getMax(group: readonly Segment[]): number {
  return group[0]?.limits.max ?? 0;
}

/** Joins the last interval of Sunday and the first of Monday if they are the same. */
function joinAroundSunday(segments: readonly Segment[]): readonly Segment[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined || first === last) return segments;
  if (!isEqualLimits(first.limits, last.limits)) return segments;
  if (first.reasons.join("\n") !== last.reasons.join("\n")) return segments;
  return [...segments.slice(1, -1), { ...last, to: minutesPerWeek + first.to }];
}
