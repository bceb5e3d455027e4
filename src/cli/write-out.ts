import { writeFileSync } from "node:fs";
import path from "node:path";
import type { CliContext } from "./io";
import { getErrorMessage } from "./message-of";
import { throwUserError } from "./usage-error";

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
