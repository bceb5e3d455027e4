import { type Command, InvalidArgumentError } from "commander";
import { type HolidayPlace, findHolidayPlace } from "../calendars/holiday-place";
import {
  listHolidayLanguages,
  listHolidays,
  type HolidayType,
  holidayTypes,
} from "../calendars/holidays";
import { toDayRange, parseYears, type Years, formatYears } from "../calendars/years";
import { toDateParts, formatPlainDate } from "../time/plain-date";
import { type CalendarFileOptions, writeCalendar } from "./calendar-target";
import type { RegisterCommand } from "./commands";
import { loadHolidayLibrary } from "./holiday-library";
import type { CliContext } from "./io";
import { withSpinner } from "./in-progress";
import { throwUserError } from "./usage-error";

interface PullOptions extends CalendarFileOptions {
  readonly type: readonly HolidayType[];
  readonly language?: string;
}

/** Years ahead that are taken where none are named. */
const yearsAhead = 2;

/** `timetable calendar pull PLACE YEARS`: a place's public holidays as a calendar file. */
export const registerCalendarPull: RegisterCommand = (program, io) => {
  const command = program
    .command("pull")
    .description("Write the public holidays of a country, or of a part of one, into a file.")
    .argument("<place>", "a country's code, or with its region: DE, DE-BY, US-CA, GB-SCT")
    .argument(
      "[years]",
      `such as 2026..2028 (default: this year and ${yearsAhead} more)`,
      parseYearsOption,
    )
    .option(
      "-t, --type <types>",
      `of ${holidayTypes.join(", ")}; several with commas`,
      parseTypesOption,
      ["public"] as const,
    )
    .option("-l, --language <code>", "in which language days are called, such as en");
  addCalendarFileOptions(command)
    .addHelpText(
      "after",
      [
        "",
        "Needs the package date-holidays; what it writes is read without it. Dates that depend on the",
        "moon are estimates, and days that only parts of a region keep may be missing: read the file.",
        "",
        "Examples:",
        "  npm run timetable -- calendar pull DE-BY 2026..2028",
        "  npm run timetable -- calendar pull US 2026..2028 --out calendars/new-york.yaml",
        "  npm run timetable -- calendar pull DE 2027 --type public,bank --dry-run",
      ].join("\n"),
    )
    .action(async (place: string, years: Years | undefined, options: PullOptions) => {
      await pullHolidays(place, years ?? getComingYears(io), options, io);
    });
};

/** The options of the commands that write a calendar file. */
export function addCalendarFileOptions(command: Command): Command {
  return command
    .option("-o, --out <path>", "the file to write (default: in the folder calendars)")
    .option("--dry-run", "print the file and what would change, write nothing")
    .option("--json", "print JSON");
}

/** The date in UTC on which a calendar is taken. */
export function formatToday({ now }: Pick<CliContext, "now">): string {
  return formatPlainDate(Math.floor(now / 1440));
}

/** This year and some more. */
export function getComingYears({ now }: CliContext): Years {
  const { year } = toDateParts(Math.floor(now / 1440));
  return { first: year, last: year + yearsAhead };
}

/**
 * Years on the command line.
 *
 * Errors: commander's, with an example
 */
export function parseYearsOption(text: string): Years {
  const years = parseYears(text);
  if (years !== undefined) return years;
  throw new InvalidArgumentError(
    "It is neither a year nor a range of at most 30, such as 2026..2028, from 1970 to 2199.",
  );
}

function parseTypesOption(text: string): readonly HolidayType[] {
  return text.split(",").map((word) => {
    const type = holidayTypes.find((known) => known === word.trim());
    if (type !== undefined) return type;
    throw new InvalidArgumentError(`"${word.trim()}" is none of ${holidayTypes.join(", ")}.`);
  });
}

async function pullHolidays(
  text: string,
  years: Years,
  options: PullOptions,
  io: CliContext,
): Promise<void> {
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
  const finding = { ...work, what: `finding the holidays of ${place.code}` };
  const { entries, partDays } = await withSpinner(finding, () =>
    listHolidays(library, place, { years, types, language }),
  );
  const source = `date-holidays ${version}, type ${types.join(" and ")}, pulled ${formatToday(io)}`;
  const words = `${formatHolidayKind(types)} of ${formatPlace(place)}, ${formatYears(years)}`;
  writeCalendar(
    {
      title: `${words}.`,
      source,
      region: place.code,
      covers: toDayRange(years),
      entries,
    },
    {
      name: place.code.toLowerCase(),
      summary: `${words}: ${entries.length} entries`,
      notes: partDays.map(
        ({ first, name = "a holiday" }) =>
          `${name} on ${formatPlainDate(first)} is free for a part of the day only: the whole date is taken`,
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
