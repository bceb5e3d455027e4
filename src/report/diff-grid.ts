import type { EpochMinute } from "../time/instant";
import { minutesPerWeek } from "../timetable/timeline";
import { formatLimits } from "./limits-text";
import type { ChangedInterval, PlanDiff } from "./plan-diff";
import type { Shade } from "./shades";
import { type DrawOptions, drawWeek, type WeekCell } from "./week-cells";
import { findMonday } from "./monday";

/** How a stretch changes: more instances, fewer, or one limit up and the other down. */
type ChangeDirection = "more" | "fewer" | "mixed";

const directionLooks: Readonly<Record<ChangeDirection | "same", { mark: string; shade: Shade }>> = {
  same: { mark: "·", shade: 0 },
  fewer: { mark: "-", shade: 1 },
  mixed: { mark: "~", shade: 2 },
  more: { mark: "+", shade: 3 },
};

/** What the marks of a diff's grid mean. */
export const diffGridKey = "+ more, - fewer, ~ one up and one down, · the same";

/**
 * The real week that shows a diff best, as a grid.
 *
 * In:  a diff with at least one stretch
 * Out: the week with most minutes changed, the earliest of equals; see `drawWeek`
 */
export function drawDiffWeek(
  diff: PlanDiff,
  options: DrawOptions,
): { readonly monday: number; readonly text: string } {
  const monday = findBusiestMonday(diff);
  const start = monday * 1440;
  const changed = diff.intervals.flatMap((stretch) => {
    const [from, to] = [stretch.fromClock - start, stretch.toClock - start];
    return to > 0 && from < minutesPerWeek
      ? [createCell(stretch, Math.max(0, from), Math.min(minutesPerWeek, to))]
      : [];
  });
  return { monday, text: drawWeek(fillGaps(changed), { monday }, options) };
}

function findBusiestMonday({ intervals: stretches }: PlanDiff): number {
  const minutes = new Map<number, EpochMinute>();
  for (const { fromClock, toClock } of stretches) {
    for (let from = fromClock; from < toClock;) {
      const monday = findMonday(Math.floor(from / 1440));
      const to = Math.min(toClock, (monday + 7) * 1440);
      minutes.set(monday, (minutes.get(monday) ?? 0) + to - from);
      from = to;
    }
  }
  const [busiest] = [...minutes].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return busiest?.[0] ?? 0;
}

function createCell(stretch: ChangedInterval, from: number, to: number): WeekCell {
  const { mark, shade } = directionLooks[getDirection(stretch)];
  const text = `${formatLimits(stretch.before)}>${formatLimits(stretch.after)}`;
  return { from, to, labels: [`${text} `, text], mark, shade, weight: 1 };
}

function getDirection({ before, after }: ChangedInterval): ChangeDirection {
  const [min, max] = [after.min - before.min, after.max - before.max];
  if (min >= 0 && max >= 0) return "more";
  return min <= 0 && max <= 0 ? "fewer" : "mixed";
}

/** The stretches between what changes. In: sorted; one may begin before the last ends in a doubled hour. */
function fillGaps(changed: readonly WeekCell[]): readonly WeekCell[] {
  const cells: WeekCell[] = [];
  let reached = 0;
  for (const cell of changed) {
    if (cell.from > reached) cells.push(createUnchangedCell(reached, cell.from));
    if (cell.to > reached) cells.push({ ...cell, from: Math.max(reached, cell.from) });
    reached = Math.max(reached, cell.to);
  }
  return reached < minutesPerWeek
    ? [...cells, createUnchangedCell(reached, minutesPerWeek)]
    : cells;
}

function createUnchangedCell(from: number, to: number): WeekCell {
  return { from, to, labels: [], ...directionLooks.same, weight: 0 };
}
