import type { CliContext } from "./io";

/** Prints one JSON value, indented; the same value gives the same bytes. */
export function printJson(value: unknown, io: CliContext): void {
  io.out(JSON.stringify(value, null, 2));
}
