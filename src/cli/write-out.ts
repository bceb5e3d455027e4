import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Io } from "./io";
import { messageOf } from "./message-of";
import { usageError } from "./usage-error";

/**
 * Prints a whole file, or writes it where the user says.
 *
 * Errors: bad usage when it cannot be written there
 */
export function writeOut(text: string, file: string | undefined, io: Io): void {
  if (file === undefined) {
    io.out(text.replace(/\r?\n$/, ""));
    return;
  }
  try {
    writeFileSync(path.resolve(io.asTyped, file), text);
  } catch (error) {
    usageError(io, `cannot write ${file}: ${messageOf(error)}`);
  }
  io.err(`written: ${file}`);
}
