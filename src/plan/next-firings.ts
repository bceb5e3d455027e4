import { formatInstant, parseInstant, type EpochMinute } from "../time/instant";
import { cronFields } from "../aws-facts/cron";
import { epochDayOf } from "../time/plain-date";
import { datesOfMonth, firesIn, firesOn, monthsTouched, type YearMonth } from "./fires-on";
import { firingsBetween, type AwsAction, type OverlapReading } from "./firings";
import { parseSchedule } from "./parse-schedule";
import type { Schedule } from "./parsed-schedule";
import { type Firing } from "./replay";

/** Real time is searched in pieces of four weeks. */
const pieceMinutes = 28 * 1440;

/** No cron expression fires later. */
const lastMinute = epochDayOf(cronFields.year.max + 1, 1, 2) * 1440;

/** An action with what one piece after the other is asked. */
interface Candidate {
  readonly action: AwsAction;
  readonly mayFireIn: (piece: Piece) => boolean;
}

interface Piece {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly months: readonly YearMonth[];
}

/**
 * The next firings from a moment on, that moment included.
 *
 * Looks at no more time than it must: a month in which no action fires costs a glance at its calendar.
 *
 * In:  see `firingsBetween`
 * Out: at most `count`, sorted; fewer only when no action fires later, up to the year 2199
 */
export function nextFirings(
  actions: readonly AwsAction[],
  from: EpochMinute,
  count: number,
  overlap: OverlapReading = "once",
): readonly Firing[] {
  const candidates = actions.flatMap((action) => candidateOf(action, from));
  const firings: Firing[] = [];
  for (let start = from; start < lastMinute && firings.length < count; start += pieceMinutes) {
    const end = start + pieceMinutes;
    const months = monthsTouched(Math.floor(start / 1440) - 1, Math.ceil(end / 1440) + 1);
    const piece = { from: start, to: end, months };
    const firing = candidates.filter(({ mayFireIn }) => mayFireIn(piece));
    if (firing.length > 0) {
      const firingActions = firing.map(({ action }) => action);
      firings.push(...named(firingActions, piece, overlap, count - firings.length));
    }
  }
  return firings;
}

function named(
  actions: readonly AwsAction[],
  piece: Piece,
  overlap: OverlapReading,
  count: number,
): readonly Firing[] {
  const found = firingsBetween(actions, { from: piece.from, to: piece.to, overlap });
  return [...found.at.subarray(0, count)].flatMap((at, index) => {
    const action = actions[found.action[index] ?? 0];
    return action === undefined
      ? []
      : [{ at, action: action.name, limits: { min: action.min, max: action.max } }];
  });
}

function candidateOf(action: AwsAction, from: EpochMinute): readonly Candidate[] {
  const { schedule } = parseSchedule(action.schedule);
  if (schedule === undefined) return [];
  // A rate without start time counts from `from`, not from each piece.
  const counted =
    schedule.kind === "rate" && action.startTime === undefined
      ? { ...action, startTime: formatInstant(from) }
      : action;
  const start = counted.startTime === undefined ? undefined : parseInstant(counted.startTime);
  const end = counted.endTime === undefined ? undefined : parseInstant(counted.endTime);
  return [
    {
      action: counted,
      mayFireIn: (piece) =>
        (end === undefined || end >= piece.from) &&
        (start === undefined || start < piece.to) &&
        (recursIn(schedule, piece) || (start !== undefined && start >= piece.from)),
    },
  ];
}

function recursIn(schedule: Schedule, { from, to, months }: Piece): boolean {
  switch (schedule.kind) {
    case "rate":
      return true;
    case "at":
      return schedule.at >= from - 1440 && schedule.at < to + 1440;
    case "cron":
      return months.some(
        (month) =>
          firesIn(schedule, month) &&
          datesOfMonth(month).some((date) => firesOn(schedule.days, date)),
      );
  }
}
