import { type EpochDay, formatPlainDate, toWeekday } from "../time/plain-date";
import { type Weekday, weekdays } from "../time/weekday";
import { type Limits, isEqualLimits } from "../timetable/limits";
import { listSegments } from "../timetable/timeline";
import { buildTimeline } from "../timetable/timeline-of";
import { type LocalDay, type LocalInterval, joinIntervals, formatProfile } from "./clock-days";
import { parseDraft, type ExceptionDraft, type TimetableDraft } from "./timetable-draft";
import { formatTimeOfDay, type NamedWindowDraft } from "./week-windows";

/** What makes one date different: an exception, windows of that date, or both. */
interface DatePart {
  readonly use?: ExceptionDraft["use"];
  readonly runs: readonly LocalInterval[];
}

/** Exceptions and dated windows of a timetable. */
export interface DatedDrafts {
  readonly exceptions: readonly ExceptionDraft[];
  readonly windows: readonly NamedWindowDraft[];
}

/**
 * What says that some dates are not as usual.
 *
 * In:  `week`: the timetable without dates; `odd`: days that differ from the usual one of their weekday
 * Out: dates with the same part together; a date for which there is no part is left out
 */
export function draftDates(
  week: TimetableDraft,
  usual: ReadonlyMap<Weekday, LocalDay>,
  odd: readonly LocalDay[],
): DatedDrafts {
  const known = new Map<string, DatePart | undefined>();
  const found = odd.flatMap((day) => {
    const key = `${toWeekday(day.day)} ${formatProfile(day.intervals)}`;
    if (!known.has(key)) known.set(key, findDatePart(week, usual, day));
    const part = known.get(key);
    return part === undefined ? [] : [{ day: day.day, part }];
  });
  return { exceptions: draftExceptions(found), windows: draftDatedWindows(found) };
}

/** The first part with which the timetable says exactly what the day has. */
function findDatePart(
  week: TimetableDraft,
  usual: ReadonlyMap<Weekday, LocalDay>,
  day: LocalDay,
): DatePart | undefined {
  const { baseline } = week;
  const [only, ...more] = day.intervals;
  const constant = only !== undefined && more.length === 0 ? only.limits : undefined;
  const weekdayStretches = usual.get(toWeekday(day.day))?.intervals ?? [];
  const parts: readonly DatePart[] = [
    { use: "baseline", runs: [] },
    ...weekdays.toReversed().map((weekday) => ({ use: weekday, runs: [] })),
    ...(constant === undefined ? [] : [{ use: toLimits(constant), runs: [] }]),
    { runs: findDifferingIntervals(day.intervals, weekdayStretches) },
    {
      use: "baseline",
      runs: day.intervals.filter(({ limits }) => !isEqualLimits(limits, baseline)),
    },
  ];
  return parts.find((part) => isMatchingPart(week, day, part));
}

function toLimits({ min, max }: Limits): Limits {
  return { min, max };
}

/** The stretches of a day in which another day has other limits. */
function findDifferingIntervals(
  stretches: readonly LocalInterval[],
  others: readonly LocalInterval[],
): readonly LocalInterval[] {
  return joinIntervals(
    stretches.flatMap((stretch) =>
      others
        .filter(({ from, to }) => from < stretch.to && to > stretch.from)
        .filter(({ limits }) => !isEqualLimits(limits, stretch.limits))
        .map(({ from, to }) => ({
          ...stretch,
          from: Math.max(from, stretch.from),
          to: Math.min(to, stretch.to),
        })),
    ),
  );
}

function isMatchingPart(
  week: TimetableDraft,
  { day, intervals: stretches }: LocalDay,
  part: DatePart,
): boolean {
  const config = parseDraft(addDatedDrafts(week, toDatedDrafts([{ day, part }])));
  if (config === undefined) return false;
  const timeline = buildTimeline(config, {}, week.timezone);
  const midnight = day * 1440;
  const said = listSegments(timeline, midnight, midnight + 1440).map(({ from, to, limits }) => ({
    from: from - midnight,
    to: to - midnight,
    limits,
  }));
  return formatProfile(said) === formatProfile(stretches);
}

interface DayPart {
  readonly day: EpochDay;
  readonly part: DatePart;
}

function toDatedDrafts(found: readonly DayPart[]): DatedDrafts {
  return { exceptions: draftExceptions(found), windows: draftDatedWindows(found) };
}

/** The timetable with dated parts. The names of its windows count from one where no action has a name. */
function addDatedDrafts(
  week: TimetableDraft,
  { exceptions, windows }: DatedDrafts,
): TimetableDraft {
  const named = windows.map(({ window }, index) => [`dated ${index + 1}`, window] as const);
  return {
    ...week,
    windows: { ...week.windows, ...Object.fromEntries(named) },
    exceptions,
  };
}

function draftExceptions(found: readonly DayPart[]): readonly ExceptionDraft[] {
  const groups = new Map<string, { use: ExceptionDraft["use"]; days: readonly EpochDay[] }>();
  for (const { day, part } of found) {
    const { use } = part;
    if (use === undefined) continue;
    const key = JSON.stringify(use);
    groups.set(key, { use, days: [...(groups.get(key)?.days ?? []), day] });
  }
  return [...groups.values()].map(({ use, days }) => ({ dates: formatDates(days), use }));
}

function draftDatedWindows(found: readonly DayPart[]): readonly NamedWindowDraft[] {
  const groups = new Map<string, { run: LocalInterval; days: readonly EpochDay[] }>();
  for (const { day, part } of found) {
    for (const run of part.runs) {
      const key = [run.from, run.to, run.limits.min, run.limits.max].join();
      groups.set(key, { run, days: [...(groups.get(key)?.days ?? []), day] });
    }
  }
  return [...groups.values()].map(({ run, days }) => ({
    ...(run.action === undefined ? {} : { action: run.action }),
    window: {
      dates: formatDates(days),
      from: formatTimeOfDay(run.from),
      to: run.to === 1440 ? "24:00" : formatTimeOfDay(run.to),
      ...toLimits(run.limits),
    },
  }));
}

/** `2026-12-24`, `2026-12-01..2026-12-03`, or a list of both. In: sorted */
function formatDates(days: readonly EpochDay[]): string | readonly string[] {
  const texts: string[] = [];
  for (let index = 0; index < days.length; index++) {
    const first = days[index] ?? 0;
    let last = first;
    while (days[index + 1] === last + 1) {
      last += 1;
      index += 1;
    }
    texts.push(
      first === last
        ? formatPlainDate(first)
        : `${formatPlainDate(first)}..${formatPlainDate(last)}`,
    );
  }
  return texts.length === 1 ? (texts[0] ?? "") : texts;
}
