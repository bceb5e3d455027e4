import type { Timeline } from "../../src/timetable/timeline";
import { firingCover } from "./firing-cover";
import { firingDays, limitsOf } from "./firing-days";
import type { Solve } from "./integer-program";
import { leastCover } from "./least-cover";

/**
 * A number of actions that no plan of a timeline can be below; README.md says why.
 *
 * In: `reassertEvery` in minutes, or `never`
 */
export function lowerBound(
  timeline: Timeline,
  reassertEvery: number | "never",
  solve: Solve,
): number {
  const days = firingDays(timeline);
  const known = new Map<string, number>();
  return limitsOf(days).reduce((sum, limits) => {
    const cover = firingCover(days, limits, reassertEvery);
    const key = JSON.stringify([cover.items, cover.counts]);
    const least = known.get(key) ?? leastCover(cover, solve);
    known.set(key, least);
    return sum + least;
  }, 0);
}
