import { isEqualLimits, type Limits, listSegments, type Timeline } from "../../timetable";
import { listGapsAndOverlaps, toEpochDay } from "../../timetable/time";
import type { ScheduledAction } from "../cron";
import { hasAll } from "./bit-set";
import type { BlockDates, Dates } from "./choose-blocks";
import { collectDays, countDateProducts, type DateOptions, findDateProducts } from "./date-products";
import { buildDayProfiles, buildLimitsRows, type DayProfile } from "./day-profiles";
import { buildDaySlots, type DaySet, type DaySlots, toDaySetKey } from "./day-slots";
import { countActions, findFiringGroups } from "./find-firing-groups";
import { formatCron } from "./format-cron";
import { nameActions } from "./name-actions";

/**
 * Compiles a timeline to the scheduled actions whose firings alone give it. See README.md for the method.
 * @param reassertEvery Minutes, or `never`: actions fire only when limits change.
 * @returns Sorted by name. The same timeline gives the same bytes on any day.
 */
export function compileScheduledActions(
  timeline: Timeline,
  reassertEvery: number | "never",
): readonly ScheduledAction[] {
  const days = buildDaySlots(timeline.dated);
  const profiles = buildDayProfiles(timeline, days);
  const plain = cacheDates(days, { spare: false });
  const spare = cacheDates(days, { spare: true });
  const gapEnds = findGapEnds(timeline);
  const firings = listLimits(profiles).flatMap((limits) => {
    const mustFire = gapEnds.filter((end) => isEqualLimits(end.limits, limits)).map((end) => end.minute);
    const own = profiles.map((profile) => keepLimits(limits, profile));
    const rows = buildLimitsRows(own, days, { mustFire, apart: false });
    const groups = findFiringGroups(days, rows, reassertEvery, plain);
    const apart = rows.length < maxRowsApart ? buildLimitsRows(own, days, { mustFire, apart: true }) : rows;
    const others =
      apart.length > rows.length && apart.length <= maxRowsApart
        ? findFiringGroups(days, apart, reassertEvery, spare)
        : groups;
    const fewest = countActions(others) < countActions(groups) ? others : groups;
    return fewest.flatMap((group) =>
      group.dates.map((date) => ({ reasons: group.reasons, time: group.time, date, limits })),
    );
  });
  const names = nameActions(firings, days.yearClasses);
  return firings
    .map(({ limits, time, date }, index) => ({
      name: names[index] ?? "",
      schedule: formatCron(time, date, days.yearClasses),
      timezone: timeline.timezone,
      ...limits,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** With more kinds of day than this, dated days are not kept apart from usual ones. */
const maxRowsApart = 4;

/** Windows often share their days, and each way to group them asks again. */
function cacheDates(days: DaySlots, options: DateOptions): Dates {
  const counted = new Map<string, number>();
  const found = new Map<string, BlockDates>();
  const ask =
    <T>(known: Map<string, T>, of: (required: DaySet, allowed: DaySet) => T) =>
    (required: DaySet, allowed: DaySet): T => {
      const useful = required === allowed ? required : findUsefulDays(days, required, allowed, options);
      const needed = toDaySetKey(required);
      const key = required === useful ? needed : needed + toDaySetKey(useful);
      const value = known.get(key) ?? of(required, useful);
      known.set(key, value);
      return value;
    };
  return {
    count: ask(counted, (required, allowed) => countDateProducts(days, required, allowed, options)),
    chosen: ask(found, (required, allowed) => {
      const products = findDateProducts(days, required, allowed, options);
      return { products, days: collectDays(products, days) };
    }),
  };
}

/**
 * The allowed days that can make a date product simpler: those on weekdays on which any day is required, and spare ones
 * in months in which any is.
 */
function findUsefulDays(days: DaySlots, required: DaySet, allowed: DaySet, { spare }: DateOptions): DaySet {
  if (hasAll(required, allowed)) return required;
  const wanted = collectWeekdays(days, required);
  const useful = required.slice();
  let more = false;
  for (let word = 0; word < useful.length; word++) {
    const needed = required[word] ?? 0;
    const besides = (allowed[word] ?? 0) & ~needed;
    if (besides === 0) continue;
    const on = spare && needed !== 0 ? besides : besides & selectWeekdays(days, word, wanted);
    useful[word] = needed | on;
    more ||= on !== 0;
  }
  return more ? useful : required;
}

function selectWeekdays({ onWeekday }: DaySlots, word: number, weekdays: number): number {
  let on = 0;
  for (let weekday = 0; weekday < 7; weekday++) {
    if (((weekdays >> weekday) & 1) === 1) on |= onWeekday[word * 7 + weekday] ?? 0;
  }
  return on;
}

/** The weekdays on which any of the days fall, as bits. */
function collectWeekdays({ onWeekday }: DaySlots, days: DaySet): number {
  let weekdays = 0;
  for (let at = 0; at < onWeekday.length; at++) {
    const on = (onWeekday[at] ?? 0) & (days[Math.floor(at / 7)] ?? 0);
    if (on !== 0) weekdays |= 1 << (at % 7);
  }
  return weekdays;
}

/** Every pair of limits that holds at any time, smallest first. */
function listLimits(profiles: readonly DayProfile[]): readonly Limits[] {
  const pairs = profiles.flatMap(({ runs }) =>
    runs.map(({ limits }) => [`${limits.min}/${limits.max}`, limits] as const),
  );
  return [...new Map(pairs).values()].toSorted((a, b) => a.min - b.min || a.max - b.max);
}

function keepLimits(limits: Limits, { runs, ...rest }: DayProfile): DayProfile {
  return { runs: runs.filter((run) => isEqualLimits(run.limits, limits)), ...rest };
}

/** A minute of the day at which a gap of the wall clock ends, and the limits that hold there. */
interface GapEnd {
  readonly minute: number;
  readonly limits: Limits;
}

/** A zone's gaps repeat: these years show them all, and do not depend on the day of the plan. */
const gapYears = { from: 2024, to: 2038 };

/**
 * Finds the ends of gaps that need a firing: AWS fires nothing inside a gap. That is so if limits change inside
 * it, or if a change inside it shifts the later firings against the earlier ones.
 */
function findGapEnds(timeline: Timeline): readonly GapEnd[] {
  const { dated, timezone } = timeline;
  const from = Math.min(toEpochDay(gapYears.from, 1, 1), dated?.from ?? Infinity);
  const to = Math.max(toEpochDay(gapYears.to, 1, 1), dated?.to ?? -Infinity);
  return listGapsAndOverlaps(timezone, from, to)
    .filter(({ kind }) => kind === "gap")
    .flatMap((gap) => {
      const around = listSegments(timeline, gap.from - 1, gap.to + 1);
      const [before, after] = [around[0], around.at(-1)];
      if (before === undefined || after === undefined) return [];
      const same = around.every(
        (segment) => isEqualLimits(segment.limits, after.limits) && segment.paused === before.paused,
      );
      const minute = ((gap.to % 1440) + 1440) % 1440;
      return same ? [] : [{ minute, limits: after.limits }];
    });
}
