import { formatPath, type Problem } from "../../problem";
import type { Calendar, Named, PlainDateText } from "../../timetable";
import { type CalendarFile, parseCalendarFile } from "./calendar-file";

type Source = { readonly file: string } | { readonly dates: readonly PlainDateText[] };

/**
 * Loads the calendars of a stack file.
 * @param readFile Returns a file's text, or undefined if it cannot be read. Paths are as in the stack file.
 * @returns Only the calendars that can be read. Each of the others has a problem.
 */
export function loadCalendars(
  sources: Named<Source>,
  readFile: (file: string) => string | undefined,
): { readonly calendars: Named<Calendar>; readonly problems: readonly Problem[] } {
  const loaded = Object.entries(sources).map(([name, source]) => [name, loadCalendar(name, source, readFile)] as const);
  return {
    calendars: Object.fromEntries(
      loaded.flatMap(([name, { calendar }]) => (calendar === undefined ? [] : [[name, calendar]])),
    ),
    problems: loaded.flatMap(([, { problems }]) => problems),
  };
}

function loadCalendar(name: string, source: Source, readFile: (file: string) => string | undefined): CalendarFile {
  if ("dates" in source) {
    return { calendar: { dates: source.dates.map((date) => ({ date })) }, problems: [] };
  }
  const path = formatPath(["calendars", name, "file"]);
  const text = readFile(source.file);
  if (text !== undefined) return parseCalendarFile(text, path);
  const problem = {
    severity: "error",
    code: "calendar-file-unreadable",
    path,
    message: `cannot read "${source.file}"`,
    expected: "a path relative to the folder of Pulumi.yaml",
    fix: "correct the path, or create the file",
  } as const;
  return { problems: [problem] };
}
