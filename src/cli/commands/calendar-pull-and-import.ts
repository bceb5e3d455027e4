import buffer from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type DayRange,
  findHolidayPlace,
  formatYears,
  type HolidayLibrary,
  type HolidayPlace,
  type HolidayType,
  holidayTypes,
  type IcsLibrary,
  importIcs,
  listHolidayLanguages,
  listHolidays,
  parseYears,
  toDayRange,
  type Years,
} from "../../config/calendars";
import { findZoneProblem, formatPlainDate, toDateParts, toEpochDay } from "../../timetable/time";
import { type CliContext, readFileOrThrow, type RegisterCommand, throwUserError, withSpinner } from "../context";
import {
  addEventWindowOptions,
  type EventWindowOptions,
  loadStackForWindows,
  writeEventWindows,
} from "./import-event-windows";
import { type CalendarFileOptions, writeCalendar } from "./write-calendar";

/** `version`: calendar files record it. */
interface LoadedHolidayLibrary {
  readonly library: HolidayLibrary;
  readonly version: string;
}

/**
 * Loads the holiday library, a large package that only this command needs.
 * @throws {CommanderError} with the install command if it is missing
 */
export async function loadHolidayLibrary(io: CliContext): Promise<LoadedHolidayLibrary> {
  try {
    const { default: library } = await import("date-holidays");
    const manifest: unknown = JSON.parse(readFileSync(require.resolve("date-holidays/package.json"), "utf8"));
    const { version } = { version: undefined, ...(isObject(manifest) ? manifest : {}) };
    return { library, version: String(version) };
  } catch (error) {
    if (!isObject(error) || !/MODULE_NOT_FOUND$/.test(String(Reflect.get(error, "code")))) {
      throw error;
    }
    return throwUserError(
      io,
      "the package date-holidays is not installed",
      "install it with: npm install --no-save date-holidays",
      "only this command needs it; deployments do not",
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

interface PullOptions extends CalendarFileOptions {
  readonly type: readonly HolidayType[];
  readonly language?: string;
}

export const registerCalendarPull: RegisterCommand = (program, io) => {
  const command = program
    .command("pull")
    .description("Writes the public holidays of a country or region to a calendar file.")
    .argument("<place>", "a country code, with or without a region: DE, DE-BY, US-CA, GB-SCT")
    .argument("[years]", "such as 2026..2028 (default: from this month to the end of next year)", parseYearsOption)
    .option("-t, --type <types>", `${holidayTypes.join(", ")}; separate several with commas`, parseTypesOption, [
      "public",
    ] as const)
    .option("-l, --language <code>", "the language of the names, such as en");
  addCalendarFileOptions(command)
    .addHelpText(
      "after",
      [
        "",
        "Needs the package date-holidays. The file names dates that are estimates and holidays that may be",
        "missing; if any may be, it has no covers. Days of only part of a region may be missing too.",
        "",
        "Examples:",
        "  npm run timetable -- calendar pull DE-BY",
        "  npm run timetable -- calendar pull US 2026..2028 --out calendars/new-york.yaml",
        "  npm run timetable -- calendar pull DE 2027 --type public,bank --dry-run",
      ].join("\n"),
    )
    .action(async (place: string, years: Years | undefined, options: PullOptions) => {
      await pullHolidays(place, choosePulledSpan(years, io), options, io);
    });
};

function addCalendarFileOptions(command: Command): Command {
  return command
    .option("-o, --out <path>", "the file to write (default: a file in calendars/)")
    .option("--dry-run", "print the file and the changes without writing")
    .option("--json", "print JSON");
}

interface PulledSpan {
  readonly days: DayRange;
  readonly words: string;
}

/** Dates that are over need no actions, and holidays of later years may still change. */
function choosePulledSpan(years: Years | undefined, { now }: CliContext): PulledSpan {
  if (years !== undefined) return { days: toDayRange(years), words: formatYears(years) };
  const { year, month } = toDateParts(Math.floor(now / 1440));
  const days = { first: toEpochDay(year, month, 1), last: toEpochDay(year + 1, 12, 31) };
  return { days, words: `${formatPlainDate(days.first)} to ${formatPlainDate(days.last)}` };
}

function formatEntryCount({ length }: readonly unknown[]): string {
  return length === 1 ? "1 entry" : `${length} entries`;
}

function formatToday({ now }: Pick<CliContext, "now">): string {
  return formatPlainDate(Math.floor(now / 1440));
}

function parseYearsOption(text: string): Years {
  const years = parseYears(text);
  if (years !== undefined) return years;
  throw new InvalidArgumentError(
    "It is not a year or a range of up to 30 years from 1970 to 2199, such as 2026..2028.",
  );
}

function parseTypesOption(text: string): readonly HolidayType[] {
  return text.split(",").map((word) => {
    const type = holidayTypes.find((known) => known === word.trim());
    if (type !== undefined) return type;
    throw new InvalidArgumentError(`"${word.trim()}" is not one of ${holidayTypes.join(", ")}.`);
  });
}

async function pullHolidays(text: string, span: PulledSpan, options: PullOptions, io: CliContext): Promise<void> {
  const work = { what: "loading the holidays", io, quiet: options.json === true };
  const { library, version } = await withSpinner(work, () => loadHolidayLibrary(io));
  const place = findHolidayPlace(text, library);
  if ("refusal" in place) return throwUserError(io, ...place.refusal);
  const languages = listHolidayLanguages(library, place);
  const { type: types, language } = options;
  if (language !== undefined && !languages.includes(language)) {
    throwUserError(
      io,
      `the holidays of ${place.code} have no names in "${language}"`,
      `known: ${languages.join(", ")}`,
    );
  }
  const listing = { ...work, what: `finding the holidays of ${place.code}` };
  const { entries, partDays, estimates, gaps } = await withSpinner(listing, () =>
    listHolidays(library, place, { span: span.days, types, language }),
  );
  const covers = gaps.length === 0 ? span.days : undefined;
  const source = `date-holidays ${version}, type ${types.join(" and ")}, pulled ${formatToday(io)}`;
  const words = `${formatHolidayKind(types)} of ${formatPlace(place)}, ${span.words}`;
  writeCalendar(
    { title: `${words}.`, source, region: place.code, covers, doubts: [...gaps, ...estimates], entries },
    {
      name: place.code.toLowerCase(),
      summary: `${words}: ${formatEntryCount(entries)}`,
      notes: partDays.map(
        ({ first, name = "a holiday" }) =>
          `${name} on ${formatPlainDate(first)} is only part of the day; the calendar has the whole date`,
      ),
    },
    options,
    io,
  );
}

function formatHolidayKind(types: readonly HolidayType[]): string {
  const [only, ...others] = types;
  return others.length === 0 && only === "public" ? "Public holidays" : "Holidays";
}

function formatPlace({ code, words }: HolidayPlace): string {
  return `${code} (${words})`;
}

const importedYearsAhead = 2;

interface CalendarImportOptions extends CalendarFileOptions, EventWindowOptions {
  readonly years?: Years;
  readonly timezone?: string;
  readonly timed: "dates" | "skip" | "windows";
}

export const registerCalendarImport: RegisterCommand = (program, io, end) => {
  const command = program
    .command("import")
    .description("Writes the dates of an iCalendar file (.ics) to a calendar file.")
    .argument("<file>", "the .ics file")
    .option(
      "-y, --years <years>",
      `only these years, such as 2026..2028 (default: this year and ${importedYearsAhead} more)`,
      parseYearsOption,
    )
    .option("-z, --timezone <zone>", "the time zone for events with times of day", parseZoneOption)
    .addOption(
      new Option("--timed <how>", "for events with times of day: take all their dates, skip them, or write windows")
        .choices(["dates", "skip", "windows"])
        .default("dates"),
    );
  addCalendarFileOptions(addEventWindowOptions(command))
    .addHelpText(
      "after",
      [
        "",
        "All-day, multi-day and recurring events become dates; canceled events and occurrences are left",
        "out. A note lists events with times of day. If an event cannot be read, the file has no covers.",
        "",
        "Examples:",
        "  npm run timetable -- calendar import closures.ics",
        "  npm run timetable -- calendar import freeze.ics --years 2026..2027 --timezone Europe/Berlin",
        "  npm run timetable -- calendar import closures.ics --timed skip --dry-run",
        "  npm run timetable -- calendar import events.ics --timed windows -e sentiment --min 4 --max 12",
      ].join("\n"),
    )
    .action(async (file: string, options: CalendarImportOptions) => {
      await importCalendar(file, options, io, end);
    });
};

function parseZoneOption(text: string): string {
  const problem = findZoneProblem(text);
  if (problem === undefined) return text;
  const hint = problem.suggestion === undefined ? "" : ` Write ${problem.suggestion}.`;
  throw new InvalidArgumentError(`${problem.reason}.${hint}`);
}

interface ImportedFile {
  readonly file: string;
  readonly name: string;
  readonly isUtf8: boolean;
  readonly years: Years;
  readonly imported: Exclude<ReturnType<typeof importIcs>, { readonly refusal: string }>;
}

async function importCalendar(
  file: string,
  options: CalendarImportOptions,
  io: CliContext,
  end: (exitCode: number) => void,
): Promise<void> {
  const stack = options.timed === "windows" ? loadStackForWindows(options, io) : undefined;
  const { year } = toDateParts(Math.floor(io.now / 1440));
  const years = options.years ?? { first: year, last: year + importedYearsAhead };
  const { text, isUtf8 } = readCalendarText(file, io);
  const how = { years, zone: options.timezone ?? stack?.zone, timed: options.timed };
  const work = { what: `reading ${file}`, io, quiet: options.json === true };
  const imported = await withSpinner(work, async () => importIcs(text, await loadIcsLibrary(), how));
  if ("refusal" in imported) {
    return throwUserError(io, `cannot import ${file}: ${imported.refusal}`);
  }
  const { entries, leftOut } = imported;
  const name = path.basename(file).replace(/\.[^.]*$/, "");
  if (stack !== undefined) {
    const notes = [
      ...leftOut,
      ...imported.notes,
      ...(entries.length === 0 ? [] : ["skipped all-day events: import them without --timed windows"]),
    ];
    writeEventWindows({ name, timed: imported.timed, notes }, stack, options, io, end);
    return;
  }
  writeImportedDates({ file, name, isUtf8, years, imported }, options, io);
}

function writeImportedDates(
  { file, name, isUtf8, years, imported }: ImportedFile,
  options: CalendarImportOptions,
  io: CliContext,
): void {
  const { entries, lastYear, leftOut } = imported;
  const covered = options.years ?? { ...years, last: lastYear };
  const listed = { ...covered, last: Math.max(covered.last, ...entries.map(({ last }) => toDateParts(last).year)) };
  const notes = [
    ...(isUtf8 ? [] : [`${file} is not in UTF-8: names are read as Latin-1`]),
    ...imported.notes,
    ...(listed.last === covered.last ? [] : [`after ${covered.last}, only events that recur without end have dates`]),
  ];
  writeCalendar(
    {
      title: `Dates of ${path.basename(file)}, ${formatYears(listed)}.`,
      source: `${path.basename(file)}, imported ${formatToday(io)}`,
      covers: leftOut.length === 0 ? toDayRange(covered) : undefined,
      doubts: leftOut,
      entries,
    },
    { name, summary: `${file}, ${formatYears(listed)}: ${formatEntryCount(entries)}`, notes },
    options,
    io,
  );
}

async function loadIcsLibrary(): Promise<IcsLibrary> {
  const { default: ical } = await import("ical.js");
  const { RRuleTemporal } = await import("rrule-temporal");
  return { ...ical, RRuleTemporal };
}

/** Unfolds lines as bytes: a fold may lie within a letter. */
function readCalendarText(file: string, io: CliContext): { readonly text: string; readonly isUtf8: boolean } {
  const bytes = Buffer.from(readFileOrThrow(path.resolve(io.currentFolder, file), file, io));
  // A byte order mark, or every other byte of plain text.
  if (/^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString("latin1", 0, 2)) || bytes.subarray(0, 100).includes(0)) {
    return throwUserError(io, `${file} is in UTF-16, and iCalendar files are in UTF-8`, "save it as UTF-8");
  }
  const lines = bytes
    .toString("latin1")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/\n[ \t]/g, "");
  const unfolded = Buffer.from(lines, "latin1");
  const isUtf8 = buffer.isUtf8(unfolded);
  return { text: isUtf8 ? unfolded.toString("utf8") : new TextDecoder("windows-1252").decode(unfolded), isUtf8 };
}
