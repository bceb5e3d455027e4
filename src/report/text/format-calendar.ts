import type { CalendarOrigin } from "../../config/calendars";
import { type Calendar, type Exception, formatLimits } from "../../timetable";
import { type EpochDay, formatWeekdayDate, parsePlainDate, weekdayNames } from "../../timetable/time";
import { formatColumns } from "./format-columns";

/** An endpoint with an exception on a calendar's dates. */
export interface CalendarUse {
  readonly stack: string;
  readonly endpoint: string;
  readonly use: Exception["use"];
}

/** A calendar, its source and the endpoints that use it. */
export interface ReportedCalendar {
  readonly title: string;
  readonly calendar: Calendar;
  readonly origin: CalendarOrigin;
  readonly uses: readonly CalendarUse[];
}

/**
 * Returns the end of what a calendar covers, else its last date.
 * @returns undefined for an empty calendar
 */
export function findLastKnownDay({ covers, dates }: Calendar): EpochDay | undefined {
  return parsePlainDate(covers?.to ?? dates.at(-1)?.date ?? "");
}

/** Formats a calendar: source, reach and users, then each date with its weekday and name. */
export function formatCalendar(reported: ReportedCalendar, today: EpochDay): string {
  const { title, calendar, origin, uses } = reported;
  const rows = [
    ...toRows("source", [origin.source, origin.region].flatMap((word) => word ?? []).join("; ")),
    ["reaches", describeReach(calendar, today)],
    ["used by", uses.length === 0 ? "no endpoint" : uses.map(describeUser).join(", ")],
  ];
  const dates = calendar.dates.map(({ date, name = "" }) => [formatCalendarDate(date), name]);
  const count = `${dates.length} ${dates.length === 1 ? "date" : "dates"}`;
  return [
    [`${title}: ${count}`, ...indentLines(formatColumns(rows))].join("\n"),
    ...(dates.length === 0 ? [] : [formatColumns(dates)]),
  ].join("\n\n");
}

/** Adds the weekday to a date; any other text stays the same. */
export function formatCalendarDate(date: string): string {
  const day = parsePlainDate(date);
  return day === undefined ? date : formatWeekdayDate(day);
}

function toRows(label: string, text: string): readonly (readonly string[])[] {
  return text === "" ? [] : [[label, text]];
}

function indentLines(text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${line}`);
}

function describeReach(calendar: Calendar, today: EpochDay): string {
  const last = findLastKnownDay(calendar);
  if (last === undefined) return "no date";
  const from = parsePlainDate(calendar.covers?.from ?? "");
  const span = `${from === undefined ? "" : `${formatWeekdayDate(from)} `}to ${formatWeekdayDate(last)}`;
  if (last < today) return `${span}: it has ended`;
  const left = last - today;
  return `${span}: ${left === 1 ? "1 day" : `${left} days`} left`;
}

function describeUser({ stack, endpoint, use }: CalendarUse): string {
  return `${endpoint} in ${stack} (${describeUse(use)})`;
}

/** `the windows of Sunday`, `baseline`, `2-4`. */
function describeUse(use: Exception["use"]): string {
  if (typeof use !== "string") return formatLimits(use);
  return use === "baseline" ? use : `the windows of ${weekdayNames[use]}`;
}
