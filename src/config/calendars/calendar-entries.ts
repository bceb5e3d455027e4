import type { Calendar } from "../../timetable";
import { type EpochDay, getDaysInMonth, toEpochDay } from "../../timetable/time";

/** Consecutive days from `first` to `last`, both included, and their name. */
export interface CalendarEntry {
  readonly first: EpochDay;
  readonly last: EpochDay;
  readonly name?: string;
}

/** Days from `first` to `last`, both included. */
export type DayRange = Pick<CalendarEntry, "first" | "last">;

/** Sorts entries by date, then by name, each once. */
export function sortEntries(entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  const unique = new Map(entries.map((entry) => [`${entry.first} ${entry.last} ${entry.name ?? ""}`, entry]));
  return [...unique.values()].toSorted(
    (a, b) => a.first - b.first || a.last - b.last || compareNames(a.name ?? "", b.name ?? ""),
  );
}

/** By code units, for the same order in every locale. */
function compareNames(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Years from `first` to `last`, both included. */
export interface Years {
  readonly first: number;
  readonly last: number;
}

/** Longer than any calendar is known; a longer range is a typo. */
const maxYears = 30;

/** Parses `2026..2028` or `2026`; undefined for other text, years outside 1970-2199, or more than 30 years. */
export function parseYears(text: string): Years | undefined {
  const [, from = "", to = from] = /^(\d{4})(?:\.\.(\d{4}))?$/.exec(text.trim()) ?? [];
  const [first, last] = [Number(from), Number(to)];
  const inRange = first >= 1970 && last <= 2199;
  return inRange && first <= last && last - first < maxYears ? { first, last } : undefined;
}

export function formatYears({ first, last }: Years): string {
  return first === last ? String(first) : `${first} to ${last}`;
}

export function toDayRange({ first, last }: Years): DayRange {
  return { first: toEpochDay(first, 1, 1), last: toEpochDay(last, 12, getDaysInMonth(last, 12)) };
}

/** A date that is in only one of two calendars, or has another name in the other. */
export type CalendarChange =
  | { readonly change: "added" | "removed"; readonly date: string; readonly name?: string }
  | { readonly change: "renamed"; readonly date: string; readonly name: string; readonly before: string };

/** Lists the differences between two calendars, by date. */
export function compareCalendars(before: Calendar, after: Calendar): readonly CalendarChange[] {
  const old = new Map(before.dates.map((entry) => [entry.date, entry]));
  const kept = new Set(after.dates.map(({ date }) => date));
  const removed = before.dates.filter(({ date }) => !kept.has(date));
  return [
    ...removed.map((entry) => ({ change: "removed" as const, ...entry })),
    ...after.dates.flatMap((entry): readonly CalendarChange[] => {
      const { date, name = "no name" } = entry;
      const oldEntry = old.get(date);
      if (oldEntry === undefined) return [{ change: "added", ...entry }];
      const { name: oldName = "no name" } = oldEntry;
      return name === oldName ? [] : [{ change: "renamed", date, name, before: oldName }];
    }),
  ].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
