import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type Compilation, compile, type CompiledEndpoint } from "../../compile";
import { type CalendarFileReader, createCalendarFileReader, outsideReason } from "../../config/calendars";
import { findClosestMatch } from "../../config/text";
import {
  decodeUtf8,
  findProject,
  maxFileBytes,
  maxYamlBytes,
  mergeProblems,
  parseStackFileName,
  type ProjectFile,
  readAwsSettings,
  readRegularFile,
  readStackFile,
  readTextFile,
} from "../../config/yaml";
import { formatPath, hasErrors, type Problem } from "../../problem";
import { maxEndpointsInFull } from "../../report/text";
import { type EpochMinute, formatInstant, parseInstant } from "../../timetable/time";
import { type CliContext, throwUserError } from "./cli-context";
import { findStackFile, type StackChoice, type StackFile } from "./find-stack-file";
import { formatPlannedYears, isWithinPlannedYears } from "./moment";

/**
 * A stack file and the calendar files beside it, from disk or git.
 *
 * `shown`: its name in messages
 */
export interface StackSource {
  readonly shown: string;
  readonly bytes: Uint8Array;
  readonly readCalendar: CalendarFileReader;
  readonly project?: ProjectFile;
}

/** @throws {CommanderError} if the stack file cannot be read */
export function readStackFromDisk(choice: StackChoice, io: CliContext): StackSource {
  const file = findStackFile(choice, io);
  return toStackSource(file, readFileOrThrow(file.fullPath, file.shown, io, maxYamlBytes));
}

/** Takes these bytes for the text of the file. */
export function toStackSource({ shown, project, root }: StackFile, bytes: Uint8Array): StackSource {
  return { shown, bytes, readCalendar: createCalendarFileReader(root), project };
}

/** @throws {CommanderError} with the reason if the file cannot be read */
export function readFileOrThrow(fullPath: string, shown: string, io: CliContext, maxBytes?: number): Uint8Array {
  const read = readRegularFile(fullPath, maxBytes);
  return "bytes" in read ? read.bytes : throwUserError(io, `cannot read ${shown}: ${read.reason}`);
}

/**
 * Reads a stack file from a commit.
 * @param ref a branch, tag or commit
 * @returns undefined if the commit does not have the file
 * @throws {CommanderError} if git cannot run, the folder is not in a repository, or the ref is unknown
 */
export function readStackFromGit(file: StackFile, ref: string, io: CliContext): StackSource | undefined {
  const folder = path.dirname(file.fullPath);
  checkRef(folder, ref, io);
  const bytes = readFromGit(folder, ref, path.basename(file.fullPath));
  if (bytes === undefined) return undefined;
  const readText = (other: string) => readFromGit(folder, ref, path.relative(folder, other))?.toString();
  const { project, root } = findProject(folder, readText) ?? file;
  return {
    shown: `${file.shown} at ${ref}`,
    bytes,
    readCalendar: (calendar) => {
      const other = path.resolve(root, calendar);
      return path.relative(root, other).startsWith("..") ? { reason: outsideReason } : readText(other);
    },
    project,
  };
}

function checkRef(folder: string, ref: string, io: CliContext): void {
  if (ref.includes("\0"))
    throwUserError(io, `"${ref}" is neither a file nor a commit, branch or tag of this repository`);
  const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { status, error, stderr } = runGit(folder, words);
  if (error !== undefined) throwUserError(io, `cannot run git: ${error.message}`);
  if (status === 0) return;
  if (/not a git repository/i.test(stderr.toString())) {
    throwUserError(io, `"${ref}" is not a file, and ${folder} is not in a git repository`);
  }
  throwUserError(io, `"${ref}" is neither a file nor a commit, branch or tag of this repository`);
}

/** `<ref>:./<path>` is relative to the folder that git runs in. */
function readFromGit(folder: string, ref: string, file: string): Buffer | undefined {
  const { status, stdout } = runGit(folder, ["show", "--end-of-options", `${ref}:./${file}`]);
  return status === 0 ? stdout : undefined;
}

function runGit(folder: string, words: readonly string[]): SpawnSyncReturns<Buffer> {
  return spawnSync("git", [...words], { cwd: folder, maxBuffer: maxFileBytes });
}

export interface StackOptions {
  readonly file?: string;
  readonly stack?: string;
  readonly endpoint?: string;
  readonly now?: EpochMinute;
  readonly json?: boolean;
  /** All endpoints in full, however many they are. */
  readonly details?: boolean;
}

/** How commands that summarize many endpoints print all of one. */
export const detailsHint = "add --endpoint NAME, or --details for all endpoints";

/** Of the commands that print many endpoints in one line each. */
export function addDetailsOption(command: Command): Command {
  return command.option("--details", `print all of each endpoint, also of more than ${maxEndpointsInFull}`);
}

/** Whether a command prints each endpoint in one line. */
export function isSummarized(endpoints: readonly unknown[], { details = false }: StackOptions): boolean {
  return endpoints.length > maxEndpointsInFull && !details;
}

export function addStackOptions(command: Command): Command {
  return command
    .option("-f, --file <path>", "the stack file to read")
    .option("-s, --stack <name>", "the stack: reads Pulumi.<name>.yaml")
    .option("-e, --endpoint <name>", "only this endpoint")
    .option("--now <instant>", "the time to use as now: ISO 8601 with an offset", parseInstantOption)
    .option("--json", "print JSON");
}

/** @throws {InvalidArgumentError} unless the text is ISO 8601 with `Z` or an offset */
export function parseInstantOption(text: string): EpochMinute {
  const instant = parseInstant(text);
  if (instant !== undefined && isWithinPlannedYears(instant)) return instant;
  if (instant !== undefined) throw new InvalidArgumentError(`It is not between ${formatPlannedYears()}.`);
  const missing = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$/.test(text.trim());
  throw new InvalidArgumentError(
    missing
      ? "It has no offset, so it is a different instant in each time zone; write 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z."
      : "It is not an ISO 8601 instant with an offset, such as 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z.",
  );
}

/** Parses and compiles a stack file. Never throws: everything wrong is in `problems`, errors first. */
export function compileSource(source: StackSource, now: EpochMinute): Compilation {
  const text = decodeUtf8(source.bytes);
  if (text === undefined) return createEmptyCompilation([createNotTextProblem(source.shown)]);
  const file = readStackFile(text, source.project);
  const { raw } = file;
  if (raw === undefined) return createEmptyCompilation(mergeProblems(file, []));
  const compilation = compile(raw, {
    now,
    region: readAwsSettings(text, source.project).region,
    readCalendarFile: source.readCalendar,
  });
  return { ...compilation, problems: mergeProblems(file, dropMissingEndpoints(compilation.problems, file)) };
}

/** They are there, under a key with the name of another project, which is a problem already. */
function dropMissingEndpoints(
  problems: readonly Problem[],
  file: { readonly problems: readonly Problem[] },
): readonly Problem[] {
  const isExplained = file.problems.some(({ code, path }) => code === "wrong-prefix" && path.includes(":endpoints"));
  return problems.filter(({ code, path }) => !(isExplained && code === "missing-key" && path === "endpoints"));
}

function createEmptyCompilation(problems: readonly Problem[]): Compilation {
  return { stack: { calendars: {}, guards: {}, tags: {} }, endpoints: {}, problems };
}

function createNotTextProblem(shown: string): Problem {
  return {
    severity: "error",
    code: "stack-file",
    path: shown,
    message: "the file is not UTF-8 text",
    expected: "YAML, as in Pulumi.dev.yaml",
    fix: "save it as UTF-8, or name another file",
  };
}

/**
 * A compiled stack file.
 *
 * `endpoints`: the selected ones, in file order
 * `problems`: those of the selected endpoints and of the stack, errors first
 */
export interface LoadedStack {
  readonly shown: string;
  readonly now: EpochMinute;
  readonly compilation: Compilation;
  readonly endpoints: readonly CompiledEndpoint[];
  readonly problems: readonly Problem[];
}

/**
 * Reads and compiles the stack file that the options name; errors in it become `problems`.
 * @throws {CommanderError} if the file or the endpoint does not exist
 */
export function loadStack(options: StackOptions, io: CliContext): LoadedStack {
  const now = options.now ?? findSimulatedNow(findStackFile(options, io), io) ?? io.now;
  const stack = loadSource(readStackFromDisk(options, io), { ...options, now }, io);
  const { endpoint } = options;
  const known = Object.keys(stack.compilation.endpoints);
  const mayBeBroken = known.length === 0 && hasErrors(stack.problems);
  if (endpoint !== undefined && !known.includes(endpoint) && !mayBeBroken) {
    throwUnknownEndpoint(endpoint, stack.shown, known, io);
  }
  return stack;
}

/** Reads the clock of `npm run try` if it has deployed the stack, and prints so. */
function findSimulatedNow({ fullPath, root, project }: StackFile, io: CliContext): EpochMinute | undefined {
  const stack = parseStackFileName(path.basename(fullPath), project);
  const account = readTextFile(path.join(root, ".pulumi-local", stack ?? "", "aws.json"));
  const [, seconds] = /"nowSeconds":(\d+)/.exec(account ?? "") ?? [];
  if (stack === undefined || seconds === undefined) return undefined;
  const now = Math.floor(Number(seconds) / 60);
  io.err(`now is ${formatInstant(now)}, the clock of npm run try; to end it: npm run try -- reset --stack ${stack}`);
  return now;
}

/** Compiles a stack file from disk or git; does not throw if it lacks the selected endpoint. */
export function loadSource(
  source: StackSource,
  { endpoint, now: givenNow }: StackOptions,
  io: CliContext,
): LoadedStack {
  const now = givenNow ?? io.now;
  const compilation = compileSource(source, now);
  const all = Object.values(compilation.endpoints);
  const isSelected = (name: string): boolean => endpoint === undefined || name === endpoint;
  const otherPaths = all.filter(({ name }) => !isSelected(name)).map(({ name }) => formatPath(["endpoints", name]));
  return {
    shown: source.shown,
    now,
    compilation,
    endpoints: all.filter(({ name }) => isSelected(name)),
    problems: compilation.problems.filter(
      ({ path }) => !otherPaths.some((other) => path === other || isBelow(path, other)),
    ),
  };
}

/** Lists the endpoints that compiled: those with errors have neither timeline nor plan. */
export function listUsableEndpoints(endpoints: readonly CompiledEndpoint[]): readonly CompiledEndpoint[] {
  return endpoints.filter(({ timeline, plan }) => timeline !== undefined || plan !== undefined);
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

function throwUnknownEndpoint(name: string, shown: string, known: readonly string[], io: CliContext): never {
  const close = findClosestMatch(name, known);
  return throwUserError(
    io,
    `unknown endpoint "${name}" in ${shown}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    known.length === 0 ? "it has no endpoints" : `endpoints: ${known.join(", ")}`,
  );
}
