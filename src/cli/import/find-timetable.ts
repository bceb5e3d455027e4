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
  joinIntervals,
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
  type LimitsDifference,
  type LimitsInterval,
} from "./imported-target";

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

/**
 * A timetable, and what its compiled plan and the schedules say differently.
 *
 * `findDifferences`: none where both are equal at each minute of the span; absent where no plan could be made,
 *                `problems` say why
 * `oddDates`:    dates that are not as usual and were too many to be written down
 */
export interface FoundTimetable {
  readonly draft: TimetableDraft;
  readonly differences?: readonly LimitsDifference[];
  readonly oddDates: number;
  readonly problems: readonly Problem[];
}

/** More dates than that are a pattern which no week has; a list of them would be no timetable. */
const maxDates = 100;

/** Ways to write the week that are tried. */
const maxTries = 8;

/**
 * The timetable that says what the schedules do, as near as one can.
 *
 * The usual day of each weekday gives baseline and windows, dates that differ give exceptions and dated
 * windows. Of the ways to write that, the first that is equal at each minute is taken, else the nearest.
 *
 * In:  limits of real time, not empty; `zones` that the timetable may have
 * Out: proven by a replay of the compiled plan, not by what it was made from
 */
export function findTimetable(
  stretches: readonly LimitsInterval[],
  zones: readonly string[],
): FoundTimetable {
  const [zone, days] = chooseZone(stretches, zones);
  const usual = findUsualDays(days);
  const odd = days.filter((day) => isUnusual(day, usual));
  const written = odd.length > maxDates ? [] : odd;
  const drafts = draftWeeks(usual)
    .slice(0, maxTries)
    .map((week) => draftTimetable(week, zone, usual, written));
  const tried = drafts.map((draft) => ({
    draft,
    minutes: countDifferingMinutes(draft, stretches),
  }));
  const best =
    tried.find(({ minutes }) => minutes === 0) ??
    tried.toSorted((a, b) => a.minutes - b.minutes)[0];
  if (best === undefined) throw new Error("bug: no way to write the week");
  return { ...proveDraft(best.draft, stretches), oddDates: odd.length - written.length };
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

function countDifferingMinutes(
  draft: TimetableDraft,
  stretches: readonly LimitsInterval[],
): number {
  const config = parseDraft(draft);
  if (config === undefined) return Infinity;
  const timeline = buildTimeline(config, {}, draft.timezone);
  const { from, to } = getSpan(stretches);
  return countMinutes(
    compareLimits(stretches, listLimitsOverTime({ name: "", timeline }, from, to)),
  );
}

/** The judge reads the compiled plan's own cron expressions. */
function proveDraft(
  draft: TimetableDraft,
  stretches: readonly LimitsInterval[],
): Omit<FoundTimetable, "oddDates"> {
  const { from, to } = getSpan(stretches);
  const { endpoints, problems } = compile(toStackValues(draft), {
    now: from,
    readCalendarFile: () => undefined,
  });
  const plan = endpoints["imported"]?.plan;
  const told = problems.flatMap(toTimetableProblems);
  if (plan === undefined) return { draft, problems: told };
  const span = { from, to, overlap: "once" as const, initial: plan.registered };
  const { steps } = replayActions(plan.actions, span);
  const held = steps.map(({ from: start, limits }, index) => ({
    from: start,
    to: steps[index + 1]?.from ?? to,
    limits,
  }));
  return { draft, differences: compareLimits(stretches, held), problems: told };
}

/** Zero instances are a matter of the real endpoint's kind and scaling. */
const endpointProblemCodes: readonly string[] = ["min-zero", "zero-never-wakes"];

function toTimetableProblems(problem: Problem): readonly Problem[] {
  const path = problem.path.replace(/^endpoints\.imported\./, "");
  return endpointProblemCodes.includes(problem.code) ? [] : [{ ...problem, path }];
}

function getSpan(stretches: readonly LimitsInterval[]): {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
} {
  return { from: stretches[0]?.from ?? 0, to: stretches.at(-1)?.to ?? 0 };
}
