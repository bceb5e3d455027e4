import { InvalidArgumentError } from "commander";
import { formatProblem, hasErrors, type Problem } from "../../problem";
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
  "Prints YAML for a stack file, one part for each target. Its first lines say whether the timetable",
  "and the actions set the same limits at every minute of two years, or list where they differ.",
  "Exit codes: 0 equal, 1 different or unreadable, 2 for bad usage.",
  "",
  "Examples:",
  "  npm run timetable -- import Pulumi.prod.yaml --endpoint fraud",
  "  npm run timetable -- import Pulumi.prod.yaml --endpoint fraud --into Pulumi.prod.yaml",
  "  terraform show -json > state.json && npm run timetable -- import state.json",
  "  aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker \\",
  "    > actions.json && npm run timetable -- import actions.json --baseline 1-4",
].join("\n");

export const registerImport: RegisterCommand = (program, io, end) => {
  program
    .command("import")
    .description("Turns scheduled actions into a timetable and proves by replay that they are equal.")
    .argument("<file...>", "stack files, or JSON from terraform show -json or the AWS CLI")
    .option("-e, --endpoint <name>", "only this endpoint of a stack file; with --into, the endpoint to write to")
    .option("--resource-id <id>", "only the target with this resource id")
    .option("--timezone <zone>", "the time zone of the timetable (default: one of the actions' zones)", parseZoneOption)
    .option("--baseline <min-max>", "the limits before any action fires", parseLimitsOption)
    .option("--into <file>", "write the timetable to this stack file; replaces schedules and baseline")
    .option("--anyway", "write even if it differs from the actions")
    .option("--now <instant>", "the start of the two years: ISO 8601 with an offset", parseInstantOption)
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
  throw new InvalidArgumentError("It is not a time zone such as Europe/Berlin.");
}

function parseLimitsOption(text: string): Limits {
  const [, first, second] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [min, max] = [Number(first), Number(second ?? first)];
  if (first !== undefined && min <= max) return { min, max };
  throw new InvalidArgumentError("It is not a min-max pair such as 1-4.");
}

/** `unread`: what could not be read, or was skipped. */
interface ImportResults {
  readonly timetables: readonly ImportedTimetable[];
  readonly unread: readonly Problem[];
}

function importAll(files: readonly string[], options: ImportCommandOptions, io: CliContext): ImportResults {
  const { targets, problems } = readTargets(files, options, io);
  const results = targets.map((target) => importSchedules(applyBaseline(target, options), getImportSpan(options, io)));
  return {
    timetables: results.flatMap((result) => ("draft" in result ? [result] : [])),
    unread: [...problems, ...results.flatMap((result) => ("draft" in result ? [] : result.problems))],
  };
}

/** @returns the exit code */
function printOrWriteResults(
  { timetables, unread }: ImportResults,
  options: ImportCommandOptions,
  io: CliContext,
): number {
  if (options.json === true) printJson(toImportJson(timetables, unread), io);
  else printResults(timetables, unread, options, io);
  const equal = !hasErrors(unread) && timetables.length > 0 && timetables.every(isEqual);
  if (options.into === undefined) return equal ? exitCodes.ok : exitCodes.differs;
  return hasErrors(unread) ? exitCodes.problems : writeIntoStack(timetables, options.into, options, io);
}

function applyBaseline(target: ImportedTarget, { baseline }: ImportCommandOptions): ImportedTarget {
  return baseline === undefined ? target : { ...target, initial: baseline };
}

function getImportSpan({ now, timezone }: ImportCommandOptions, io: CliContext) {
  const fromDay = Math.floor((now ?? io.now) / 1440);
  const { year, month, day } = toDateParts(fromDay);
  return { fromDay, toDay: toEpochDay(year + 2, month, day), ...(timezone === undefined ? {} : { zone: timezone }) };
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
  const problems = [...unread, ...timetables.flatMap((timetable) => timetable.problems)];
  for (const problem of problems) io.err(`${formatProblem(problem)}\n`);
  if (into === undefined && timetables.length > 0) {
    io.out(timetables.map(formatImportedTimetable).join("\n\n"));
  }
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
        `${file} is unchanged: the timetable differs from the actions`,
        ...formatProof(only),
        "to write it anyway, add --anyway",
      ].join("\n  "),
    );
    return exitCodes.differs;
  }
  return writeTimetable(only, file, options.endpoint ?? only.target.id, io);
}

function toImportJson(timetables: readonly ImportedTimetable[], unread: readonly Problem[]): unknown {
  return {
    targets: timetables.map((imported) => {
      const { target, draft, differences, from, to, notes, problems } = imported;
      const zone = draft.timezone;
      return {
        id: target.id,
        unit: target.unit,
        actions: target.actions.length,
        equal: isEqual(imported),
        compared: { from: formatInstant(from), to: formatInstant(to) },
        timetable: draft,
        ...(differences === undefined
          ? {}
          : {
              differingMinutes: countMinutes(differences),
              differences: differences.map(({ from: start, to: end, schedules, timetable }) => ({
                from: formatZoned(zone, start),
                to: formatZoned(zone, end),
                schedules,
                timetable,
              })),
            }),
        notes,
        problems: toProblemsJson(problems),
      };
    }),
    problems: toProblemsJson(unread),
  };
}
