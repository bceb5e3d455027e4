import { formatScalar } from "../edit-stack/scalar-text";
import { type EpochDay, formatPlainDate } from "../time/plain-date";
import { type CalendarEntry, sortEntries } from "./calendar-entry";

/** What a calendar file is to hold. */
export interface NewCalendar {
  /** One line about it, for a comment at the top. */
  readonly title: string;
  /** Where the dates come from, with the version and the day of it. */
  readonly source: string;
  readonly region?: string;
  /** First and last date that the file vouches for; every entry lies within. */
  readonly covers: { readonly first: EpochDay; readonly last: EpochDay };
  readonly entries: readonly CalendarEntry[];
}

/**
 * A calendar file.
 *
 * In:  `comments`: lines below the title
 * Out: entries by date, then by name; the same calendar gives the same bytes
 */
export function formatCalendarFile(calendar: NewCalendar, comments: readonly string[]): string {
  const { title, source, region, covers } = calendar;
  const entries = sortEntries(calendar.entries);
  return [
    formatTitle(title),
    ...comments,
    `source: ${formatScalar(source)}`,
    ...(region === undefined ? [] : [`region: ${formatScalar(region)}`]),
    `covers: { from: ${formatDate(covers.first)}, to: ${formatDate(covers.last)} }`,
    entries.length === 0 ? "dates: []" : "dates:",
    ...entries.map(formatEntry),
    "",
  ].join("\n");
}

/**
 * The comments that someone wrote at the top of a calendar file, to keep them when it is written anew.
 *
 * In:  `title`: that of the new file, whose years may differ
 * Out: without a title of the same words, which is written anew
 */
export function extractComments(text: string, title: string): readonly string[] {
  const lines = text.replace(/^\u{feff}/u, "").split(/\r?\n/);
  const end = lines.findIndex((line) => !/^#|^\s*$/.test(line));
  const [start = ""] = formatTitle(title).split(/\d/);
  const top = lines.slice(0, Math.max(0, end)).filter((line) => line.startsWith("#"));
  return top.filter((line) => !line.startsWith(start));
}

function formatTitle(title: string): string {
  return `# ${title.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")}`;
}

function formatEntry({ first, last, name }: CalendarEntry): string {
  const from = formatPlainDate(first);
  const date = formatScalar(first === last ? from : `${from}..${formatPlainDate(last)}`);
  return `  - { date: ${date}${name === undefined ? "" : `, name: ${formatScalar(name)}`} }`;
}

function formatDate(day: EpochDay): string {
  return formatScalar(formatPlainDate(day));
}
