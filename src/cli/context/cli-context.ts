import path from "node:path";
import { type Command, CommanderError } from "commander";
import { chooseShownZone, type ReportedEndpoint } from "../../plan/usage";
import {
  escapeControls,
  formatProblem,
  formatProblemBody,
  formatProblemCount,
  hasErrors,
  joinEqualProblems,
  type Problem,
  problemsHint,
} from "../../problem";
import { findOverrideState } from "../../report";
import { type EpochMinute, formatZoned, toInstant } from "../../timetable/time";
import { replaceFile } from "./replace-file";

/** The message of anything that was thrown. */
export function getErrorMessage(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
}

/** Exit codes. `differs`: `drift`, and `diff --exit-code`; `unread`: AWS cannot be read; 70 is EX_SOFTWARE of sysexits.h. */
export const exitCodes = { ok: 0, problems: 1, differs: 1, usage: 2, unread: 2, bug: 70 } as const;

interface Terminal {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** `erase` clears the line before anything else is printed. */
interface StatusLine {
  readonly status?: (text: string) => void;
  readonly erase: () => void;
}

/**
 * Creates a terminal line that each new status replaces; none without a terminal, or in CI, whose logs keep
 * every line.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables for `CI`; ECMA-48 8.3.41 for 2K
 */
export function createStatusLine(terminal: Terminal, env: Readonly<Record<string, string | undefined>>): StatusLine {
  const isVisible = terminal.isTTY === true && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
  if (!isVisible) return { erase: () => undefined };
  let shown = "";
  const status = (text: string): void => {
    if (text === shown) return;
    terminal.write(`\r\u001b[2K${text}`);
    shown = text;
  };
  return { status, erase: () => status("") };
}

/**
 * The environment of a command: terminal, clock and folders.
 *
 * `projectFolder`: has the stack files
 * `currentFolder`: paths on the command line are relative to it
 * `environment`: where Pulumi keeps the selected stack; absent to select none
 * `columns`: width of the output
 * `status`: replaces the status line, an empty text clears it; absent without a terminal
 */
export interface CliContext {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly projectFolder: string;
  readonly currentFolder: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly now: EpochMinute;
  readonly columns: number;
  readonly color: boolean;
  readonly isTerminal: boolean;
  readonly status?: (text: string) => void;
}

/** The colors of a drawn week, and the end of a color. */
const colorCodes = /(\u001b\[3[3-69]m)/;

/** Makes all control characters visible that a command prints, except its own colors. */
export function escapeOutput(io: CliContext): CliContext {
  const escape = (text: string): string =>
    text
      .split(colorCodes)
      .map((part, index) => (io.color && index % 2 === 1 ? part : escapeControls(part)))
      .join("");
  const { status } = io;
  return {
    ...io,
    out: (text) => {
      // The lines of a calendar feed end with CR and LF.
      io.out(text.split("\r\n").map(escape).join("\r\n"));
    },
    err: (text) => {
      io.err(escape(text));
    },
    ...(status === undefined
      ? {}
      : {
          status: (text) => {
            status(escapeControls(text, ""));
          },
        }),
  };
}

/**
 * Reads the terminal, clock and folders of this process.
 *
 * `npm run` changes to the folder of package.json; INIT_CWD is the folder in which the user typed.
 * @see https://docs.npmjs.com/cli/v10/commands/npm-run-script
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
    environment: env,
    now: toInstant(new Date()),
    columns: clampColumns(stdout.columns ?? Number(env["COLUMNS"])),
    color: isColorEnabled(stdout.isTTY, env),
    isTerminal: Boolean(stdout.isTTY),
    ...line,
  };
}

/** The grids need 40 to 160 columns. */
function clampColumns(columns: number): number {
  return Number.isFinite(columns) && columns > 0 ? Math.min(160, Math.max(40, columns)) : 80;
}

/** @see https://no-color.org and https://force-color.org */
function isColorEnabled(isTty: boolean, env: NodeJS.ProcessEnv): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0" && forced !== "false";
  return isTty && env["TERM"] !== "dumb";
}

/**
 * Applies the options that every command takes, at any place before `--`.
 * @returns the other words
 */
export function applyProgramOptions(
  words: readonly string[],
  io: CliContext,
): { readonly io: CliContext; readonly rest: readonly string[] } {
  const [word, next, ...others] = words;
  if (word === undefined || word === "--") return { io, rest: words };
  const [, joined] = /^--cwd=(.+)$/.exec(word) ?? [];
  if (joined !== undefined) return applyProgramOptions(words.slice(1), changeFolder(io, joined));
  if (word === "--cwd" && next !== undefined) return applyProgramOptions(others, changeFolder(io, next));
  if (word === "--color" || word === "--no-color") {
    return applyProgramOptions(words.slice(1), { ...io, color: word === "--color" });
  }
  const applied = applyProgramOptions(words.slice(1), io);
  return { io: applied.io, rest: [word, ...applied.rest] };
}

function changeFolder(io: CliContext, folder: string): CliContext {
  const changed = path.resolve(io.currentFolder, folder);
  return { ...io, projectFolder: changed, currentFolder: changed };
}

/**
 * Prints a usage error and ends the command.
 * @param lines one sentence that quotes what the user typed, then hints
 * @throws {CommanderError} that `runCommandLine` turns into exit code 2
 */
export function throwUserError(io: CliContext, ...lines: readonly string[]): never {
  io.err([`error: ${lines[0] ?? ""}`, ...lines.slice(1)].join("\n  "));
  throw new CommanderError(exitCodes.usage, "timetable.usage", lines[0] ?? "");
}

/** A slow task. `what`: its name, asked for each second. `quiet`: show nothing, as with --json */
export interface SpinnerOptions {
  readonly what: string | (() => string);
  readonly io: CliContext;
  readonly quiet: boolean;
}

/** Runs a task and shows its name and elapsed seconds on the status line, which is cleared in the end. */
export async function withSpinner<T>({ what, io, quiet }: SpinnerOptions, work: () => T | Promise<T>): Promise<T> {
  const { status } = io;
  if (status === undefined || quiet) return work();
  const getName = typeof what === "string" ? () => what : what;
  status(`${getName()} …`);
  let seconds = 0;
  const clock = setInterval(() => {
    seconds += 1;
    status(`${getName()} … ${seconds} s`);
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(clock);
    status("");
  }
}

export function printJson(value: unknown, io: CliContext): void {
  // Outside of its strings, JSON has no character that is escaped.
  io.out(escapeControls(JSON.stringify(value, null, 2)));
}

export interface ProblemJson {
  readonly severity: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** Converts problems to the JSON form of every command; `message` is all that follows the heading. */
export function toProblemsJson(problems: readonly Problem[]): readonly ProblemJson[] {
  return problems.map((problem) => ({
    severity: problem.severity,
    code: problem.code,
    path: problem.path,
    message: formatProblemBody(problem),
  }));
}

/** Prints problems and their count to stderr; prints nothing if there are none. */
export function printProblems(problems: readonly Problem[], shown: string, io: CliContext): void {
  if (problems.length === 0) return;
  for (const problem of joinEqualProblems(problems)) io.err(`${formatProblem(problem)}\n`);
  io.err(`${shown}: ${formatProblemCount(problems)}; ${problemsHint}`);
}

/**
 * Prints the problems and sets exit code 1 if any is an error.
 * @returns whether any is an error
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

/** @returns 1 if any problem is an error, else 0 */
export function getExitCode(problems: readonly Problem[]): number {
  return hasErrors(problems) ? exitCodes.problems : exitCodes.ok;
}

/** Converts the current or next override to JSON; empty if there is none. */
export function toOverrideJson(endpoint: ReportedEndpoint, now: EpochMinute): { readonly override?: unknown } {
  const state = findOverrideState(endpoint, now);
  if (state === undefined) return {};
  const zone = chooseShownZone(endpoint);
  const { unit: _unit, ...rest } = state;
  return { override: { ...rest, from: formatZoned(zone, state.from), until: formatZoned(zone, state.until) } };
}

/**
 * Prints a text, or writes it to a file.
 * @throws {CommanderError} if the file cannot be written
 */
export function writeOutput(text: string, file: string | undefined, io: CliContext): void {
  if (file === undefined) {
    io.out(text.replace(/\r?\n$/, ""));
    return;
  }
  const reason = replaceFile(path.resolve(io.currentFolder, file), text);
  if (reason !== undefined) throwUserError(io, `cannot write ${file}: ${reason}`);
  io.err(`written: ${file}`);
}

/** Adds a command to the program; its action calls `end` with any exit code but 0. */
export type RegisterCommand = (program: Command, io: CliContext, end: (exitCode: number) => void) => void;

/** What a command's help ends with. */
export function formatExamples(...lines: readonly string[]): string {
  return ["", "Examples:", ...lines].join("\n");
}
