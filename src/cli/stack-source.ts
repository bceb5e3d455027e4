import { readFileSync } from "node:fs";
import path from "node:path";
import { createCalendarFileReader } from "../config/calendar-files-in";
import { findStackFile, type StackChoice } from "./find-stack-file";
import type { CliContext } from "./io";
import { getErrorMessage } from "./message-of";
import { throwUserError } from "./usage-error";

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
