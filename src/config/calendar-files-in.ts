import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Reads the calendar files that a stack file names.
 *
 * In:  the stack file's folder; paths in the stack file are relative to it
 * Out: a file's text, undefined when it cannot be read
 */
export function createCalendarFileReader(folder: string): (file: string) => string | undefined {
  return (file) => {
    try {
      return readFileSync(resolve(folder, file), "utf8");
    } catch {
      return undefined;
    }
  };
}
