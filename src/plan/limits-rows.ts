import type { DayProfile, DayRun } from "./day-profiles";
import { createDaySet, type DaySet } from "./day-set";
import type { DaySlot, DaySlots } from "./day-slots";

/**
 * Where one pair of limits holds on one kind of day: the same minutes, with the same firings required.
 *
 * `required`: minutes of the day at which an action must fire;
 * `next`: indexes of the rows on the day after, where the limits hold on through midnight
 */
export interface LimitsRow {
  readonly runs: readonly DayRun[];
  readonly days: DaySet;
  readonly required: readonly number[];
  readonly next: readonly number[];
}

/**
 * `mustFire`: minutes of the day that fire wherever the limits hold;
 * `alarmNamesByHand`: days that dates decide are rows of their own, though they ask for the same as usual ones
 */
interface RowOptions {
  readonly mustFire: readonly number[];
  readonly apart: boolean;
}

/**
 * All kinds of day on which one pair of limits holds.
 *
 * In:  profiles with the runs of these limits only
 * Out: in the order of their first day, each day in one row at most
 */
export function buildLimitsRows(
  profiles: readonly DayProfile[],
  days: DaySlots,
  { mustFire, apart }: RowOptions,
): readonly LimitsRow[] {
  const rows = new Map<string, { index: number; runs: readonly DayRun[]; days: DaySet }>();
  const rowOf = new Int32Array(days.slots.length).fill(-1);
  for (const { runs, slots, usual } of profiles) {
    if (runs.length === 0) continue;
    const times = runs.map((run) => `${run.from}-${run.to}${run.changes ? "!" : ""}`).join();
    const key = apart ? `${times} ${usual}` : times;
    const row = rows.get(key) ?? { index: rows.size, runs: [], days: createDaySet(days) };
    rows.set(key, { ...row, runs: [...row.runs, ...runs] });
    for (const slot of slots) {
      rowOf[slot] = row.index;
      addDay(row.days, days.slots[slot]);
    }
  }
  const list = [...rows.values()];
  const following = findFollowingRows(list, rowOf, days);
  return list.map(({ runs, days: on }, index) => ({
    runs,
    days: on,
    required: findRequiredMinutes(runs, mustFire),
    next: [...(following[index] ?? [])].toSorted((a, b) => a - b),
  }));
}

function addDay(days: DaySet, slot: DaySlot | undefined): void {
  if (slot !== undefined) days[slot.word] = (days[slot.word] ?? 0) | (1 << slot.bit);
}

function findRequiredMinutes(
  runs: readonly DayRun[],
  mustFire: readonly number[],
): readonly number[] {
  const inside = mustFire.filter((minute) =>
    runs.some((run) => run.from <= minute && minute < run.to),
  );
  const starts = runs.filter((run) => run.changes).map((run) => run.from);
  return [...new Set([...starts, ...inside])].toSorted((a, b) => a - b);
}

/** For each row, those that any of its days is followed by without a change at midnight. */
function findFollowingRows(
  rows: readonly { readonly runs: readonly DayRun[] }[],
  rowOf: Int32Array,
  { dayAfter }: DaySlots,
): readonly ReadonlySet<number>[] {
  const goesOn = rows.map(({ runs }) => runs.some((run) => run.to === 1440));
  const comes = rows.map(({ runs }) => runs.some((run) => run.from === 0 && !run.changes));
  const following = rows.map(() => new Set<number>());
  rowOf.forEach((from, slot) => {
    const to = rowOf[dayAfter[slot] ?? -1] ?? -1;
    if (goesOn[from] === true && comes[to] === true) following[from]?.add(to);
  });
  return following;
}
