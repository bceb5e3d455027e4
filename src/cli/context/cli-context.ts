import {
  chmodSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { type Command, CommanderError } from "commander";
import { chooseShownZone, type ReportedEndpoint } from "../../plan/usage";
import {
  formatProblemCount,
  hasErrors,
  type Problem,
  formatProblemBody,
  formatProblem,
} from "../../problem";
import { findOverrideState } from "../../report";
import { type EpochMinute, formatZoned, toInstant } from "../../timetable/time";

/** What went wrong, from whatever was thrown. */
export function getErrorMessage(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error
    ? String(error.message)
    : String(error);
}

/** The text of a file. Out: undefined where it cannot be read, or is no text in UTF-8 */
export function readTextFile(file: string): string | undefined {
  try {
    const bytes = readFileSync(file);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Puts a text in a file's place, whole or not at all: it is written beside the file first. Links are
 * followed, and permissions stay.
 *
 * Out: why it could not be written; undefined where it was
 */
export function replaceFile(file: string, text: string): string | undefined {
  try {
    const target = realpathSync(file);
    const beside = `${target}.${process.pid}.new`;
    try {
      writeFileSync(beside, text);
      chmodSync(beside, statSync(target).mode);
      renameSync(beside, target);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    return undefined;
  } catch (error) {
    return `cannot write ${file}: ${getErrorMessage(error)}`;
  }
}

/** What `timetableSection` tells a script. `differs`: with `diff --exit-code` and of `drift`, as the `diff` command does; `unread`: AWS could not be read. Source of 70: sysexits.h, EX_SOFTWARE. */
export const exitCodes = { ok: 0, problems: 1, differs: 1, usage: 2, unread: 2, bug: 70 } as const;

/** The parts of stderr that matter here. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** `status` shows a line that the next one replaces; `erase` takes it away before anything else is printed. */
interface StatusLine {
  readonly status?: (text: string) => void;
  readonly erase: () => void;
}

/**
 * A line on a terminal that the next one replaces: none where there is no terminal, and in CI, whose logs
 * keep everything.
 *
 * Source: CI is set by GitHub Actions, GitLab and others,
 *         https://docs.github.com/en/actions/reference/workflows-and-actions/variables, read 2026-11-24;
 *         2K erases the line, ECMA-48 8.3.41
 */
export function createStatusLine(
  terminal: Terminal,
  env: Readonly<Record<string, string | undefined>>,
): StatusLine {
  const seen = terminal.isTTY === true && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
  if (!seen) return { erase: () => undefined };
  let shown = "";
  const status = (text: string): void => {
    if (text === shown) return;
    terminal.write(`\r\u001b[2K${text}`);
    shown = text;
  };
  return { status, erase: () => status("") };
}

/**
 * What a command may know of the world around it; everything else is an argument.
 *
 * `folder`:  where stack files are looked for
 * `asTyped`: the folder that paths on the command line are relative to
 * `formatColumns`: width to stay within
 * `isTerminal`: whether somebody sees what is printed at once
 * `status`:  shows a line that the next one replaces, an empty one to end with; absent where nobody sees it
 */
export interface CliContext {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly projectFolder: string;
  readonly currentFolder: string;
  readonly now: EpochMinute;
  readonly columns: number;
  readonly color: boolean;
  readonly isTerminal: boolean;
  readonly status?: (text: string) => void;
}

/**
 * The terminal, clock and folder of this process.
 *
 * `npm run` moves into the folder of package.json, so paths that the user typed are relative to the
 * folder npm started in.
 *
 * Source: INIT_CWD, https://docs.npmjs.com/cli/v10/commands/npm-run-script, read 2026-11-24
 */
export function createProcessContext(): CliContext {
  const { stdout, env } = process;
  const npmFolder = env["npm_lifecycle_event"] === "timetable" ? env["INIT_CWD"] : undefined;
  const { erase, ...line } = createStatusLine(process.stderr, env);
  const printTo = (stream: NodeJS.WriteStream) => (text: string) => {
    erase();
    stream.write(`${text}\n`);
  };
  return {
    out: printTo(stdout),
    err: printTo(process.stderr),
    projectFolder: process.cwd(),
    currentFolder: npmFolder ?? process.cwd(),
    now: toInstant(new Date()),
    columns: clampColumns(stdout.columns ?? Number(env["COLUMNS"])),
    color: isColorEnabled(stdout.isTTY, env),
    isTerminal: Boolean(stdout.isTTY),
    ...line,
  };
}

/** A terminal's width within what the grids are made for; 80 where nothing is known. */
function clampColumns(columns: number): number {
  return Number.isFinite(columns) && columns > 0 ? Math.min(160, Math.max(40, columns)) : 80;
}

/** Source: https://no-color.org and https://force-color.org, read 2026-11-24 */
function isColorEnabled(isTty: boolean, env: NodeJS.ProcessEnv): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0" && forced !== "false";
  return isTty && env["TERM"] !== "dumb";
}

/**
 * Ends the command: it was called in a wrong way, or what it was pointed at is not there.
 *
 * In:     one sentence that quotes what the user typed, then lines with what would be right
 * Errors: throws what `runCommandLine` turns into exit code 2
 */
export function throwUserError(io: CliContext, ...lines: readonly string[]): never {
  io.err([`error: ${lines[0] ?? ""}`, ...lines.slice(1)].join("\n  "));
  throw new CommanderError(exitCodes.usage, "timetable.usage", lines[0] ?? "");
}

/** Something that may take a while; `silentLogger`: nothing is shown, as with --json. */
export interface SpinnerOptions {
  readonly what: string;
  readonly io: CliContext;
  readonly quiet: boolean;
}

/**
 * Does some work, and shows meanwhile on a terminal what it is, and how long it has taken.
 *
 * Errors: those of the work; the line is gone then too
 */
export async function withSpinner<T>(
  { what, io, quiet }: SpinnerOptions,
  work: () => T | Promise<T>,
): Promise<T> {
  const { status } = io;
  if (status === undefined || quiet) return work();
  status(`${what} …`);
  let seconds = 0;
  const clock = setInterval(() => {
    seconds += 1;
    status(`${what} … ${seconds} s`);
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(clock);
    status("");
  }
}

/** Prints one JSON value, indented; the same value gives the same bytes. */
export function printJson(value: unknown, io: CliContext): void {
  io.out(JSON.stringify(value, null, 2));
}

/** A problem in the JSON form of each command. */
export interface ProblemJson {
  readonly severity: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The JSON form: what follows the heading in one `message`. */
export function toProblemsJson(problems: readonly Problem[]): readonly ProblemJson[] {
  return problems.map((problem) => ({
    severity: problem.severity,
    code: problem.code,
    path: problem.path,
    message: formatProblemBody(problem),
  }));
}

/** Prints problems to stderr, and how many there are. Out: nothing is printed for none. */
export function printProblems(problems: readonly Problem[], shown: string, io: CliContext): void {
  if (problems.length === 0) return;
  for (const problem of problems) io.err(`${formatProblem(problem)}\n`);
  io.err(`${shown}: ${formatProblemCount(problems)}`);
}

/**
 * Where the stack file has errors, tells the problems in the command's form and ends the command.
 *
 * Out: whether there were errors
 */
export function endIfErrors(
  { problems, shown }: { readonly problems: readonly Problem[]; readonly shown: string },
  json: boolean,
  io: CliContext,
  end: (exitCode: number) => void,
): boolean {
  if (!hasErrors(problems)) return false;
  if (json) printJson({ problems: toProblemsJson(problems) }, io);
  else printProblems(problems, shown, io);
  end(exitCodes.problems);
  return true;
}

/** 1 where any problem is an error, else 0. */
export function getExitCode(problems: readonly Problem[]): number {
  return hasErrors(problems) ? exitCodes.problems : exitCodes.ok;
}

/** The JSON form of the override that is in force or still to come. Out: empty where there is none */
export function toOverrideJson(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
): { readonly override?: unknown } {
  const state = findOverrideState(endpoint, now);
  if (state === undefined) return {};
  const zone = chooseShownZone(endpoint);
  return {
    override: {
      ...state,
      from: formatZoned(zone, state.from),
      until: formatZoned(zone, state.until),
    },
  };
}

/**
 * Prints a whole file, or writes it where the user says.
 *
 * Errors: bad usage when it cannot be written there
 */
export function writeOutput(text: string, file: string | undefined, io: CliContext): void {
  if (file === undefined) {
    io.out(text.replace(/\r?\n$/, ""));
    return;
  }
  try {
    writeFileSync(path.resolve(io.currentFolder, file), text);
  } catch (error) {
    throwUserError(io, `cannot write ${file}: ${getErrorMessage(error)}`);
  }
  io.err(`written: ${file}`);
}

/** Adds one command to the program; its action calls `endTransition` with the exit code when that is not 0. */
export type RegisterCommand = (
  program: Command,
  io: CliContext,
  end: (exitCode: number) => void,
) => void;
