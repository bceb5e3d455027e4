/** The days of a week, Monday first; lower case as in stack files. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A day of the week as stack files write it. */
export type Weekday = (typeof weekdays)[number];

/** The names in full, as messages say them. */
export const weekdayNames = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
} as const satisfies Record<Weekday, string>;

/**
 * A weekday by its short or full name in any case: `mon`, `Mon`, `MONDAY`.
 *
 * Out: undefined for anything else, also for numbers: Sunday is 0, 1 or 7 depending on who reads it
 */
export function parseWeekday(text: string): Weekday | undefined {
  const name = text.toLowerCase();
  return weekdays.find((day) => day === name || weekdayNames[day].toLowerCase() === name);
}

/** The days from `first` to `last`, both included, on over Sunday where needed: `fri` to `mon` is four days. */
export function listWeekdays(first: Weekday, last: Weekday): readonly Weekday[] {
  const from = weekdays.indexOf(first);
  const length = ((weekdays.indexOf(last) - from + 7) % 7) + 1;
  return [...weekdays, ...weekdays].slice(from, from + length);
}
