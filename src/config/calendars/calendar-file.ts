import * as v from "valibot";
import { formatPath, type Problem } from "../../problem";
import type { Calendar, PlainDateText } from "../../timetable";
import { type EpochDay, formatPlainDate } from "../../timetable/time";
import { formatScalar } from "../edit";
import {
  defineAnyText,
  defineDate,
  defineDates,
  defineList,
  defineSection,
  describeField,
  type FieldProblem,
  listFieldProblems,
  omitUndefined,
} from "../schema/fields";
import {
  decodeUtf8,
  findDeepestExistingPlace,
  findFileInside,
  maxYamlBytes,
  notTextReason,
  readRegularFile,
  readYaml,
  type YamlFile,
} from "../yaml";
import { type CalendarEntry, type DayRange, sortEntries } from "./calendar-entries";

const defineOptionalText = (title: string, description: string, example: string) =>
  v.exactOptional(defineAnyText({ title, description, example }));

const coversSection = describeField(
  defineSection(
    {
      from: defineDate({ title: "From", description: "First date that the file covers.", example: '"2026-01-01"' }),
      to: defineDate({ title: "To", description: "Last date that the file covers.", example: '"2028-12-31"' }),
    },
    ({ from, to }) =>
      from === undefined || to === undefined || from <= to
        ? []
        : [
            {
              code: "wrong-value",
              at: ["to"],
              message: `"${to}" is before "${from}"`,
              expected: "from or a later date",
              fix: `write from: "${to}", to: "${from}"`,
            },
          ],
  ),
  {
    title: "Covers",
    description: "First and last date of the span in which the file is complete; later dates may be missing.",
    allowed: "the keys from and to, both included",
    example: '{ from: "2026-01-01", to: "2028-12-31" }',
  },
);

const entrySection = describeField(
  defineSection({
    date: defineDates({
      title: "Date",
      description: "A date, or a range with both ends included.",
      example: '"2026-01-01"',
    }),
    name: defineOptionalText("Name", "Name of the day.", "Neujahr"),
  }),
  {
    title: "Entry",
    description: "A date and its name.",
    allowed: "a map with the key date",
    example: '{ date: "2026-01-01", name: Neujahr }',
  },
);

type WrittenEntry = v.InferOutput<typeof entrySection>;

const calendarFileSection = defineSection(
  {
    source: defineOptionalText("Source", "Source of the dates, with its version.", "date-holidays 3.37.0"),
    region: defineOptionalText("Region", "Country or region of the holidays.", "DE-BY"),
    covers: v.exactOptional(coversSection),
    dates: describeField(defineList(entrySection, { from: 0 }), {
      title: "Dates",
      description: "The dates of the calendar.",
      allowed: "a list of dates with their names",
      example: '[{ date: "2026-01-01", name: Neujahr }]',
    }),
  },
  ({ covers, dates = [] }) =>
    covers === undefined ? [] : dates.flatMap((entry, index) => checkNotBeforeCovers(entry, index, covers)),
);

/** Dates after the end are known before the file is complete that far, such as an event that recurs without end. */
function checkNotBeforeCovers(
  entry: WrittenEntry,
  index: number,
  { from }: NonNullable<Calendar["covers"]>,
): FieldProblem[] {
  const outside = entry.date.find((date) => date < from);
  if (outside === undefined) return [];
  return [
    {
      code: "wrong-value",
      at: ["dates", index, "date"],
      message: `"${outside}" is before "${from}", the first date that the file covers`,
      expected: `"${from}" or a later date`,
      fix: "correct the date, or covers",
    },
  ];
}

/** The source of a calendar file's dates, as written in the file. */
export interface CalendarOrigin {
  readonly source?: string;
  readonly region?: string;
}

export interface CalendarFile {
  readonly calendar?: Calendar;
  readonly origin?: CalendarOrigin;
  readonly problems: readonly Problem[];
}

/**
 * Parses a calendar file. Never throws.
 * @param path the path of the problems: where the stack file names the calendar file
 * @returns dates sorted, each once; a day with two names has both
 */
export function parseCalendarFile(text: string, path: string): CalendarFile {
  const file = readYaml(text);
  const errors = file.problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { problems: errors.map((problem) => toStackFileProblem(problem, path, file)) };
  const run = calendarFileSection["~run"]({ value: file.value }, {});
  if (run.typed && run.issues === undefined) {
    const { covers, dates, source, region } = run.value;
    return {
      calendar: omitUndefined({ dates: toCalendarDates(dates), covers }),
      origin: omitUndefined({ source, region }),
      problems: [],
    };
  }
  const problems = listFieldProblems(run.issues);
  if (problems.length === 0) return { problems: [createNoMapProblem(path)] };
  return {
    problems: problems.map(({ at = [], write: _write, ...problem }) =>
      toStackFileProblem({ severity: "error", path: formatPath(at), ...problem }, path, file),
    ),
  };
}

function toCalendarDates(entries: readonly WrittenEntry[]): Calendar["dates"] {
  const names = new Map<PlainDateText, Set<string>>();
  for (const { date: dates, name } of entries) {
    for (const date of dates) {
      const known = names.get(date) ?? new Set();
      names.set(date, name === undefined ? known : known.add(name));
    }
  }
  return [...names]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, all]) => (all.size === 0 ? { date } : { date, name: [...all].join(", ") }));
}

/** Turns a problem of the calendar file into one of the stack file. */
function toStackFileProblem({ line: own, ...problem }: Problem, path: string, { positions }: YamlFile): Problem {
  const line = own ?? findDeepestExistingPlace(problem.path, positions)?.line;
  const place = line === undefined ? problem.path : `line ${line}, ${problem.path}`;
  return { ...problem, path, message: `in the file, ${place}: ${problem.message}` };
}

function createNoMapProblem(path: string): Problem {
  return {
    severity: "error",
    code: "wrong-type",
    path,
    message: "the file is not a map of keys",
    expected: "the keys dates, covers, source and region",
    fix: 'write dates: [{ date: "2026-01-01", name: Neujahr }]',
  };
}

/**
 * Returns a file's text, or why it cannot be read as a clause; undefined if there is no such file.
 * @param file as in the stack file
 */
export type CalendarFileReader = (file: string) => string | { readonly reason: string } | undefined;

/** Why a file must not be read or written. */
export const outsideReason = "it is outside the folder of Pulumi.yaml";

/** Creates a function that reads files of a folder, and none outside: a pull request may name any path. */
export function createCalendarFileReader(folder: string): CalendarFileReader {
  return (file) => {
    const found = findFileInside(folder, file);
    if (found === undefined) return { reason: outsideReason };
    const read = readRegularFile(found, maxYamlBytes);
    return "reason" in read ? read : (decodeUtf8(read.bytes) ?? { reason: notTextReason });
  };
}

/** The content of a new calendar file. */
export interface NewCalendar {
  /** One line, for the comment at the top. */
  readonly title: string;
  /** Source of the dates, with version and day. */
  readonly source: string;
  readonly region?: string;
  /** The span in which the file is complete; undefined if dates may be missing. */
  readonly covers: DayRange | undefined;
  /** Sentences on what may be missing or wrong, for the comment at the top. */
  readonly doubts: readonly string[];
  readonly entries: readonly CalendarEntry[];
}

/**
 * Formats a calendar file; the same calendar gives the same bytes.
 * @param comments lines below the title
 */
export function formatCalendarFile(calendar: NewCalendar, comments: readonly string[]): string {
  const { title, source, region, covers, doubts } = calendar;
  const entries = sortEntries(calendar.entries);
  return [
    formatComment(title),
    ...doubts.map((doubt) => formatComment(`${doubtMark}${doubt}`)),
    ...comments,
    `source: ${formatScalar(source)}`,
    ...(region === undefined ? [] : [`region: ${formatScalar(region)}`]),
    ...(covers === undefined ? [] : [`covers: { from: ${formatDate(covers.first)}, to: ${formatDate(covers.last)} }`]),
    entries.length === 0 ? "dates: []" : "dates:",
    ...entries.map(formatEntry),
    "",
  ].join("\n");
}

/** Starts a comment on what may be missing or wrong; the next pull or import writes it again. */
const doubtMark = "check: ";

/**
 * Extracts the comments at the top of a calendar file, to keep them if the file is written again.
 * @param title the title of the new file; a comment that differs only in its years is dropped
 */
export function extractComments(text: string, title: string): readonly string[] {
  const lines = text.replace(/^\u{feff}/u, "").split(/\r?\n/);
  const end = lines.findIndex((line) => !/^#|^\s*$/.test(line));
  const [start = ""] = formatComment(title).split(/\d/);
  const top = lines.slice(0, Math.max(0, end)).filter((line) => line.startsWith("#"));
  return top.filter((line) => !line.startsWith(start) && !line.startsWith(`# ${doubtMark}`));
}

/** Whether the comments at the top have exactly these doubts. */
export function hasDoubts(text: string, doubts: readonly string[]): boolean {
  const written = text.split(/\r?\n/).filter((line) => line.startsWith(`# ${doubtMark}`));
  return written.join("\n") === doubts.map((doubt) => formatComment(`${doubtMark}${doubt}`)).join("\n");
}

function formatComment(text: string): string {
  return `# ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")}`;
}

function formatEntry({ first, last, name }: CalendarEntry): string {
  const from = formatPlainDate(first);
  const date = formatScalar(first === last ? from : `${from}..${formatPlainDate(last)}`);
  return `  - { date: ${date}${name === undefined ? "" : `, name: ${formatScalar(name)}`} }`;
}

function formatDate(day: EpochDay): string {
  return formatScalar(formatPlainDate(day));
}
