import type { Calendar } from "../../timetable";
import { type EpochDay, getDaysInMonth, toEpochDay } from "../../timetable/time";

/** A day or several in a row, `[first, last]` with both ends in, and what they are called. */
export interface CalendarEntry {
  readonly first: EpochDay;
  readonly last: EpochDay;
  readonly name?: string;
}

/** By date, then by name; none twice. */
export function sortEntries(entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  const own = new Map(entries.map((entry) => [toEntryKey(entry), entry]));
  return [...own.values()].toSorted(
    (a, b) => a.first - b.first || a.last - b.last || compareNames(a.name ?? "", b.name ?? ""),
  );
}

/** By code units, so that the order is the same in every language. */
function compareNames(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function toEntryKey({ first, last, name }: CalendarEntry): string {
  return `${first} ${last} ${name ?? ""}`;
}

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

/** A date that is in only one of two calendars, or is called otherwise in the other. */
export type CalendarChange =
  | { readonly change: "added" | "removed"; readonly date: string; readonly name?: string }
  | {
      readonly change: "renamed";
      readonly date: string;
      readonly name: string;
      readonly before: string;
    };

/** What differs between two calendars, by date. In: calendars as loaded. */
export function compareCalendars(before: Calendar, after: Calendar): readonly CalendarChange[] {
  const old = new Map(before.dates.map((entry) => [entry.date, entry]));
  const now = new Map(after.dates.map((entry) => [entry.date, entry]));
  const removed = before.dates.filter(({ date }) => !now.has(date));
  return [
    ...removed.map((entry) => ({ change: "removed" as const, ...entry })),
    ...after.dates.flatMap((entry): readonly CalendarChange[] => {
      const was = old.get(entry.date);
      if (was === undefined) return [{ change: "added", ...entry }];
      const [name, earlier] = [entry.name ?? "no name", was.name ?? "no name"];
      return name === earlier
        ? []
        : [{ change: "renamed", date: entry.date, name, before: earlier }];
    }),
  ].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
