import { epochDayOf } from "../time/plain-date";
import { gapsAndOverlaps } from "../time/zone";
import { sameLimits, type Limits } from "../timetable/limits";
import { segmentsBetween, type Timeline } from "../timetable/timeline";
import { actionNames, type NamedFiring } from "./action-names";
import { cronText } from "./cron-text";
import { dateProducts, type DateProduct } from "./date-products";
import { dayProfiles, type DayProfile } from "./day-profiles";
import { daySlots, type DaySet, type DaySlots } from "./day-slots";
import { groupsAtChanges, groupsThatReassert, type FiringGroup } from "./firing-groups";
import type { ScheduledAction } from "./plan";

/**
 * The scheduled actions whose firings alone give the timeline.
 *
 * In:  `reassertEvery` in minutes, or `never`: actions fire only where limits change
 * Out: sorted by name; the same timeline gives the same bytes, whatever the day
 * Source: ours, see README.md for the method and why it is right
 */
export function scheduledActions(
  timeline: Timeline,
  reassertEvery: number | "never",
): readonly ScheduledAction[] {
  const days = daySlots(timeline.dated);
  const profiles = dayProfiles(timeline, days);
  const products = rememberedProducts(days);
  const gapEnds = gapEndsOf(
    timeline,
    reassertEvery === "never" ? [] : edgesOf(profiles, reassertEvery),
  );
  const firings = limitsIn(profiles).flatMap((limits) => {
    const where = {
      profiles: profiles.map((profile) => onlyWith(limits, profile)),
      slotCount: days.slots.length,
      mustFire: gapEnds.filter((end) => sameLimits(end.limits, limits)).map((end) => end.minute),
    };
    const groups =
      reassertEvery === "never"
        ? groupsAtChanges(where)
        : groupsThatReassert(where, reassertEvery, (list) => firingsOf(list, products).length);
    return firingsOf(groups, products).map((firing) => ({ ...firing, limits }));
  });
  const names = actionNames(firings, days.yearClasses);
  return firings
    .map(({ limits, time, date }, index) => ({
      name: names[index] ?? "",
      schedule: cronText(time, date, days.yearClasses),
      timezone: timeline.timezone,
      ...limits,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The date products of a group's days. */
type ProductsOf = (group: FiringGroup) => readonly DateProduct[];

/** One character a day: quicker to make and to compare than any list. */
const daySetDecoder = new TextDecoder("latin1");

function keyOf(days: DaySet): string {
  return daySetDecoder.decode(days);
}

/** Windows often share their days, and each way to group them asks again. */
function rememberedProducts(days: DaySlots): ProductsOf {
  const known = new Map<string, readonly DateProduct[]>();
  return ({ required, allowed }) => {
    const key = required === allowed ? keyOf(required) : `${keyOf(required)}/${keyOf(allowed)}`;
    const products = known.get(key) ?? dateProducts(days, required, allowed);
    known.set(key, products);
    return products;
  };
}

function firingsOf(groups: readonly FiringGroup[], productsOf: ProductsOf): readonly NamedFiring[] {
  return groups.flatMap((group) =>
    productsOf(group).flatMap((date) =>
      group.times.map((time) => ({ because: group.because, time, date })),
    ),
  );
}

/** Every pair of limits that holds at any time, smallest first. */
function limitsIn(profiles: readonly DayProfile[]): readonly Limits[] {
  const pairs = profiles.flatMap(({ runs }) =>
    runs.map(({ limits }) => [`${limits.min}/${limits.max}`, limits] as const),
  );
  return [...new Map(pairs).values()].toSorted((a, b) => a.min - b.min || a.max - b.max);
}

function onlyWith(limits: Limits, { runs, slots }: DayProfile): DayProfile {
  return { runs: runs.filter((run) => sameLimits(run.limits, limits)), slots };
}

/** A minute of the day at which a gap of the wall clock ends, and the limits that hold there. */
interface GapEnd {
  readonly minute: number;
  readonly limits: Limits;
}

/** A gap's rules repeat each year: these years show them all, and do not depend on the day of the plan. */
const gapYears = { from: 2024, to: 2038 };

/** Minutes of the day at which a run begins or ends; every hour where firings are hours apart. */
function edgesOf(profiles: readonly DayProfile[], reassertEvery: number): readonly number[] {
  if (reassertEvery >= 60) return Array.from({ length: 24 }, (_, hour) => hour * 60);
  return [...new Set(profiles.flatMap(({ runs }) => runs.flatMap((run) => [run.from, run.to])))];
}

/**
 * Firings inside a gap of the wall clock do not happen. So a gap's end fires where limits change inside
 * it, and where an edge inside it lets the firings after it be out of step with those before.
 *
 * Out: the end's minute of the day and the limits that hold there
 */
function gapEndsOf(timeline: Timeline, edges: readonly number[]): readonly GapEnd[] {
  const { dated, timezone } = timeline;
  const from = Math.min(epochDayOf(gapYears.from, 1, 1), dated?.from ?? Infinity);
  const to = Math.max(epochDayOf(gapYears.to, 1, 1), dated?.to ?? -Infinity);
  return gapsAndOverlaps(timezone, from, to)
    .filter(({ kind }) => kind === "gap")
    .flatMap((gap) => {
      const around = segmentsBetween(timeline, gap.from - 1, gap.to + 1);
      const [before, after] = [around[0], around.at(-1)];
      if (before === undefined || after === undefined) return [];
      const same = around.every(
        (segment) => sameLimits(segment.limits, after.limits) && segment.paused === before.paused,
      );
      const minute = ((gap.to % 1440) + 1440) % 1440;
      const from = minute - (gap.to - gap.from);
      const wholeHours = (gap.to - gap.from) % 60 === 0 || edges.length === 0;
      const inStep = same && wholeHours && !edges.some((edge) => from <= edge && edge < minute);
      return inStep ? [] : [{ minute, limits: after.limits }];
    });
}
