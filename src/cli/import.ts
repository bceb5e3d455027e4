import { InvalidArgumentError } from "commander";
import { type ImportedTimetable, importSchedules } from "../import-schedules/import-schedules";
import type { ImportedTarget } from "../import-schedules/imported-target";
import { importText, proofLines } from "../import-schedules/import-text";
import { minutesOf } from "../import-schedules/compare-limits";
import { hasErrors, type Problem, problemText } from "../problem";
import { type EpochMinute, formatInstant, formatZoned } from "../time/instant";
import { datePartsOf, epochDayOf } from "../time/plain-date";
import { zoneIsKnown } from "../time/zone";
import type { Limits } from "../config/config";
import type { RegisterCommand } from "./commands";
import { exitCodes } from "./exit-codes";
import { importTargets } from "./import-targets";
import { inProgress } from "./in-progress";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { problemsJson } from "./problems-output";
import { instantOption } from "./stack-options";
import { writeTimetable } from "./write-timetable";

/** What the command line says. */
interface ImportOptions {
  readonly endpoint?: string;
  readonly resourceId?: string;
  readonly timezone?: string;
  readonly baseline?: Limits;
  readonly into?: string;
  readonly anyway?: boolean;
  readonly now?: EpochMinute;
  readonly json?: boolean;
}

const help = [
  "",
  "Prints a piece of a stack file for each target. Its first lines say whether the timetable",
  "and the actions give the same limits at every minute of two years, or where they differ.",
  "Exit code: 0 equal, 1 different or unreadable, 2 for bad usage.",
  "",
  "Examples:",
  "  npm run timetable -- import Pulumi.prod.yaml --endpoint fraud",
  "  npm run timetable -- import Pulumi.prod.yaml --endpoint fraud --into Pulumi.prod.yaml",
  "  terraform show -json > state.json && npm run timetable -- import state.json",
  "  aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker \\",
  "    > actions.json && npm run timetable -- import actions.json --baseline 1-4",
].join("\n");

/** `timetable import`: scheduled actions as windows, proven by replay. */
export const registerImport: RegisterCommand = (program, io, end) => {
  program
    .command("import")
    .description(
      "Turns scheduled actions into a timetable, and proves by replay that both are equal.",
    )
    .argument(
      "<file...>",
      "stack files, or the JSON that terraform show -json or the AWS CLI prints",
    )
    .option(
      "-e, --endpoint <name>",
      "only this endpoint of a stack file; with --into, where to put it",
    )
    .option("--resource-id <id>", "only the target with this resource id")
    .option(
      "--timezone <zone>",
      "the zone of the timetable, if not one of the actions'",
      zoneOption,
    )
    .option("--baseline <min-max>", "the limits before any action has fired", limitsOption)
    .option("--into <file>", "write it into this stack file, in place of schedules and baseline")
    .option("--anyway", "write it though it differs")
    .option(
      "--now <instant>",
      "where the two years of the proof begin: ISO with offset",
      instantOption,
    )
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (files: readonly string[], options: ImportOptions) => {
      const work = { what: "comparing two years", io, quiet: options.json === true };
      const found = await inProgress(work, () => importAll(files, options, io));
      end(tell(found, options, io));
    });
};

function zoneOption(text: string): string {
  if (zoneIsKnown(text)) return text;
  throw new InvalidArgumentError("It is no time zone such as Europe/Berlin.");
}

function limitsOption(text: string): Limits {
  const [, first, second] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [min, max] = [Number(first), Number(second ?? first)];
  if (first !== undefined && min <= max) return { min, max };
  throw new InvalidArgumentError("It is no pair of limits such as 1-4.");
}

/** What came of the sources. */
interface Imported {
  readonly timetables: readonly ImportedTimetable[];
  /** What could not be read, or was left out. */
  readonly unread: readonly Problem[];
}

function importAll(files: readonly string[], options: ImportOptions, io: Io): Imported {
  const { targets, problems } = importTargets(files, options, io);
  const results = targets.map((target) =>
    importSchedules(withBaseline(target, options), span(options, io)),
  );
  return {
    timetables: results.flatMap((result) => ("draft" in result ? [result] : [])),
    unread: [
      ...problems,
      ...results.flatMap((result) => ("draft" in result ? [] : result.problems)),
    ],
  };
}

/** Prints or writes what was found. Out: the exit code */
function tell({ timetables, unread }: Imported, options: ImportOptions, io: Io): number {
  if (options.json === true) printJson(importJson(timetables, unread), io);
  else printImported(timetables, unread, options, io);
  const equal = !hasErrors(unread) && timetables.length > 0 && timetables.every(isEqual);
  if (options.into === undefined) return equal ? exitCodes.ok : exitCodes.differs;
  return hasErrors(unread) ? exitCodes.problems : writeInto(timetables, options.into, options, io);
}

function withBaseline(target: ImportedTarget, { baseline }: ImportOptions): ImportedTarget {
  return baseline === undefined ? target : { ...target, initial: baseline };
}

/** Two years from today on. */
function span({ now, timezone }: ImportOptions, io: Io) {
  const fromDay = Math.floor((now ?? io.now) / 1440);
  const { year, month, day } = datePartsOf(fromDay);
  return {
    fromDay,
    toDay: epochDayOf(year + 2, month, day),
    ...(timezone === undefined ? {} : { zone: timezone }),
  };
}

function isEqual({ differences }: ImportedTimetable): boolean {
  return differences?.length === 0;
}

function printImported(
  timetables: readonly ImportedTimetable[],
  unread: readonly Problem[],
  { into }: ImportOptions,
  io: Io,
): void {
  const told = [...unread, ...timetables.flatMap(({ problems }) => problems)];
  for (const problem of told) io.err(`${problemText(problem)}\n`);
  // What is written into a file is not printed as well.
  if (into === undefined && timetables.length > 0) io.out(timetables.map(importText).join("\n\n"));
}

function writeInto(
  timetables: readonly ImportedTimetable[],
  file: string,
  options: ImportOptions,
  io: Io,
): number {
  const [only] = timetables;
  if (only === undefined) return exitCodes.problems;
  if (!isEqual(only) && options.anyway !== true) {
    io.err(
      [
        `${file} stays as it is: the timetable is not what the actions are`,
        ...proofLines(only),
        "write it with --anyway, if that is what you want",
      ].join("\n  "),
    );
    return exitCodes.differs;
  }
  return writeTimetable(only, file, options.endpoint ?? only.target.id, io);
}

function importJson(timetables: readonly ImportedTimetable[], unread: readonly Problem[]): unknown {
  return {
    targets: timetables.map((imported) => {
      const { target, draft, differences, from, to, notes, problems } = imported;
      const zone = draft.timezone;
      return {
        id: target.id,
        actions: target.actions.length,
        equal: isEqual(imported),
        compared: { from: formatInstant(from), to: formatInstant(to) },
        timetable: draft,
        ...(differences === undefined
          ? {}
          : {
              differingMinutes: minutesOf(differences),
              differences: differences.map((one) => ({
                from: formatZoned(zone, one.from),
                to: formatZoned(zone, one.to),
                schedules: one.schedules,
                timetable: one.timetable,
              })),
            }),
        notes,
        problems: problemsJson(problems),
      };
    }),
    problems: problemsJson(unread),
  };
}
