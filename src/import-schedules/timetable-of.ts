import { compile } from "../compile";
import { replay } from "../plan/replay";
import type { Problem } from "../problem";
import { limitsOverTime } from "../report/limits-over-time";
import type { EpochMinute } from "../time/instant";
import { weekdayOf } from "../time/plain-date";
import { timelineOf } from "../timetable/timeline-of";
import { type ClockDay, clockDays, profileOf, usualDays } from "./clock-days";
import { compareLimits, type LimitsDifference, minutesOf } from "./compare-limits";
import { datedParts } from "./dated-parts";
import { type LimitsStretch } from "./raw-limits";
import { parsedDraft, stackWith, type TimetableDraft, type WindowDraft } from "./timetable-draft";
import { weekDrafts, type NamedDraft, type WeekDraft } from "./week-windows";

/**
 * A timetable, and what its compiled plan and the schedules say differently.
 *
 * `differences`: none where both are equal at each minute of the span; absent where no plan could be made,
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
const mostDates = 100;

/** Ways to write the week that are tried. */
const mostTries = 8;

/**
 * The timetable that says what the schedules do, as near as one can.
 *
 * The usual day of each weekday gives baseline and windows, dates that differ give exceptions and dated
 * windows. Of the ways to write that, the first that is equal at each minute is taken, else the nearest.
 *
 * In:  limits of real time, not empty; `zones` that the timetable may have
 * Out: proven by a replay of the compiled plan, not by what it was made from
 */
export function timetableOf(
  stretches: readonly LimitsStretch[],
  zones: readonly string[],
): FoundTimetable {
  const [zone, days] = bestZone(stretches, zones);
  const usual = usualDays(days);
  const odd = days.filter((day) => isOdd(day, usual));
  const written = odd.length > mostDates ? [] : odd;
  const drafts = weekDrafts(usual)
    .slice(0, mostTries)
    .map((week) => draftOf(week, zone, usual, written));
  const tried = drafts.map((draft) => ({ draft, minutes: minutesApart(draft, stretches) }));
  const best =
    tried.find(({ minutes }) => minutes === 0) ??
    tried.toSorted((a, b) => a.minutes - b.minutes)[0];
  if (best === undefined) throw new Error("bug: no way to write the week");
  return { ...proven(best.draft, stretches), oddDates: odd.length - written.length };
}

/** The zone on whose clock the fewest days are unlike the others. */
function bestZone(
  stretches: readonly LimitsStretch[],
  zones: readonly string[],
): readonly [string, readonly ClockDay[]] {
  const ranked = zones
    .map((zone) => {
      const days = clockDays(zone, stretches);
      const usual = usualDays(days);
      return { zone, days, odd: days.filter((day) => isOdd(day, usual)).length };
    })
    .toSorted((a, b) => a.odd - b.odd);
  const [best] = ranked;
  if (best === undefined) throw new Error("bug: no zone to try");
  return [best.zone, best.days];
}

function isOdd(day: ClockDay, usual: ReturnType<typeof usualDays>): boolean {
  const expected = usual.get(weekdayOf(day.day));
  return profileOf(day.stretches) !== profileOf(expected?.stretches ?? []);
}

function draftOf(
  { baseline, windows }: WeekDraft,
  timezone: string,
  usual: ReturnType<typeof usualDays>,
  odd: readonly ClockDay[],
): TimetableDraft {
  const week = { timezone, baseline, ...withWindows(windows) };
  if (odd.length === 0) return week;
  const { exceptions, windows: dated } = datedParts(week, usual, odd);
  return {
    timezone,
    baseline,
    ...withWindows([...windows, ...dated]),
    ...(exceptions.length === 0 ? {} : { exceptions }),
  };
}

function withWindows(windows: readonly NamedDraft[]): Pick<TimetableDraft, "windows"> {
  if (windows.length === 0) return {};
  const named: Record<string, WindowDraft> = {};
  for (const { action = "window", window } of windows) {
    let name = action;
    for (let count = 2; Object.hasOwn(named, name); count++) name = `${action}-${count}`;
    named[name] = window;
  }
  return { windows: named };
}

function minutesApart(draft: TimetableDraft, stretches: readonly LimitsStretch[]): number {
  const config = parsedDraft(draft);
  if (config === undefined) return Infinity;
  const timeline = timelineOf(config, {}, draft.timezone);
  const { from, to } = spanOf(stretches);
  return minutesOf(compareLimits(stretches, limitsOverTime({ name: "", timeline }, from, to)));
}

/** The judge reads the compiled plan's own cron expressions. */
function proven(
  draft: TimetableDraft,
  stretches: readonly LimitsStretch[],
): Omit<FoundTimetable, "oddDates"> {
  const { from, to } = spanOf(stretches);
  const { endpoints, problems } = compile(stackWith(draft), {
    now: from,
    readCalendarFile: () => undefined,
  });
  const plan = endpoints["imported"]?.plan;
  const told = problems.flatMap(aboutTimetable);
  if (plan === undefined) return { draft, problems: told };
  const span = { from, to, overlap: "once" as const, initial: plan.registered };
  const { steps } = replay(plan.actions, span);
  const held = steps.map(({ from: start, limits }, index) => ({
    from: start,
    to: steps[index + 1]?.from ?? to,
    limits,
  }));
  return { draft, differences: compareLimits(stretches, held), problems: told };
}

/** Zero instances are a matter of the real endpoint's kind and scaling. */
const aboutEndpoint: readonly string[] = ["min-zero", "zero-never-wakes"];

function aboutTimetable(problem: Problem): readonly Problem[] {
  const path = problem.path.replace(/^endpoints\.imported\./, "");
  return aboutEndpoint.includes(problem.code) ? [] : [{ ...problem, path }];
}

function spanOf(stretches: readonly LimitsStretch[]): {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
} {
  return { from: stretches[0]?.from ?? 0, to: stretches.at(-1)?.to ?? 0 };
}
