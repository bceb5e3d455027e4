import { readFileSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { type CalendarEntry } from "../calendars/calendar-entry";
import type { IcsLibraries } from "../calendars/ics-libraries";
import { importIcs } from "../calendars/import-ics";
import { toDayRange, type Years, formatYears } from "../calendars/years";
import { toDateParts } from "../time/plain-date";
import { findZoneProblem } from "../time/zone-problem";
import {
  getComingYears,
  formatToday,
  addCalendarFileOptions,
  parseYearsOption,
} from "./calendar-pull";
import { type CalendarFileOptions, writeCalendar } from "./calendar-target";
import type { RegisterCommand } from "./commands";
import type { CliContext } from "./io";
import { withSpinner } from "./in-progress";
import { getErrorMessage } from "./message-of";
import { throwUserError } from "./usage-error";

interface CalendarImportOptions extends CalendarFileOptions {
  readonly years?: Years;
  readonly timezone?: string;
  readonly timed: "dates" | "skip";
}

/** `timetable calendar import FILE`: the dates of an iCalendar file as a calendar file. */
export const registerCalendarImport: RegisterCommand = (program, io) => {
  const command = program
    .command("import")
    .description("Write the dates of an iCalendar file (.ics) into a calendar file.")
    .argument("<file>", "the .ics file")
    .option(
      "-y, --years <years>",
      "only these, such as 2026..2028 (default: this year and 2 more)",
      parseYearsOption,
    )
    .option("-z, --timezone <zone>", "on whose clock times of day are told", parseZoneOption)
    .addOption(
      new Option(
        "--timed <how>",
        "what events with times of day do: take every date they touch, or none",
      )
        .choices(["dates", "skip"])
        .default("dates"),
    );
  addCalendarFileOptions(command)
    .addHelpText(
      "after",
      [
        "",
        "Events of whole days, of several days and recurring ones become dates; cancelled events and",
        "occurrences are left out. Events with times of day are told.",
        "",
        "Examples:",
        "  npm run timetable -- calendar import closures.ics",
        "  npm run timetable -- calendar import freeze.ics --years 2026..2027 --timezone Europe/Berlin",
        "  npm run timetable -- calendar import closures.ics --timed skip --dry-run",
      ].join("\n"),
    )
    .action(async (file: string, options: CalendarImportOptions) => {
      await importCalendar(file, options, io);
    });
};

function parseZoneOption(text: string): string {
  const problem = findZoneProblem(text);
  if (problem === undefined) return text;
  const meant = problem.suggestion === undefined ? "" : ` Write ${problem.suggestion}.`;
  throw new InvalidArgumentError(`${problem.reason}.${meant}`);
}

async function importCalendar(
  file: string,
  options: CalendarImportOptions,
  io: CliContext,
): Promise<void> {
  const years = options.years ?? getComingYears(io);
  const text = readCalendarText(file, io);
  const how = { years, zone: options.timezone, timed: options.timed };
  const work = { what: `reading ${file}`, io, quiet: options.json === true };
  const imported = await withSpinner(work, async () =>
    importIcs(text, await loadIcsLibraries(), how),
  );
  if ("refusal" in imported) {
    return throwUserError(io, `${file} is no iCalendar file: ${imported.refusal}`);
  }
  const { entries, goesOn, notes } = imported;
  const name = path.basename(file).replace(/\.[^.]*$/, "");
  const covered =
    options.years ?? (goesOn ? years : { ...years, last: findLastYear(entries, years) });
  writeCalendar(
    {
      title: `Dates of ${path.basename(file)}, ${formatYears(covered)}.`,
      source: `${path.basename(file)}, imported ${formatToday(io)}`,
      covers: toDayRange(covered),
      entries,
    },
    { name, summary: `${file}, ${formatYears(covered)}: ${entries.length} entries`, notes },
    options,
    io,
  );
}

/** A file vouches for no year behind its last date, unless it says so. */
function findLastYear(entries: readonly CalendarEntry[], { first }: Years): number {
  return Math.max(first, ...entries.map(({ last }) => toDateParts(last).year));
}

async function loadIcsLibraries(): Promise<IcsLibraries> {
  const { default: ical } = await import("ical.js");
  const { tzlib_get_ical_block } = await import("timezones-ical-library");
  return {
    ical,
    zoneRules: (zone) => {
      const block = [tzlib_get_ical_block(zone)].flat()[0];
      return block?.startsWith("BEGIN:VTIMEZONE") === true ? block : undefined;
    },
  };
}

function readCalendarText(file: string, io: CliContext): string {
  try {
    return readFileSync(path.resolve(io.currentFolder, file), "utf8");
  } catch (error) {
    return throwUserError(io, `cannot read ${file}: ${getErrorMessage(error)}`);
  }
}
