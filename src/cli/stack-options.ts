import { type Command, InvalidArgumentError } from "commander";
import { type EpochMinute, parseInstant } from "../time/instant";

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
