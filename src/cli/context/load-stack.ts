import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type Compilation, compile, type CompiledEndpoint } from "../../compile";
import { createCalendarFileReader } from "../../config/calendars";
import { findClosestMatch } from "../../config/text";
import { mergeProblems, readStackFile } from "../../config/yaml";
import { formatPath, hasErrors, type Problem } from "../../problem";
import { type EpochMinute, parseInstant } from "../../timetable/time";
import { type CliContext, getErrorMessage, throwUserError } from "./cli-context";

/** Which stack file the user means. */
export interface StackChoice {
  readonly file?: string;
  readonly stack?: string;
}

/** A stack file: where it is, and its path as messages give it. */
export interface StackFile {
  readonly fullPath: string;
  readonly shown: string;
}

const defaultStack = "dev";

/**
 * The stack file to read: the one named, else the only one there is, else that of stack dev.
 *
 * Errors: bad usage when both ways of naming are used, or when there is no such stack file
 */
export function findStackFile({ file, stack }: StackChoice, io: CliContext): StackFile {
  if (file !== undefined) {
    if (stack !== undefined)
      throwUserError(io, "--file and --stack name a stack file each: give one");
    return { fullPath: path.resolve(io.currentFolder, file), shown: file };
  }
  const stacks = listStacks(io.projectFolder);
  const [only, ...others] = stacks;
  const chosen = stack ?? (only !== undefined && others.length === 0 ? only : defaultStack);
  if (!stacks.includes(chosen)) throwUnknownStack(chosen, stack !== undefined, stacks, io);
  const name = `Pulumi.${chosen}.yaml`;
  return { fullPath: path.join(io.projectFolder, name), shown: name };
}

/** Names of stacks that have a file in a folder, sorted. */
export function listStacks(folder: string): readonly string[] {
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .toSorted();
}

function throwUnknownStack(
  stack: string,
  asked: boolean,
  stacks: readonly string[],
  io: CliContext,
): never {
  if (stacks.length === 0) {
    return throwUserError(
      io,
      `there is no Pulumi.<stack>.yaml in ${io.projectFolder}`,
      "name a stack file with --file",
    );
  }
  const names = `stacks here: ${stacks.join(", ")}`;
  if (!asked) return throwUserError(io, `there is no Pulumi.${stack}.yaml: say --stack`, names);
  const close = findClosestMatch(stack, stacks);
  return throwUserError(
    io,
    `there is no stack "${stack}": Pulumi.${stack}.yaml is not in ${io.projectFolder}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    names,
  );
}

/**
 * A stack file and the calendar files beside it, wherever they are read from.
 *
 * `shown`:        its name in messages
 * `bytes`:        what is in it
 * `readCalendar`: text of a file whose path is relative to the stack file; undefined when it cannot be read
 */
export interface StackSource {
  readonly shown: string;
  readonly bytes: Uint8Array;
  readonly readCalendar: (file: string) => string | undefined;
}

/**
 * The stack file that the options name, from the disk.
 *
 * Errors: bad usage when it cannot be read
 */
export function readStackFromDisk(choice: StackChoice, io: CliContext): StackSource {
  const { fullPath, shown } = findStackFile(choice, io);
  return {
    shown,
    bytes: readFileOrThrow(fullPath, shown, io),
    readCalendar: createCalendarFileReader(path.dirname(fullPath)),
  };
}

/** A file's bytes. Errors: bad usage, with the reason in words, when it cannot be read */
export function readFileOrThrow(fullPath: string, shown: string, io: CliContext): Uint8Array {
  try {
    return readFileSync(fullPath);
  } catch (error) {
    return throwUserError(io, `cannot read ${shown}: ${explainReadFailure(error)}`);
  }
}

const readFailureReasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "reading it is not permitted",
  EPERM: "reading it is not permitted",
};

function explainReadFailure(error: unknown): string {
  const code =
    typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return readFailureReasons[code] ?? getErrorMessage(error);
}

/** Larger than any stack file or calendar. */
const maxFileBytes = 16 * 1024 * 1024;

/**
 * A stack file as it was committed.
 *
 * In:     `ref`: a branch, tag or commit
 * Out:    undefined when the file is not there in that commit
 * Errors: bad usage when git cannot be run, the folder is in no repository, or there is no such ref
 */
export function readStackFromGit(
  file: StackFile,
  ref: string,
  io: CliContext,
): StackSource | undefined {
  const folder = path.dirname(file.fullPath);
  checkRef(folder, ref, io);
  const bytes = readFromGit(folder, ref, path.basename(file.fullPath));
  if (bytes === undefined) return undefined;
  return {
    shown: `${file.shown} at ${ref}`,
    bytes,
    readCalendar: (calendar) => readFromGit(folder, ref, calendar)?.toString(),
  };
}

function checkRef(folder: string, ref: string, io: CliContext): void {
  const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { status, error, stderr } = runGit(folder, words);
  if (error !== undefined) throwUserError(io, `cannot run git: ${error.message}`);
  if (status === 0) return;
  if (/not a git repository/i.test(stderr.toString())) {
    throwUserError(io, `"${ref}" is no file, and ${folder} is in no git repository`);
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

/** The options that every command about a stack file takes. */
export interface StackOptions {
  readonly file?: string;
  readonly stack?: string;
  readonly endpoint?: string;
  readonly now?: EpochMinute;
  readonly json?: boolean;
}

/** Adds them to a command. */
export function addStackOptions(command: Command): Command {
  return command
    .option("-f, --file <path>", "the stack file to read")
    .option("-s, --stack <name>", "the stack whose Pulumi.<name>.yaml to read")
    .option("-e, --endpoint <name>", "only this endpoint")
    .option("--now <instant>", "the moment that counts as now: ISO with offset", parseInstantOption)
    .option("--json", "print JSON");
}

/**
 * An instant on the command line: ISO 8601 with `Z` or an offset.
 *
 * Errors: commander's, with an example
 */
export function parseInstantOption(text: string): EpochMinute {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  const missing = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$/.test(text.trim());
  throw new InvalidArgumentError(
    missing
      ? "It has no offset, so which moment it means depends on the place; write 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z."
      : "It is not an ISO instant with offset, such as 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z.",
  );
}

/**
 * What a stack file means.
 *
 * Out:    problems of the file's text and of its meaning, errors first
 * Errors: none thrown; see `problems`
 */
export function compileSource(source: StackSource, now: EpochMinute): Compilation {
  const text = decodeUtf8(source.bytes);
  if (text === undefined) return createEmptyCompilation([createNotTextProblem(source.shown)]);
  const file = readStackFile(text);
  const { raw } = file;
  if (raw === undefined) return createEmptyCompilation(mergeProblems(file, []));
  const compilation = compile(raw, { now, readCalendarFile: source.readCalendar });
  return { ...compilation, problems: mergeProblems(file, compilation.problems) };
}

/** Undefined for anything else than text in UTF-8, such as an image. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function createEmptyCompilation(problems: readonly Problem[]): Compilation {
  return { stack: { calendars: {}, guards: {}, tags: {} }, endpoints: {}, problems };
}

function createNotTextProblem(shown: string): Problem {
  return {
    severity: "error",
    code: "stack-file",
    path: shown,
    message: "the file is not text in UTF-8",
    expected: "YAML, as in Pulumi.dev.yaml",
    fix: "save it as UTF-8, or name another file",
  };
}

/**
 * A stack file as a command works on it.
 *
 * `endpoints`: those asked for, in file order
 * `problems`:  what concerns them and the stack as a whole, errors first
 */
export interface LoadedStack {
  readonly shown: string;
  readonly now: EpochMinute;
  readonly compilation: Compilation;
  readonly endpoints: readonly CompiledEndpoint[];
  readonly problems: readonly Problem[];
}

/**
 * Reads and compiles the stack file that the options name.
 *
 * Errors: bad usage when there is no such file or endpoint; what is wrong inside the file is in `problems`
 */
export function loadStack(options: StackOptions, io: CliContext): LoadedStack {
  const stack = loadSource(readStackFromDisk(options, io), options, io);
  const { endpoint } = options;
  const known = Object.keys(stack.compilation.endpoints);
  const mayBeBroken = known.length === 0 && hasErrors(stack.problems);
  if (endpoint !== undefined && !known.includes(endpoint) && !mayBeBroken) {
    throwUnknownEndpoint(endpoint, stack.shown, known, io);
  }
  return stack;
}

/** The same for a stack file from anywhere, in which an endpoint that is asked for may be missing. */
export function loadSource(
  source: StackSource,
  options: StackOptions,
  io: CliContext,
): LoadedStack {
  const now = options.now ?? io.now;
  const compilation = compileSource(source, now);
  const all = Object.values(compilation.endpoints);
  const { endpoint } = options;
  const isAsked = ({ name }: CompiledEndpoint): boolean =>
    endpoint === undefined || name === endpoint;
  const others = all
    .filter((one) => !isAsked(one))
    .map(({ name }) => formatPath(["endpoints", name]));
  return {
    shown: source.shown,
    now,
    compilation,
    endpoints: all.filter(isAsked),
    problems: compilation.problems.filter(
      ({ path }) => !others.some((other) => path === other || isBelow(path, other)),
    ),
  };
}

/** Endpoints that mean something: wrong ones have neither timeline nor plan. */
export function listUsableEndpoints(
  endpoints: readonly CompiledEndpoint[],
): readonly CompiledEndpoint[] {
  return endpoints.filter(({ timeline, plan }) => timeline !== undefined || plan !== undefined);
}

function isBelow(place: string, above: string): boolean {
  return place.startsWith(`${above}.`) || place.startsWith(`${above}[`);
}

function throwUnknownEndpoint(
  name: string,
  shown: string,
  known: readonly string[],
  io: CliContext,
): never {
  const close = findClosestMatch(name, known);
  return throwUserError(
    io,
    `there is no endpoint "${name}" in ${shown}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    known.length === 0 ? "it has no endpoints" : `endpoints: ${known.join(", ")}`,
  );
}
