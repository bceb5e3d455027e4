import { cronFields } from "../../aws/facts";
import { type EpochMinute, toEpochDay } from "../../timetable/time";
import {
  type AwsAction,
  isFiringDate,
  isFiringMonth,
  listDatesInMonth,
  listMonths,
  type Schedule,
  type YearMonth,
} from "../cron";
import { listParsedFirings, type OverlapReading, parseActions, type ParsedAction } from "./firings";
import type { Firing } from "./replay";

/** Searches real time in pieces of four weeks. */
const pieceMinutes = 28 * 1440;

/** No cron expression fires later. */
const lastMinute = toEpochDay(cronFields.year.max + 1, 1, 2) * 1440;

interface Piece {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly months: readonly YearMonth[];
}

/**
 * Finds the next firings at or after a moment. Skips months in which no action fires.
 * @returns At most `count`, sorted. Fewer only if no action fires later, up to the year 2199.
 */
export function findNextFirings(
  actions: readonly AwsAction[],
  from: EpochMinute,
  count: number,
  overlap: OverlapReading = "once",
): readonly Firing[] {
  const read = parseActions(actions, from);
  const firings: Firing[] = [];
  for (let start = from; start < lastMinute && firings.length < count; start += pieceMinutes) {
    const end = start + pieceMinutes;
    const months = listMonths(Math.floor(start / 1440) - 1, Math.ceil(end / 1440) + 1);
    const piece = { from: start, to: end, months };
    const firing = read.filter((action) => canFireIn(action, piece));
    if (firing.length === 0) continue;
    const found = listParsedFirings(firing, { from: start, to: end, overlap });
    for (const [index, at] of found.at.subarray(0, count - firings.length).entries()) {
      const action = firing[found.action[index] ?? 0]?.action;
      if (action === undefined) continue;
      firings.push({ at, action: action.name, limits: { min: action.min, max: action.max } });
    }
  }
  return firings;
}

function canFireIn({ schedule, start, end }: ParsedAction, piece: Piece): boolean {
  if (schedule === undefined || (end !== undefined && end < piece.from)) return false;
  if (start !== undefined && start >= piece.to) return false;
  return canRecurIn(schedule, piece) || (start !== undefined && start >= piece.from);
}

function canRecurIn(schedule: Schedule, { from, to, months }: Piece): boolean {
  switch (schedule.kind) {
    case "rate":
      return true;
    case "at":
      return schedule.at >= from - 1440 && schedule.at < to + 1440;
    case "cron":
      return months.some(
        (month) =>
          isFiringMonth(schedule, month) && listDatesInMonth(month).some((date) => isFiringDate(schedule.days, date)),
      );
  }
}
