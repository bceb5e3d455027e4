import { minutesPerWeek } from "../timetable";
import { type EpochDay, listGapsAndOverlaps } from "../timetable/time";
import { type FoundWindow, listDays, slotMinutes, slotsPerDay } from "./windows";

/** Years after a history in which its recommendation may run. */
const years = 5;

/**
 * Finds the minutes of the week, from Monday, 00:00, that a zone's clock will skip or have twice. Limits that change at
 * them may change late. A change at the first minute that is skipped comes in time.
 * @param from the last day of the history
 */
export function findClockChanges(zone: string, from: EpochDay): ReadonlySet<number> {
  const minutes = new Set<number>();
  for (const change of listGapsAndOverlaps(zone, from, from + years * 366)) {
    for (let minute = change.kind === "gap" ? change.from + 1 : change.from; minute < change.to; minute++) {
      // 1970-01-01 was a Thursday.
      minutes.add((minute + 3 * 1440) % minutesPerWeek);
    }
  }
  return minutes;
}

/** Whether limits change at a clock change: at the start of a window, which is early by the start-up, or at its end. */
export function hasClockChange(
  { days, from, to }: Omit<FoundWindow, "min">,
  clockChanges: ReadonlySet<number>,
  startUpMinutes: number,
): boolean {
  if (clockChanges.size === 0) return false;
  // A window that fills all days ends a slot early.
  const end = days === "daily" ? Math.min(to, from + slotsPerDay - 1) : to;
  const edges = [from * slotMinutes - startUpMinutes, end * slotMinutes];
  return listDays(days).some((day) =>
    edges.some((edge) => clockChanges.has((day * 1440 + edge + minutesPerWeek) % minutesPerWeek)),
  );
}
