import { compile } from "../../compile";
import { replayActions } from "../../plan/replay";
import { listLimitsOverTime } from "../../plan/usage";
import type { Problem } from "../../problem";
import { buildTimeline, isEqualLimits, type Limits, listSegments } from "../../timetable";
import {
  type EpochDay,
  type EpochMinute,
  formatPlainDate,
  toWeekday,
  type Weekday,
  weekdays,
} from "../../timetable/time";
import {
  chooseZone,
  draftWeeks,
  type ExceptionDraft,
  findUsualDays,
  formatProfile,
  formatTimeOfDay,
  isUnusual,
  type LocalDay,
  type LocalInterval,
  type NamedWindowDraft,
  parseDraft,
  type TimetableDraft,
  toStackValues,
  type WeekDraft,
  type WindowDraft,
} from "./draft-weeks";
import {
  compareLimits,
  countMinutes,
  joinIntervals,
  type LimitsDifference,
  type LimitsInterval,
} from "./replay-limits";

/** How a date differs: an exception, dated windows, or both. */
interface DatePart {
  readonly use?: ExceptionDraft["use"];
  readonly runs: readonly LocalInterval[];
}

interface DatedDrafts {
  readonly exceptions: readonly ExceptionDraft[];
  readonly windows: readonly NamedWindowDraft[];
}

/**
 * Drafts exceptions and dated windows for the days that differ from the usual one of their weekday. Skips a day
 * that no exception or window can express.
 */
function draftDates(
  week: TimetableDraft,
  usual: ReadonlyMap<Weekday, LocalDay>,
  odd: readonly LocalDay[],
): DatedDrafts {
  const known = new Map<string, DatePart | undefined>();
  const parts = odd.flatMap((day) => {
    const key = `${toWeekday(day.day)} ${formatProfile(day.intervals)}`;
    if (!known.has(key)) known.set(key, findDatePart(week, usual, day));
    const part = known.get(key);
    return part === undefined ? [] : [{ day: day.day, part }];
  });
  return toDatedDrafts(parts);
}

/** @returns the simplest part that gives exactly the limits of the day */
function findDatePart(
  week: TimetableDraft,
  usual: ReadonlyMap<Weekday, LocalDay>,
  day: LocalDay,
): DatePart | undefined {
  const { baseline } = week;
  const [only, ...more] = day.intervals;
  const constant = only !== undefined && more.length === 0 ? only.limits : undefined;
  const usualIntervals = usual.get(toWeekday(day.day))?.intervals ?? [];
  const parts: readonly DatePart[] = [
    { use: "baseline", runs: [] },
    ...weekdays.toReversed().map((weekday) => ({ use: weekday, runs: [] })),
    ...(constant === undefined ? [] : [{ use: toLimits(constant), runs: [] }]),
    { runs: findDifferingIntervals(day.intervals, usualIntervals) },
    { use: "baseline", runs: day.intervals.filter(({ limits }) => !isEqualLimits(limits, baseline)) },
  ];
  return parts.find((part) => isMatchingPart(week, day, part));
}

function toLimits({ min, max }: Limits): Limits {
  return { min, max };
}

/** The intervals in which `others` have different limits. */
function findDifferingIntervals(
  intervals: readonly LocalInterval[],
  others: readonly LocalInterval[],
): readonly LocalInterval[] {
  return joinIntervals(
    intervals.flatMap((interval) =>
      others
        .filter(({ from, to }) => from < interval.to && to > interval.from)
        .filter(({ limits }) => !isEqualLimits(limits, interval.limits))
        .map(({ from, to }) => ({ ...interval, from: Math.max(from, interval.from), to: Math.min(to, interval.to) })),
    ),
  );
}

function isMatchingPart(week: TimetableDraft, { day, intervals }: LocalDay, part: DatePart): boolean {
  const config = parseDraft(addDatedDrafts(week, toDatedDrafts([{ day, part }])));
  if (config === undefined) return false;
  const timeline = buildTimeline(config, {}, week.timezone);
  const midnight = day * 1440;
  const segments = listSegments(timeline, midnight, midnight + 1440).map(({ from, to, limits }) => ({
    from: from - midnight,
    to: to - midnight,
    limits,
  }));
  return formatProfile(segments) === formatProfile(intervals);
}

interface DayPart {
  readonly day: EpochDay;
  readonly part: DatePart;
}

function toDatedDrafts(found: readonly DayPart[]): DatedDrafts {
  return { exceptions: draftExceptions(found), windows: draftDatedWindows(found) };
}

function addDatedDrafts(week: TimetableDraft, { exceptions, windows }: DatedDrafts): TimetableDraft {
  const named = windows.map(({ window }, index) => [`dated ${index + 1}`, window] as const);
  return { ...week, windows: { ...week.windows, ...Object.fromEntries(named) }, exceptions };
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
    texts.push(first === last ? formatPlainDate(first) : `${formatPlainDate(first)}..${formatPlainDate(last)}`);
  }
  return texts.length === 1 ? (texts[0] ?? "") : texts;
}

/**
 * A timetable and its proof.
 *
 * `differences`: between its compiled plan and the actions; absent if it does not compile, see `problems`
 * `oddDates`: number of unusual dates that were too many to list
 */
export interface FoundTimetable {
  readonly draft: TimetableDraft;
  readonly differences?: readonly LimitsDifference[];
  readonly oddDates: number;
  readonly problems: readonly Problem[];
}

/** More unusual dates are a pattern, not exceptions. */
const maxDates = 100;

const maxTries = 8;

/**
 * Finds the timetable that is equal to the limits of the actions, or else the closest one.
 *
 * The usual day of each weekday becomes baseline and windows; other dates become exceptions and dated windows.
 * @param intervals not empty
 * @param zones candidates for the time zone
 * @returns with the differences in a replay of the compiled plan
 */
export function findTimetable(intervals: readonly LimitsInterval[], zones: readonly string[]): FoundTimetable {
  const [zone, days] = chooseZone(intervals, zones);
  const usual = findUsualDays(days);
  const odd = days.filter((day) => isUnusual(day, usual));
  const written = odd.length > maxDates ? [] : odd;
  const drafts = draftWeeks(usual)
    .slice(0, maxTries)
    .map((week) => draftTimetable(week, zone, usual, written));
  const [best] = drafts
    .map((draft) => ({ draft, minutes: countDifferingMinutes(draft, intervals) }))
    .toSorted((a, b) => a.minutes - b.minutes);
  if (best === undefined) throw new Error("bug: no draft of the week");
  return { ...proveDraft(best.draft, intervals), oddDates: odd.length - written.length };
}

function draftTimetable(
  { baseline, windows }: WeekDraft,
  timezone: string,
  usual: ReturnType<typeof findUsualDays>,
  odd: readonly LocalDay[],
): TimetableDraft {
  const week = { timezone, baseline, ...nameWindows(windows) };
  if (odd.length === 0) return week;
  const { exceptions, windows: dated } = draftDates(week, usual, odd);
  return {
    timezone,
    baseline,
    ...nameWindows([...windows, ...dated]),
    ...(exceptions.length === 0 ? {} : { exceptions }),
  };
}

function nameWindows(windows: readonly NamedWindowDraft[]): Pick<TimetableDraft, "windows"> {
  if (windows.length === 0) return {};
  const named: Record<string, WindowDraft> = {};
  for (const { action = "window", window } of windows) {
    let name = action;
    for (let count = 2; Object.hasOwn(named, name); count++) name = `${action}-${count}`;
    named[name] = window;
  }
  return { windows: named };
}

function countDifferingMinutes(draft: TimetableDraft, intervals: readonly LimitsInterval[]): number {
  const config = parseDraft(draft);
  if (config === undefined) return Infinity;
  const timeline = buildTimeline(config, {}, draft.timezone);
  const { from, to } = getSpan(intervals);
  return countMinutes(compareLimits(intervals, listLimitsOverTime({ name: "", timeline }, from, to)));
}

function proveDraft(draft: TimetableDraft, intervals: readonly LimitsInterval[]): Omit<FoundTimetable, "oddDates"> {
  const { from, to } = getSpan(intervals);
  const { endpoints, problems } = compile(toStackValues(draft), { now: from, readCalendarFile: () => undefined });
  const plan = endpoints["imported"]?.plan;
  const timetableProblems = problems.flatMap(toTimetableProblems);
  if (plan === undefined) return { draft, problems: timetableProblems };
  const span = { from, to, overlap: "once" as const, initial: plan.registered };
  const { steps } = replayActions(plan.actions, span);
  const replayed = steps.map(({ from: start, limits }, index) => ({
    from: start,
    to: steps[index + 1]?.from ?? to,
    limits,
  }));
  return { draft, differences: compareLimits(intervals, replayed), problems: timetableProblems };
}

/** These depend on the real endpoint, which the actions do not describe. */
const endpointProblemCodes: readonly string[] = ["min-zero", "zero-never-wakes"];

function toTimetableProblems(problem: Problem): readonly Problem[] {
  const path = problem.path.replace(/^endpoints\.imported\./, "");
  return endpointProblemCodes.includes(problem.code) ? [] : [{ ...problem, path }];
}

function getSpan(intervals: readonly LimitsInterval[]): { readonly from: EpochMinute; readonly to: EpochMinute } {
  return { from: intervals[0]?.from ?? 0, to: intervals.at(-1)?.to ?? 0 };
}
