import { type EpochMinute, toInstant } from "../time/instant";
import { createStatusLine } from "./status-line";

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
