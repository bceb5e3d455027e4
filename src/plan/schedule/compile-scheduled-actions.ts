import { isEqualLimits, listSegments, type MinuteTurn, type Timeline } from "../../timetable";
import { listGapsAndOverlaps, toEpochDay } from "../../timetable/time";
import type { ScheduledAction } from "../cron";
import { buildDayKinds } from "./day-kinds";
import { findChanges } from "./find-changes";
import { formatCron } from "./format-cron";
import { findHeldLimits, type GapEnd } from "./limits-hours";
import { nameActions } from "./name-actions";
import { planDays } from "./planned-days";
import { addReassertion } from "./reassert";

/** Where a plan stops to add actions unless the timetable says otherwise. */
const defaultMaxActions = 25;

export interface CompileOptions {
  /** Minutes within which limits should be corrected, or `never`: actions fire only when limits change. */
  readonly reassertEveryMinutes: number | "never";
  /** Absent: 25, and each must be worth it. Changes of limits may take more. */
  readonly maxActions?: number;
  /** The year in which the plan is made. Earlier years are over. */
  readonly firstYear: number;
  /** Of an endpoint whose other variants are scaled, too. */
  readonly turn?: MinuteTurn;
}

/**
 * Compiles a timeline to few scheduled actions whose firings alone give it. See README.md for the method.
 * @returns Sorted by name. The same timeline gives the same bytes on any day of a year.
 */
export function compileScheduledActions(
  timeline: Timeline,
  { reassertEveryMinutes, maxActions, firstYear, turn }: CompileOptions,
): readonly ScheduledAction[] {
  const days = planDays(timeline.dated, firstYear);
  const limits = findHeldLimits(buildDayKinds(timeline, days), findGapEnds(timeline));
  const changes = limits.flatMap((held) => findChanges(held, days));
  const firings =
    reassertEveryMinutes === "never"
      ? changes
      : addReassertion(changes, limits, days, {
          every: reassertEveryMinutes,
          maxActions: maxActions ?? defaultMaxActions,
          onlyWorthwhile: maxActions === undefined,
          ...(turn === undefined ? {} : { turn }),
        });
  const names = nameActions(firings, days);
  return firings
    .map(({ held, times, dates }, index) => ({
      name: names[index] ?? "",
      schedule: formatCron(times, dates, days.yearClasses),
      timezone: timeline.timezone,
      ...held.limits,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
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
