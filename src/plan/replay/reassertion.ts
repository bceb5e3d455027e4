import type { Timeline } from "../../timetable";
import { type EpochMinute, toEpochMinute } from "../../timetable/time";
import type { AwsAction } from "../cron";
import { findFirstFiringIndex, listFirings } from "./firings";
import { findNextFirings } from "./next-firings";
import type { RealInterval } from "./verify-plan";

/** How far a plan is measured. */
const measuredMinutes = 365 * 1440;

/**
 * How soon a plan sets its limits again after something else moved them, over 365 days. The shares are of the
 * minutes outside pauses, rounded to two decimals.
 */
export interface Reassertion {
  /** The aim. */
  readonly everyMinutes: number | "never";
  /** The share of minutes with a firing in that minute or at most `everyMinutes` later. Absent for `never`. */
  readonly withinEvery?: number;
  /** The same for 60 minutes. */
  readonly withinHour: number;
  /** The longest time from one firing to the next, the first of equal ones. */
  readonly longestGap: { readonly from: EpochMinute; readonly minutes: number };
}

/** The firings of the measured time in the first reading of overlaps, and the first one after it. */
interface MeasuredFirings {
  readonly at: Int32Array;
  readonly next?: EpochMinute;
}

/**
 * Measures how soon actions, replayed from their printed schedules, set the limits again.
 *
 * The time begins at `from`, the moment of the run. A firing after its end counts for the minutes before it, and
 * ends the last gap; if nothing fires any more, the end does. A pause ends a gap and begins another one.
 */
export function computeReassertion(
  timeline: Timeline,
  actions: readonly AwsAction[],
  { from, everyMinutes }: { readonly from: EpochMinute; readonly everyMinutes: number | "never" },
): Reassertion {
  const to = from + measuredMinutes;
  const { at } = listFirings(actions, { from, to, overlap: "once" });
  const [next] = findNextFirings(actions, to, 1);
  const firings = { at, ...(next === undefined ? {} : { next: next.at }) };
  const intervals = listIntervalsWithoutPause(timeline, from, to);
  const minutes = intervals.reduce((sum, interval) => sum + interval.to - interval.from, 0);
  const getShare = (within: number): number =>
    minutes === 0 ? 0 : Math.round((100 * countMinutes(firings, intervals, within)) / minutes) / 100;
  return {
    everyMinutes,
    ...(everyMinutes === "never" ? {} : { withinEvery: getShare(everyMinutes) }),
    withinHour: getShare(60),
    longestGap: findLongestGap(firings, intervals, { from, to }),
  };
}

function listIntervalsWithoutPause(
  { timezone, dated }: Timeline,
  from: EpochMinute,
  to: EpochMinute,
): readonly RealInterval[] {
  const toInstant = (plain: number): EpochMinute => toEpochMinute(timezone, plain, "compatible");
  const pauses = (dated?.segments ?? []).filter(({ paused }) => paused === true);
  const intervals: RealInterval[] = [];
  let start = from;
  for (const pause of pauses) {
    const end = Math.min(to, toInstant(pause.from));
    if (end > start) intervals.push({ from: start, to: end });
    start = Math.max(start, toInstant(pause.to));
  }
  return start < to ? [...intervals, { from: start, to }] : intervals;
}

/** Counts the minutes with a firing at most `within` minutes later. */
function countMinutes({ at, next = Infinity }: MeasuredFirings, intervals: readonly RealInterval[], within: number) {
  let count = 0;
  for (const { from, to } of intervals) {
    let start = from;
    for (let index = findFirstFiringIndex(at, from); start < to; index++) {
      const firing = at[index] ?? next;
      const end = Math.min(firing + 1, to);
      count += Math.max(0, end - Math.max(start, firing - within));
      start = end;
    }
  }
  return count;
}

function findLongestGap(
  { at, next }: MeasuredFirings,
  intervals: readonly RealInterval[],
  span: RealInterval,
): Reassertion["longestGap"] {
  let longest = { from: span.from, minutes: 0 };
  for (const { from, to } of intervals) {
    let start = from;
    for (let index = findFirstFiringIndex(at, from); start < to; index++) {
      const firing = at[index] ?? Infinity;
      const end = firing < to ? firing : to === span.to ? (next ?? to) : to;
      if (end - start > longest.minutes) longest = { from: start, minutes: end - start };
      start = firing < to ? firing : to;
    }
  }
  return longest;
}
