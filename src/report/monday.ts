import type { EpochDay } from "../time/plain-date";
import { epochMonday } from "../timetable/timeline";

/** The Monday of the week in which a date lies. */
export function findMonday(day: EpochDay): EpochDay {
  const first = epochMonday / 1440;
  return first + Math.floor((day - first) / 7) * 7;
}
