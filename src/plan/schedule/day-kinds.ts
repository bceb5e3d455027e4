import { isEqualLimits, type Limits, listSegments, type Segment, type Timeline } from "../../timetable";
import { type EpochDay, minutesPerDay, type PlainMinute } from "../../timetable/time";
import { createDaySet, type DaySet, type PlannedDays } from "./planned-days";

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

/** Days with the same limits at the same times. `runs`: sorted; a stretch in which nothing may fire has none. */
export interface DayKind {
  readonly runs: readonly DayRun[];
  readonly days: DaySet;
}

/** 1970-01-05, a Monday. */
const someMonday: EpochDay = 4;

/** Builds the kinds of day of a timeline, in the order of their first day. Each planned day is in exactly one. */
export function buildDayKinds(timeline: Timeline, days: PlannedDays): readonly DayKind[] {
  const recurring = { timezone: timeline.timezone, week: timeline.week };
  const weekly = listRunsByDay(recurring, someMonday, someMonday + 7);
  const { dated } = timeline;
  const own = dated === undefined ? [] : listRunsByDay(timeline, dated.from, dated.to);
  const kinds = new Map<string, { runs: readonly DayRun[]; readonly days: DaySet; readonly reasons: Set<string> }>();
  const addDay = (word: number, bit: number, { key, reasons, runs }: KeyedRuns): void => {
    const kind = kinds.get(key) ?? { runs, days: createDaySet(days), reasons: new Set([reasons]) };
    if (!kind.reasons.has(reasons)) kind.runs = joinReasons(kind.runs, runs);
    kind.reasons.add(reasons);
    kind.days[word] = (kind.days[word] ?? 0) | (1 << bit);
    kinds.set(key, kind);
  };
  days.months.forEach(({ onWeekday, firstDay }, word) => {
    onWeekday.forEach((mask, weekday) => {
      for (let bit = 0; mask >> bit !== 0; bit++) {
        if (((mask >> bit) & 1) === 0) continue;
        const offset = firstDay === undefined || dated === undefined ? -1 : firstDay + bit - dated.from;
        addDay(word, bit, own[offset] ?? weekly[weekday] ?? noRuns);
      }
    });
  });
  return [...kinds.values()].map(({ runs, days: on }) => ({ runs, days: on }));
}

/** `key`: the times and limits. `reasons`: all layers. */
interface KeyedRuns {
  readonly key: string;
  readonly reasons: string;
  readonly runs: readonly DayRun[];
}

const noRuns: KeyedRuns = { key: "", reasons: "", runs: [] };

function joinReasons(a: readonly DayRun[], b: readonly DayRun[]): readonly DayRun[] {
  return a.map((run, index) => {
    const reasons = b[index]?.reasons ?? [];
    const known = new Set(run.reasons.map((set) => set.join()));
    const added = reasons.filter((set) => !known.has(set.join()));
    return added.length === 0 ? run : { ...run, reasons: [...run.reasons, ...added] };
  });
}

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
  return days.map((runs) => ({
    key: runs.map(formatRunKey).join(" "),
    reasons: runs.map((run) => run.reasons.join()).join(" "),
    runs,
  }));
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

function formatRunKey({ from, to, limits, changes }: DayRun): string {
  return `${from}-${to}:${limits.min}/${limits.max}${changes ? "!" : ""}`;
}
