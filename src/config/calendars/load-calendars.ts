import { formatPath, type Problem } from "../../problem";
import type { Calendar, Named, PlainDateText } from "../../timetable";
import { quoteValue } from "../text";
import { type CalendarFile, type CalendarFileReader, parseCalendarFile } from "./calendar-file";

type Source = { readonly file: string } | { readonly dates: readonly PlainDateText[] };

/**
 * Loads the calendars of a stack file.
 * @returns Only the calendars that can be read. Each of the others has a problem.
 */
export function loadCalendars(
  sources: Named<Source>,
  readFile: CalendarFileReader,
): { readonly calendars: Named<Calendar>; readonly problems: readonly Problem[] } {
  const loaded = Object.entries(sources).map(([name, source]) => [name, loadCalendar(name, source, readFile)] as const);
  return {
    calendars: Object.fromEntries(
      loaded.flatMap(([name, { calendar }]) => (calendar === undefined ? [] : [[name, calendar]])),
    ),
    problems: loaded.flatMap(([, { problems }]) => problems),
  };
}

function loadCalendar(name: string, source: Source, readFile: CalendarFileReader): CalendarFile {
  if ("dates" in source) {
    return { calendar: { dates: source.dates.map((date) => ({ date })) }, problems: [] };
  }
  const path = formatPath(["calendars", name, "file"]);
  const read = readFile(source.file) ?? { reason: "no such file" };
  if (typeof read === "string") return parseCalendarFile(read, path);
  const problem = {
    severity: "error",
    code: "calendar-file-unreadable",
    path,
    message: `cannot read ${quoteValue(source.file)}: ${read.reason}`,
    expected: "a text file in the folder of Pulumi.yaml, and its path from there",
    fix: "correct the path, or create the file",
  } as const;
  return { problems: [problem] };
}
