import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes";
import type { CliContext } from "./io";

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
