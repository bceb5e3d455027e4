import { getDaysInMonth, toEpochDay, type EpochDay } from "../time/plain-date";

/** Years from `first` to `last`, both included. */
export interface Years {
  readonly first: number;
  readonly last: number;
}

/** Further than any calendar is known for sure; a longer range is a slip of the pen. */
const maxYears = 30;

/**
 * Years as `2026..2028`, or one year.
 *
 * Out: undefined for anything else, for years before 1970 or after 2199, backwards, and for over 30 years
 */
export function parseYears(text: string): Years | undefined {
  const [, from = "", to = from] = /^(\d{4})(?:\.\.(\d{4}))?$/.exec(text.trim()) ?? [];
  const [first, last] = [Number(from), Number(to)];
  const inRange = first >= 1970 && last <= 2199;
  return inRange && first <= last && last - first < maxYears ? { first, last } : undefined;
}

/** `2026 to 2028`; `2026`. */
export function formatYears({ first, last }: Years): string {
  return first === last ? String(first) : `${first} to ${last}`;
}

/** First and last day of the years. */
export function toDayRange({ first, last }: Years): {
  readonly first: EpochDay;
  readonly last: EpochDay;
} {
  return { first: toEpochDay(first, 1, 1), last: toEpochDay(last, 12, getDaysInMonth(last, 12)) };
}
