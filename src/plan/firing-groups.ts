import type { DayProfile, DayRun } from "./day-profiles";
import type { DaySet } from "./day-slots";
import { productsAt, timeProducts, type Stretch, type TimeProduct } from "./time-products";

/**
 * Firings of one pair of limits at the same times on several days.
 *
 * `required`: days that need them; `allowed`: days on which they do no harm; both over the same slots.
 */
export interface FiringGroup {
  readonly required: DaySet;
  readonly allowed: DaySet;
  readonly times: readonly TimeProduct[];
  readonly because: readonly (readonly string[])[];
}

/** Where one pair of limits holds: all kinds of day, each with its runs of these limits. */
export interface LimitsDays {
  readonly profiles: readonly DayProfile[];
  readonly slotCount: number;
  /** Minutes of the day that fire wherever these limits hold: ends of gaps in the wall clock. */
  readonly mustFire: readonly number[];
}

/** The days on which the runs are at the same minutes. */
interface Row {
  readonly runs: readonly DayRun[];
  readonly days: DaySet;
}

/**
 * Groups whose firings, between them, begin every run and leave no longer pause than
 * `reassertEveryMinutes` in any.
 *
 * Kinds of day are put together in families, each served stretch by stretch. From all kinds apart, the
 * two families that save most by being one are joined until none saves anything; all of them together
 * is tried besides.
 *
 * Out: disjoint in time; of what was tried the cheapest by `cost`
 */
export function groupsThatReassert(
  where: LimitsDays,
  reassertEveryMinutes: number,
  cost: (groups: readonly FiringGroup[]) => number,
): readonly FiringGroup[] {
  const rows = rowsOf(where, (run) => `${run.from}-${run.to}`);
  const group = (days: readonly Row[], spans: readonly Span[]): FiringGroup => {
    const required = unionOf(days.map((row) => row.days));
    const stretches = joinSpans(spans).map((span) => withMust(span, where.mustFire));
    const times = timeProducts(stretches, reassertEveryMinutes);
    return { required, allowed: required, times, because: becauseWithin(days, spans) };
  };
  const familyOf = (members: readonly Row[]): Family => {
    const groups = columnsOf(members).map(({ rows: days, spans }) => group(days, spans));
    return { members, groups, cost: cost(groups) };
  };
  const apart = joinFamilies(
    rows.map((row) => familyOf([row])),
    rememberedPairs(familyOf),
  );
  const together = familyOf(rows);
  const cheaper = apart.reduce((sum, family) => sum + family.cost, 0) < together.cost;
  return cheaper ? apart.flatMap(({ groups }) => groups) : together.groups;
}

/** Kinds of day served together, stretch by stretch, and at what cost. */
interface Family {
  readonly members: readonly Row[];
  readonly groups: readonly FiringGroup[];
  readonly cost: number;
}

/** Joining looks at every pair, so with more kinds of day than this it is not tried. */
const mostFamilies = 8;

/** Two families as one. */
type JoinPair = (a: Family, b: Family) => Family;

/** Most pairs stand again in the next round. */
function rememberedPairs(familyOf: (members: readonly Row[]) => Family): JoinPair {
  const known = new Map<Family, Map<Family, Family>>();
  return (a, b) => {
    const withA = known.get(a) ?? new Map<Family, Family>();
    const joined = withA.get(b) ?? familyOf([...a.members, ...b.members]);
    known.set(a, withA.set(b, joined));
    return joined;
  };
}

function joinFamilies(families: readonly Family[], joinPair: JoinPair): readonly Family[] {
  if (families.length > mostFamilies) return families;
  const pairs = families.flatMap((a, i) =>
    families.slice(i + 1).map((b) => {
      const joined = joinPair(a, b);
      return { a, b, joined, saved: a.cost + b.cost - joined.cost };
    }),
  );
  const best = pairs.toSorted((x, y) => y.saved - x.saved)[0];
  if (best === undefined || best.saved <= 0) return families;
  const rest = families.filter((family) => family !== best.a && family !== best.b);
  return joinFamilies([...rest, best.joined], joinPair);
}

/**
 * Groups that fire where limits change, and nowhere without need.
 *
 * Out: disjoint in time; days on which a firing would only say the same again are allowed
 */
export function groupsAtChanges(where: LimitsDays): readonly FiringGroup[] {
  const rows = rowsOf(where, (run) => `${run.from}-${run.to}${run.changes ? "!" : ""}`);
  const groups = new Map<string, { minutes: number[]; needing: Row[] }>();
  for (const minute of minutesThatFire(rows, where.mustFire)) {
    const needing = rows.filter((row) => fires(row, minute, where.mustFire));
    const key = needing.map((row) => rows.indexOf(row)).join();
    const group = groups.get(key) ?? { minutes: [], needing };
    group.minutes.push(minute);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ minutes, needing }) => {
    const holding = rows.filter((row) =>
      minutes.every((minute) => runAt(row, minute) !== undefined),
    );
    return {
      required: unionOf(needing.map((row) => row.days)),
      allowed: unionOf(holding.map((row) => row.days)),
      times: productsAt(minutes),
      because: becauseWithin(
        needing,
        minutes.map((minute) => ({ from: minute, to: minute + 1 })),
      ),
    };
  });
}

/** Days whose runs have the same keys. */
function rowsOf(
  { profiles, slotCount }: LimitsDays,
  keyOf: (run: DayRun) => string,
): readonly Row[] {
  const rows = new Map<string, { runs: readonly DayRun[]; days: DaySet }>();
  for (const { runs, slots } of profiles) {
    if (runs.length === 0) continue;
    const key = runs.map(keyOf).join();
    const known = rows.get(key);
    const days = known?.days ?? new Uint8Array(slotCount);
    for (const slot of slots) days[slot] = 1;
    rows.set(key, { runs: known === undefined ? runs : [...known.runs, ...runs], days });
  }
  return [...rows.values()];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The day cut wherever a run of any row begins or ends; cuts that hold in the same rows together. */
function columnsOf(
  rows: readonly Row[],
): readonly { readonly rows: readonly Row[]; readonly spans: readonly Span[] }[] {
  const edges = [...new Set(rows.flatMap((row) => row.runs.flatMap((run) => [run.from, run.to])))];
  const sorted = edges.toSorted((a, b) => a - b);
  const columns = new Map<string, { rows: readonly Row[]; spans: Span[] }>();
  sorted.slice(0, -1).forEach((from, index) => {
    const holding = rows.filter((row) => runAt(row, from) !== undefined);
    if (holding.length === 0) return;
    const key = holding.map((row) => rows.indexOf(row)).join();
    const column = columns.get(key) ?? { rows: holding, spans: [] };
    column.spans.push({ from, to: sorted[index + 1] ?? from });
    columns.set(key, column);
  });
  return [...columns.values()];
}

function runAt(row: Row, minute: number): DayRun | undefined {
  return row.runs.find((run) => run.from <= minute && minute < run.to);
}

function minutesThatFire(rows: readonly Row[], mustFire: readonly number[]): readonly number[] {
  const starts = rows.flatMap((row) =>
    row.runs.filter((run) => run.changes).map((run) => run.from),
  );
  return [...new Set([...starts, ...mustFire])]
    .filter((minute) => rows.some((row) => fires(row, minute, mustFire)))
    .toSorted((a, b) => a - b);
}

function fires(row: Row, minute: number, mustFire: readonly number[]): boolean {
  return (
    row.runs.some((run) => run.changes && run.from === minute) ||
    (mustFire.includes(minute) && runAt(row, minute) !== undefined)
  );
}

/** Sorted, those that touch together; none twice. */
function joinSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || last.to < span.from) joined.push(span);
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return joined;
}

function withMust(span: Span, mustFire: readonly number[]): Stretch {
  const inside = mustFire.filter((minute) => span.from <= minute && minute < span.to);
  return { ...span, mustFire: inside };
}

function unionOf(sets: readonly DaySet[]): DaySet {
  const [first, ...rest] = sets;
  const union = Uint8Array.from(first ?? []);
  for (const set of rest) for (let i = 0; i < set.length; i++) if (set[i] === 1) union[i] = 1;
  return union;
}

/** The reasons of all runs that touch one of the spans, each once. */
function becauseWithin(
  rows: readonly Row[],
  spans: readonly Span[],
): readonly (readonly string[])[] {
  const touching = rows
    .flatMap((row) => row.runs)
    .filter((run) => spans.some((span) => run.from < span.to && span.from < run.to));
  const sets = new Map(
    touching.flatMap((run) => run.because.map((set) => [set.join(), set] as const)),
  );
  return [...sets.values()];
}
