import type { EpochDay } from "../time/plain-date";

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
