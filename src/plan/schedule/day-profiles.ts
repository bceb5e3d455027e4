import { isEqualLimits, type Limits, listSegments, type Segment, type Timeline } from "../../timetable";
import { type EpochDay, minutesPerDay, type PlainMinute } from "../../timetable/time";
import { createDaySet, type DaySet, type DaySlot, type DaySlots } from "./day-slots";

/**
 * An interval `[from, to)` of one day, in minutes of the day, with one pair of limits.
 *
 * `changes`: the limits differ just before `from`, so a firing at `from` is required. `reasons`: each set of
 * layers that decides in it, in order.
 */
export interface DayRun {
  readonly from: number;
  readonly to: number;
  readonly limits: Limits;
  readonly changes: boolean;
  readonly reasons: readonly (readonly string[])[];
}

/** What one kind of day needs, and the indexes of its slots. */
export interface DayProfile {
  /** Sorted; a stretch in which nothing may fire has no run. */
  readonly runs: readonly DayRun[];
  /** Whether these days are as the week has them: not where dates decide otherwise. */
  readonly usual: boolean;
  readonly slots: readonly number[];
}

/** 1970-01-05, a Monday. */
const someMonday: EpochDay = 4;

/** Builds the kinds of day of a timeline, in the order of their first slot. Each slot is in exactly one. */
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
  const changes = previous !== undefined && (previous.paused === true || !isEqualLimits(previous.limits, limits));
  const end = segment.to - start;
  for (let at = Math.max(segment.from - start, 0); at < end;) {
    const day = Math.floor(at / minutesPerDay);
    const [from, to] = [at - day * minutesPerDay, Math.min(end - day * minutesPerDay, minutesPerDay)];
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

/**
 * One pair of limits on one kind of day. `required`: minutes of the day at which an action must fire. `next`:
 * indexes of the rows on the next day on which the limits continue through midnight.
 */
export interface LimitsRow {
  readonly runs: readonly DayRun[];
  readonly days: DaySet;
  readonly required: readonly number[];
  readonly next: readonly number[];
}

/** `mustFire`: required minutes of the day. `apart`: dated days get separate rows, even if they need the same. */
interface RowOptions {
  readonly mustFire: readonly number[];
  readonly apart: boolean;
}

/**
 * Builds all kinds of day on which one pair of limits holds, in the order of their first day.
 * @param profiles With the runs of these limits only.
 */
export function buildLimitsRows(
  profiles: readonly DayProfile[],
  days: DaySlots,
  { mustFire, apart }: RowOptions,
): readonly LimitsRow[] {
  const rows = new Map<string, { index: number; runs: readonly DayRun[]; days: DaySet }>();
  const rowOf = new Int32Array(days.slots.length).fill(-1);
  for (const { runs, slots, usual } of profiles) {
    if (runs.length === 0) continue;
    const times = runs.map((run) => `${run.from}-${run.to}${run.changes ? "!" : ""}`).join();
    const key = apart ? `${times} ${usual}` : times;
    const row = rows.get(key) ?? { index: rows.size, runs: [], days: createDaySet(days) };
    rows.set(key, { ...row, runs: [...row.runs, ...runs] });
    for (const slot of slots) {
      rowOf[slot] = row.index;
      addDay(row.days, days.slots[slot]);
    }
  }
  const list = [...rows.values()];
  const following = findFollowingRows(list, rowOf, days);
  return list.map(({ runs, days: on }, index) => ({
    runs,
    days: on,
    required: findRequiredMinutes(runs, mustFire),
    next: [...(following[index] ?? [])].toSorted((a, b) => a - b),
  }));
}

function addDay(days: DaySet, slot: DaySlot | undefined): void {
  if (slot !== undefined) days[slot.word] = (days[slot.word] ?? 0) | (1 << slot.bit);
}

function findRequiredMinutes(runs: readonly DayRun[], mustFire: readonly number[]): readonly number[] {
  const inside = mustFire.filter((minute) => runs.some((run) => run.from <= minute && minute < run.to));
  const starts = runs.filter((run) => run.changes).map((run) => run.from);
  return [...new Set([...starts, ...inside])].toSorted((a, b) => a - b);
}

/** For each row, those that any of its days is followed by without a change at midnight. */
function findFollowingRows(
  rows: readonly { readonly runs: readonly DayRun[] }[],
  rowOf: Int32Array,
  { dayAfter }: DaySlots,
): readonly ReadonlySet<number>[] {
  const goesOn = rows.map(({ runs }) => runs.some((run) => run.to === 1440));
  const comes = rows.map(({ runs }) => runs.some((run) => run.from === 0 && !run.changes));
  const following = rows.map(() => new Set<number>());
  rowOf.forEach((from, slot) => {
    const to = rowOf[dayAfter[slot] ?? -1] ?? -1;
    if (goesOn[from] === true && comes[to] === true) following[from]?.add(to);
  });
  return following;
}
