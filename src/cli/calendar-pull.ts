import { type Command, InvalidArgumentError } from "commander";
import { type HolidayPlace, holidayPlace } from "../calendars/holiday-place";
import { holidayLanguages, holidays, type HolidayType, holidayTypes } from "../calendars/holidays";
import { daysOfYears, parseYears, type Years, yearsText } from "../calendars/years";
import { datePartsOf, formatPlainDate } from "../time/plain-date";
import { type CalendarTargetOptions, writeCalendar } from "./calendar-target";
import type { RegisterCommand } from "./commands";
import { holidayLibrary } from "./holiday-library";
import type { Io } from "./io";
import { inProgress } from "./in-progress";
import { usageError } from "./usage-error";

interface PullOptions extends CalendarTargetOptions {
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
      yearsOption,
    )
    .option(
      "-t, --type <types>",
      `of ${holidayTypes.join(", ")}; several with commas`,
      typesOption,
      ["public"] as const,
    )
    .option("-l, --language <code>", "in which language days are called, such as en");
  withTargetOptions(command)
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
      await pull(place, years ?? comingYears(io), options, io);
    });
};

/** The options of the commands that write a calendar file. */
export function withTargetOptions(command: Command): Command {
  return command
    .option("-o, --out <path>", "the file to write (default: in the folder calendars)")
    .option("--dry-run", "print the file and what would change, write nothing")
    .option("--json", "print JSON");
}

/** The date in UTC on which a calendar is taken. */
export function formatToday({ now }: Pick<Io, "now">): string {
  return formatPlainDate(Math.floor(now / 1440));
}

/** This year and some more. */
export function comingYears({ now }: Io): Years {
  const { year } = datePartsOf(Math.floor(now / 1440));
  return { first: year, last: year + yearsAhead };
}

/**
 * Years on the command line.
 *
 * Errors: commander's, with an example
 */
export function yearsOption(text: string): Years {
  const years = parseYears(text);
  if (years !== undefined) return years;
  throw new InvalidArgumentError(
    "It is neither a year nor a range of at most 30, such as 2026..2028, from 1970 to 2199.",
  );
}

function typesOption(text: string): readonly HolidayType[] {
  return text.split(",").map((word) => {
    const type = holidayTypes.find((known) => known === word.trim());
    if (type !== undefined) return type;
    throw new InvalidArgumentError(`"${word.trim()}" is none of ${holidayTypes.join(", ")}.`);
  });
}

async function pull(text: string, years: Years, options: PullOptions, io: Io): Promise<void> {
  const work = { what: "loading the holidays", io, quiet: options.json === true };
  const { library, version } = await inProgress(work, () => holidayLibrary(io));
  const place = holidayPlace(text, library);
  if ("refusal" in place) return usageError(io, ...place.refusal);
  const languages = holidayLanguages(library, place);
  const { type: types, language } = options;
  if (language !== undefined && !languages.includes(language)) {
    usageError(
      io,
      `the holidays of ${place.code} have no names in "${language}"`,
      `known: ${languages.join(", ")}`,
    );
  }
  const finding = { ...work, what: `finding the holidays of ${place.code}` };
  const { entries, partDays } = await inProgress(finding, () =>
    holidays(library, place, { years, types, language }),
  );
  const source = `date-holidays ${version}, type ${types.join(" and ")}, pulled ${formatToday(io)}`;
  const words = `${kindWords(types)} of ${placeWords(place)}, ${yearsText(years)}`;
  writeCalendar(
    {
      title: `${words}.`,
      source,
      region: place.code,
      covers: daysOfYears(years),
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

function kindWords(types: readonly HolidayType[]): string {
  const [only, ...others] = types;
  return others.length === 0 && only === "public" ? "Public holidays" : "Holidays";
}

function placeWords({ code, words }: HolidayPlace): string {
  return `${code} (${words})`;
}
