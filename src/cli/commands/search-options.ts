import { type Command, InvalidArgumentError, Option } from "commander";
import { findHolidayPlace, listHolidays } from "../../config/calendars";
import type { DemandHistory, RecommendOptions } from "../../recommend";
import type { EpochMinute } from "../../timetable/time";
import { type CliContext, throwUserError, withSpinner } from "../context";
import { loadHolidayLibrary } from "./calendar-pull-and-import";

/** What a recommendation may use, leave short and leave out. */
export interface SearchOptions {
  readonly perInstance: number;
  readonly startUp: number;
  readonly windows: number;
  readonly shortfall: number;
  readonly holidays?: string;
  readonly json?: boolean;
}

/** Adds `--windows`, `--shortfall` and `--holidays`. */
export function addSearchOptions(command: Command): Command {
  return command
    .option("--windows <count>", "the most windows", parseWindowsOption, 6)
    .addOption(
      new Option("--shortfall <share>", "requests that may exceed the capacity in service")
        .default(0.01, "1%")
        .argParser(parseShareOption),
    )
    .option("--holidays <place>", "leave out the public holidays of a country or region, such as DE-BY");
}

function parseWindowsOption(text: string): number {
  if (/^\d{1,2}$/.test(text.trim()) && Number(text) <= 12) return Number(text);
  throw new InvalidArgumentError("It is not a number of windows from 0 to 12.");
}

function parseShareOption(text: string): number {
  const [, percent] = /^(\d{1,2}(?:\.\d+)?) ?%$/.exec(text.trim()) ?? [];
  if (percent !== undefined && Number(percent) <= 50) return Number(percent) / 100;
  throw new InvalidArgumentError("It is not a percentage from 0% to 50%, such as 1%.");
}

/** Reads the options for a history, with the holidays in it. */
export async function readSearchOptions(
  options: SearchOptions,
  history: DemandHistory,
  io: CliContext,
): Promise<RecommendOptions> {
  return {
    perInstance: options.perInstance,
    startUpMinutes: options.startUp,
    shortfall: options.shortfall,
    maxWindows: options.windows,
    holidays: await listHolidayDays(options, history, io),
  };
}

async function listHolidayDays(
  { holidays: text, json }: SearchOptions,
  { start, requests, intervalMinutes }: DemandHistory,
  io: CliContext,
): Promise<ReadonlySet<number>> {
  if (text === undefined) return new Set();
  const work = { what: "loading the holidays", io, quiet: json === true };
  const { library } = await withSpinner(work, () => loadHolidayLibrary(io));
  const place = findHolidayPlace(text, library);
  if ("refusal" in place) return throwUserError(io, ...place.refusal);
  const toDay = (at: EpochMinute) => Math.floor(at / 1440);
  const span = { first: toDay(start) - 1, last: toDay(start + requests.length * intervalMinutes) + 1 };
  const { entries } = listHolidays(library, place, { span, types: ["public"], language: undefined });
  return new Set(
    entries.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, day) => first + day)),
  );
}
