import { compile } from "../compile";
import { replayActions } from "../plan/replay";
import type { Problem } from "../problem";
import { listLimitsOverTime } from "../report/limits-over-time";
import type { EpochMinute } from "../time/instant";
import { toWeekday } from "../time/plain-date";
import { buildTimeline } from "../timetable/timeline-of";
import { type LocalDay, splitIntoDays, formatProfile, findUsualDays } from "./clock-days";
import { compareLimits, type LimitsDifference, countMinutes } from "./compare-limits";
import { draftDates } from "./dated-parts";
import { type LimitsInterval } from "./raw-limits";
import {
  parseDraft,
  toStackValues,
  type TimetableDraft,
  type WindowDraft,
} from "./timetable-draft";
import { draftWeeks, type NamedWindowDraft, type WeekDraft } from "./week-windows";

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

/** The zone on whose clock the fewest days are unlike the others. */
function chooseZone(
  stretches: readonly LimitsInterval[],
  zones: readonly string[],
): readonly [string, readonly LocalDay[]] {
  const ranked = zones
    .map((zone) => {
      const days = splitIntoDays(zone, stretches);
      const usual = findUsualDays(days);
      return { zone, days, odd: days.filter((day) => isUnusual(day, usual)).length };
    })
    .toSorted((a, b) => a.odd - b.odd);
  const [best] = ranked;
  if (best === undefined) throw new Error("bug: no zone to try");
  return [best.zone, best.days];
}

function isUnusual(day: LocalDay, usual: ReturnType<typeof findUsualDays>): boolean {
  const expected = usual.get(toWeekday(day.day));
  return formatProfile(day.intervals) !== formatProfile(expected?.intervals ?? []);
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
