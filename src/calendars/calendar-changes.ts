import type { Calendar } from "../config/config";

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
