import { readFileSync } from "node:fs";
import { resolve } from "node:path";
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
import { findDeepestExistingPlace, readYaml, type YamlFile } from "../yaml";
import { type CalendarEntry, sortEntries } from "./calendar-entries";

const defineDay = (title: string, description: string, example: string) =>
  defineDate({ title, description, example });
const defineOptionalText = (title: string, description: string, example: string) =>
  v.exactOptional(defineAnyText({ title, description, example }));

const coversSection = describeField(
  defineSection(
    {
      from: defineDay("From", "First date that the file vouches for.", '"2026-01-01"'),
      to: defineDay("To", "Last date that the file vouches for.", '"2028-12-31"'),
    },
    ({ from, to }) =>
      from === undefined || to === undefined || from <= to
        ? []
        : [
            {
              code: "wrong-value",
              at: ["to"],
              message: `"${to}" is before "${from}"`,
              expected: "a date that is not before from",
              fix: `write from: "${to}", to: "${from}"`,
            },
          ],
  ),
  {
    title: "Covers",
    description:
      "First and last date that the file vouches for; afterwards, holidays are not known.",
    allowed: "the keys from and to, both included",
    example: '{ from: "2026-01-01", to: "2028-12-31" }',
  },
);

const entrySection = describeField(
  defineSection({
    date: defineDates({
      title: "Date",
      description: "A date, or a range with both ends in.",
      example: '"2026-01-01"',
    }),
    name: defineOptionalText("Name", "What the day is called.", "Neujahr"),
  }),
  {
    title: "Entry",
    description: "A date and its name.",
    allowed: "a map with the key date",
    example: '{ date: "2026-01-01", name: Neujahr }',
  },
);

interface WrittenEntry {
  readonly date: readonly PlainDateText[];
  readonly name?: string;
}

const calendarFileSection = defineSection(
  {
    source: defineOptionalText(
      "Source",
      "Where the dates come from, with its version.",
      "date-holidays 3.37.0",
    ),
    region: defineOptionalText("Region", "Where the days are holidays.", "DE-BY"),
    covers: v.exactOptional(coversSection),
    dates: describeField(defineList(entrySection, { from: 0 }), {
      title: "Dates",
      description: "The dates of the calendar.",
      allowed: "a list of dates with their names",
      example: '[{ date: "2026-01-01", name: Neujahr }]',
    }),
  },
  ({ covers: span, dates: entries = [] }) =>
    span === undefined
      ? []
      : entries.flatMap((each, index) => checkWithinCovers(each, index, span)),
);

function checkWithinCovers(
  { date: days }: WrittenEntry,
  index: number,
  span: Calendar["covers"],
): FieldProblem[] {
  const first = days.find((each) => span !== undefined && (each < span.from || each > span.to));
  if (first === undefined || span === undefined) return [];
  return [
    {
      code: "wrong-value",
      at: ["dates", index, "date"],
      message: `"${first}" is not between "${span.from}" and "${span.to}", which the file covers`,
      expected: "dates that the file covers",
      fix: "correct the date, or covers",
    },
  ];
}

/** Where a calendar file's dates come from, as it says itself. */
export interface CalendarOrigin {
  readonly source?: string;
  readonly region?: string;
}

/** A calendar file as far as it can be read. */
export interface CalendarFile {
  readonly calendar?: Calendar;
  readonly origin?: CalendarOrigin;
  readonly problems: readonly Problem[];
}

/**
 * Reads a calendar file.
 *
 * In:     its text; `path`: where the stack file names it
 * Out:    dates sorted, none twice: a day with two names has both; problems are at `path` and say where
 *         in the file they are
 * Errors: none thrown
 */
export function parseCalendarFile(text: string, path: string): CalendarFile {
  const file = readYaml(text);
  const broken = file.problems.filter(({ severity }) => severity === "error");
  if (broken.length > 0)
    return { problems: broken.map((problem) => toStackFileProblem(problem, path, file)) };
  const run = calendarFileSection["~run"]({ value: file.value }, {});
  if (run.typed && run.issues === undefined) {
    const { covers: span, dates: entries, source, region } = run.value;
    const days = toCalendarDates(entries);
    return {
      calendar: { dates: days, ...(span === undefined ? {} : { covers: span }) },
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
  const names = new Map<PlainDateText, readonly string[]>();
  for (const { date: days, name } of entries) {
    for (const each of days) {
      const known = names.get(each) ?? [];
      names.set(each, name === undefined || known.includes(name) ? known : [...known, name]);
    }
  }
  return [...names]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([each, all]) =>
      all.length === 0 ? { date: each } : { date: each, name: all.join(", ") },
    );
}

/** A problem of the calendar file as one of the stack file, which names it. */
function toStackFileProblem(problem: Problem, path: string, { positions }: YamlFile): Problem {
  const line = findDeepestExistingPlace(problem.path, positions)?.line;
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
 * Reads the calendar files that a stack file names.
 *
 * In:  the stack file's folder; paths in the stack file are relative to it
 * Out: a file's text, undefined when it cannot be read
 */
export function createCalendarFileReader(folder: string): (file: string) => string | undefined {
  return (file) => {
    try {
      return readFileSync(resolve(folder, file), "utf8");
    } catch {
      return undefined;
    }
  };
}

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
