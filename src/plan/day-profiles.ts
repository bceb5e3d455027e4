import { minutesPerDay, type EpochDay, type PlainMinute } from "../time/plain-date";
import { isEqualLimits, type Limits } from "../timetable/limits";
import { listSegments, type Segment, type Timeline } from "../timetable/timeline";
import type { DaySlots } from "./day-slots";

/**
 * A stretch `[from, to)` of one day, in minutes of the day, with one pair of limits.
 *
 * `changes`: the limits differ just before `from`, so a firing at `from` is required.
 * `reasons`: each set of layers that decides in it, in order.
 */
export interface DayRun {
  readonly from: number;
  readonly to: number;
  readonly limits: Limits;
  readonly changes: boolean;
  readonly reasons: readonly (readonly string[])[];
}

/** What one kind of day asks for, and the indexes of the slots it stands for. */
export interface DayProfile {
  /** Sorted; a stretch in which nothing may fire has no run. */
  readonly runs: readonly DayRun[];
  /** Whether these days are as the week has them: not where dates decide otherwise. */
  readonly usual: boolean;
  readonly slots: readonly number[];
}

/** 1970-01-05, a Monday. */
const someMonday: EpochDay = 4;

/**
 * The kinds of day that a timeline has.
 *
 * Out: each slot of `defineWeekdays` in exactly one profile, profiles in the order of their first slot
 */
export function buildDayProfiles(timeline: Timeline, days: DaySlots): readonly DayProfile[] {
  const recurring = { timezone: timeline.timezone, week: timeline.week };
  const weekly = listRunsByDay(recurring, someMonday, someMonday + 7);
  const dated = timeline.dated;
  const own = dated === undefined ? [] : listRunsByDay(timeline, dated.from, dated.to);
  const profiles = new Map<string, { runs: readonly DayRun[]; usual: boolean; slots: number[] }>();
  for (const slot of days.slots) {
    const offset = slot.day === undefined || dated === undefined ? -1 : slot.day - dated.from;
    const week = weekly[slot.weekday] ?? emptyDay;
    const { key: times, runs } = own[offset] ?? week;
    const usual = times === week.key;
    const key = usual ? times : `${times} by date`;
    const profile = profiles.get(key);
    if (profile === undefined) profiles.set(key, { runs, usual, slots: [slot.index] });
    else profile.slots.push(slot.index);
  }
  return [...profiles.values()];
}

interface KeyedRuns {
  readonly key: string;
  readonly runs: readonly DayRun[];
}

const emptyDay: KeyedRuns = { key: "", runs: [] };

/** The runs of each of the days `[from, to)`. */
function listRunsByDay(timeline: Timeline, from: EpochDay, to: EpochDay): readonly KeyedRuns[] {
  const start = from * minutesPerDay;
  const segments = listSegments(timeline, start - 1, to * minutesPerDay);
  const days: DayRun[][] = Array.from({ length: to - from }, () => []);
  let previous: Segment | undefined;
  for (const segment of segments) {
    addSegment(days, segment, previous, start);
    previous = segment;
  }
  return days.map((runs) => ({ key: runs.map(formatRunKey).join(" "), runs }));
}

function addSegment(
  days: readonly DayRun[][],
  segment: Segment,
  previous: Segment | undefined,
  start: PlainMinute,
): void {
  if (segment.paused === true) return;
  const { limits, reasons } = segment;
  const changes =
    previous !== undefined && (previous.paused === true || !isEqualLimits(previous.limits, limits));
  const end = segment.to - start;
  for (let at = Math.max(segment.from - start, 0); at < end;) {
    const day = Math.floor(at / minutesPerDay);
    const [from, to] = [
      at - day * minutesPerDay,
      Math.min(end - day * minutesPerDay, minutesPerDay),
    ];
    const begins = changes && at === segment.from - start;
    const runs = days[day] ?? [];
    const last = runs.at(-1);
    if (last !== undefined && last.to === from && !begins) {
      runs[runs.length - 1] = { ...last, to, reasons: [...last.reasons, reasons] };
    } else {
      runs.push({ from, to, limits, changes: begins, reasons: [reasons] });
    }
    at = (day + 1) * minutesPerDay;
  }
}

function formatRunKey({ from, to, limits, changes, reasons }: DayRun): string {
  const layers = reasons.map((set) => set.join("&")).join(",");
  return `${from}-${to}:${limits.min}/${limits.max}${changes ? "!" : ""}${layers}`;
}
