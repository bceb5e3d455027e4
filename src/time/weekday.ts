/** The days of a week, Monday first; lower case as in stack files. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A day of the week as stack files write it. */
export type Weekday = (typeof weekdays)[number];
