/** Days on which a window begins. */
export type DayGroup = "daily" | "mon-fri" | "sat-sun";

/** `from` and `to`: slots from the midnight at which the days begin; they may lie on the day after. */
export interface FoundWindow {
  readonly days: DayGroup;
  readonly from: number;
  readonly to: number;
  readonly min: number;
}

export interface FoundTimetable {
  readonly baseline: number;
  readonly windows: readonly FoundWindow[];
}

export const slotMinutes = 30;
export const slotsPerDay = 1440 / slotMinutes;

/** Lists the weekdays of a group, from Monday as 0. */
export function listDays(days: DayGroup): readonly number[] {
  const [from, to] = { daily: [0, 7] as const, "mon-fri": [0, 5] as const, "sat-sun": [5, 7] as const }[days];
  return [0, 1, 2, 3, 4, 5, 6].slice(from, to);
}
