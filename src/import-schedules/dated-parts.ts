import { type EpochDay, formatPlainDate, weekdayOf } from "../time/plain-date";
import { type Weekday, weekdays } from "../time/weekday";
import { type Limits, sameLimits } from "../timetable/limits";
import { segmentsBetween } from "../timetable/timeline";
import { timelineOf } from "../timetable/timeline-of";
import { type ClockDay, type ClockStretch, joined, profileOf } from "./clock-days";
import { parsedDraft, type ExceptionDraft, type TimetableDraft } from "./timetable-draft";
import { timeText, type NamedDraft } from "./week-windows";

/** What makes one date different: an exception, windows of that date, or both. */
interface DatePart {
  readonly use?: ExceptionDraft["use"];
  readonly runs: readonly ClockStretch[];
}

/** Exceptions and dated windows of a timetable. */
export interface DatedParts {
  readonly exceptions: readonly ExceptionDraft[];
  readonly windows: readonly NamedDraft[];
}

/**
 * What says that some dates are not as usual.
 *
 * In:  `week`: the timetable without dates; `odd`: days that differ from the usual one of their weekday
 * Out: dates with the same part together; a date for which there is no part is left out
 */
export function datedParts(
  week: TimetableDraft,
  usual: ReadonlyMap<Weekday, ClockDay>,
  odd: readonly ClockDay[],
): DatedParts {
  const known = new Map<string, DatePart | undefined>();
  const found = odd.flatMap((day) => {
    const key = `${weekdayOf(day.day)} ${profileOf(day.stretches)}`;
    if (!known.has(key)) known.set(key, partOf(week, usual, day));
    const part = known.get(key);
    return part === undefined ? [] : [{ day: day.day, part }];
  });
  return { exceptions: exceptionsOf(found), windows: windowsOf(found) };
}

/** The first part with which the timetable says exactly what the day has. */
function partOf(
  week: TimetableDraft,
  usual: ReadonlyMap<Weekday, ClockDay>,
  day: ClockDay,
): DatePart | undefined {
  const { baseline } = week;
  const [only, ...more] = day.stretches;
  const constant = only !== undefined && more.length === 0 ? only.limits : undefined;
  const weekdayStretches = usual.get(weekdayOf(day.day))?.stretches ?? [];
  const parts: readonly DatePart[] = [
    { use: "baseline", runs: [] },
    ...weekdays.toReversed().map((weekday) => ({ use: weekday, runs: [] })),
    ...(constant === undefined ? [] : [{ use: pair(constant), runs: [] }]),
    { runs: otherThan(day.stretches, weekdayStretches) },
    { use: "baseline", runs: day.stretches.filter(({ limits }) => !sameLimits(limits, baseline)) },
  ];
  return parts.find((part) => says(week, day, part));
}

function pair({ min, max }: Limits): Limits {
  return { min, max };
}

/** The stretches of a day in which another day has other limits. */
function otherThan(
  stretches: readonly ClockStretch[],
  others: readonly ClockStretch[],
): readonly ClockStretch[] {
  return joined(
    stretches.flatMap((stretch) =>
      others
        .filter(({ from, to }) => from < stretch.to && to > stretch.from)
        .filter(({ limits }) => !sameLimits(limits, stretch.limits))
        .map(({ from, to }) => ({
          ...stretch,
          from: Math.max(from, stretch.from),
          to: Math.min(to, stretch.to),
        })),
    ),
  );
}

function says(week: TimetableDraft, { day, stretches }: ClockDay, part: DatePart): boolean {
  const config = parsedDraft(withParts(week, partsOf([{ day, part }])));
  if (config === undefined) return false;
  const timeline = timelineOf(config, {}, week.timezone);
  const midnight = day * 1440;
  const said = segmentsBetween(timeline, midnight, midnight + 1440).map(({ from, to, limits }) => ({
    from: from - midnight,
    to: to - midnight,
    limits,
  }));
  return profileOf(said) === profileOf(stretches);
}

interface DatedPart {
  readonly day: EpochDay;
  readonly part: DatePart;
}

function partsOf(found: readonly DatedPart[]): DatedParts {
  return { exceptions: exceptionsOf(found), windows: windowsOf(found) };
}

/** The timetable with dated parts. The names of its windows count from one where no action has a name. */
function withParts(week: TimetableDraft, { exceptions, windows }: DatedParts): TimetableDraft {
  const named = windows.map(({ window }, index) => [`dated ${index + 1}`, window] as const);
  return {
    ...week,
    windows: { ...week.windows, ...Object.fromEntries(named) },
    exceptions,
  };
}

function exceptionsOf(found: readonly DatedPart[]): readonly ExceptionDraft[] {
  const groups = new Map<string, { use: ExceptionDraft["use"]; days: readonly EpochDay[] }>();
  for (const { day, part } of found) {
    const { use } = part;
    if (use === undefined) continue;
    const key = JSON.stringify(use);
    groups.set(key, { use, days: [...(groups.get(key)?.days ?? []), day] });
  }
  return [...groups.values()].map(({ use, days }) => ({ dates: datesText(days), use }));
}

function windowsOf(found: readonly DatedPart[]): readonly NamedDraft[] {
  const groups = new Map<string, { run: ClockStretch; days: readonly EpochDay[] }>();
  for (const { day, part } of found) {
    for (const run of part.runs) {
      const key = [run.from, run.to, run.limits.min, run.limits.max].join();
      groups.set(key, { run, days: [...(groups.get(key)?.days ?? []), day] });
    }
  }
  return [...groups.values()].map(({ run, days }) => ({
    ...(run.action === undefined ? {} : { action: run.action }),
    window: {
      dates: datesText(days),
      from: timeText(run.from),
      to: run.to === 1440 ? "24:00" : timeText(run.to),
      ...pair(run.limits),
    },
  }));
}

/** `2026-12-24`, `2026-12-01..2026-12-03`, or a list of both. In: sorted */
function datesText(days: readonly EpochDay[]): string | readonly string[] {
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
