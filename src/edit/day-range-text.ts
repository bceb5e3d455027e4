import { weekdays } from "../time/weekday";

/**
 * Days of the week as a stack file writes them.
 *
 * In:  numbers, 0 = Monday, any order
 * Out: `mon`, `mon-fri`, `fri-mon` over the weekend, `daily`, else a list; empty for none
 */
export function formatDayRange(days: readonly number[]): string | readonly string[] {
  const held = weekdays.filter((_, day) => days.includes(day));
  const [only] = held;
  if (only === undefined) return "";
  if (held.length === 1) return only;
  if (held.length === weekdays.length) return "daily";
  const first = days.filter((day) => !days.includes((day + 6) % 7));
  const [start, ...others] = first;
  if (start === undefined || others.length > 0) return held;
  return `${getDayName(start)}-${getDayName(start + held.length - 1)}`;
}

function getDayName(day: number): string {
  return weekdays[day % weekdays.length] ?? "";
}
