import { InvalidArgumentError } from "commander";
import { hasErrors, type Problem, formatProblem } from "../../problem";
import type { Limits } from "../../timetable";
import {
  type EpochMinute,
  formatInstant,
  formatZoned,
  isKnownZone,
  toDateParts,
  toEpochDay,
} from "../../timetable/time";
import {
  type CliContext,
  exitCodes,
  parseInstantOption,
  printJson,
  type RegisterCommand,
  toProblemsJson,
  withSpinner,
} from "../context";
import {
  countMinutes,
  formatImportedTimetable,
  formatProof,
  type ImportedTarget,
  type ImportedTimetable,
  importSchedules,
  readTargets,
  writeTimetable,
} from "../import";

/** What the command line says. */
interface ImportCommandOptions {
  readonly endpoint?: string;
  readonly resourceId?: string;
  readonly timezone?: string;
  readonly baseline?: Limits;
  readonly into?: string;
  readonly anyway?: boolean;
  readonly now?: EpochMinute;
  readonly json?: boolean;
}

const helpText = [
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
      parseZoneOption,
    )
    .option("--baseline <min-max>", "the limits before any action has fired", parseLimitsOption)
    .option("--into <file>", "write it into this stack file, in place of schedules and baseline")
    .option("--anyway", "write it though it differs")
    .option(
      "--now <instant>",
      "where the two years of the proof begin: ISO with offset",
      parseInstantOption,
    )
    .option("--json", "print JSON")
    .addHelpText("after", helpText)
    .action(async (files: readonly string[], options: ImportCommandOptions) => {
      const work = { what: "comparing two years", io, quiet: options.json === true };
      const found = await withSpinner(work, () => importAll(files, options, io));
      end(printOrWriteResults(found, options, io));
    });
};

function parseZoneOption(text: string): string {
  if (isKnownZone(text)) return text;
  throw new InvalidArgumentError("It is no time zone such as Europe/Berlin.");
}

function parseLimitsOption(text: string): Limits {
  const [, first, second] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [min, max] = [Number(first), Number(second ?? first)];
  if (first !== undefined && min <= max) return { min, max };
  throw new InvalidArgumentError("It is no pair of limits such as 1-4.");
}

/** What came of the sources. */
interface ImportResults {
  readonly timetables: readonly ImportedTimetable[];
  /** What could not be read, or was left out. */
  readonly unread: readonly Problem[];
}

function importAll(
  files: readonly string[],
  options: ImportCommandOptions,
  io: CliContext,
): ImportResults {
  const { targets, problems } = readTargets(files, options, io);
  const results = targets.map((target) =>
    importSchedules(applyBaseline(target, options), getImportSpan(options, io)),
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
function printOrWriteResults(
  { timetables, unread }: ImportResults,
  options: ImportCommandOptions,
  io: CliContext,
): number {
  if (options.json === true) printJson(toImportJson(timetables, unread), io);
  else printResults(timetables, unread, options, io);
  const equal = !hasErrors(unread) && timetables.length > 0 && timetables.every(isEqual);
  if (options.into === undefined) return equal ? exitCodes.ok : exitCodes.differs;
  return hasErrors(unread)
    ? exitCodes.problems
    : writeIntoStack(timetables, options.into, options, io);
}

function applyBaseline(target: ImportedTarget, { baseline }: ImportCommandOptions): ImportedTarget {
  return baseline === undefined ? target : { ...target, initial: baseline };
}

/** Two years from today on. */
function getImportSpan({ now, timezone }: ImportCommandOptions, io: CliContext) {
  const fromDay = Math.floor((now ?? io.now) / 1440);
  const { year, month, day } = toDateParts(fromDay);
  return {
    fromDay,
    toDay: toEpochDay(year + 2, month, day),
    ...(timezone === undefined ? {} : { zone: timezone }),
  };
}

function isEqual({ differences }: ImportedTimetable): boolean {
  return differences?.length === 0;
}

function printResults(
  timetables: readonly ImportedTimetable[],
  unread: readonly Problem[],
  { into }: ImportCommandOptions,
  io: CliContext,
): void {
  const told = [...unread, ...timetables.flatMap(({ problems }) => problems)];
  for (const problem of told) io.err(`${formatProblem(problem)}\n`);
  // What is written into a file is not printed as well.
  if (into === undefined && timetables.length > 0)
    io.out(timetables.map(formatImportedTimetable).join("\n\n"));
}

function writeIntoStack(
  timetables: readonly ImportedTimetable[],
  file: string,
  options: ImportCommandOptions,
  io: CliContext,
): number {
  const [only] = timetables;
  if (only === undefined) return exitCodes.problems;
  if (!isEqual(only) && options.anyway !== true) {
    io.err(
      [
        `${file} stays as it is: the timetable is not what the actions are`,
        ...formatProof(only),
        "write it with --anyway, if that is what you want",
      ].join("\n  "),
    );
    return exitCodes.differs;
  }
  return writeTimetable(only, file, options.endpoint ?? only.target.id, io);
}

function toImportJson(
  timetables: readonly ImportedTimetable[],
  unread: readonly Problem[],
): unknown {
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
              differingMinutes: countMinutes(differences),
              differences: differences.map((one) => ({
                from: formatZoned(zone, one.from),
                to: formatZoned(zone, one.to),
                schedules: one.schedules,
                timetable: one.timetable,
              })),
            }),
        notes,
        problems: toProblemsJson(problems),
      };
    }),
    problems: toProblemsJson(unread),
  };
}
