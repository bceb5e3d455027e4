import { type Command, InvalidArgumentError } from "commander";
import { type importIcs, toEventWindows, toWords } from "../../config/calendars";
import type { StackEdit } from "../../config/edit";
import { chooseShownZone } from "../../plan/usage";
import { compareStacks, formatDiff } from "../../report/diff";
import type { Timetable } from "../../timetable";
import { minutesPerDay, toPlainMinute } from "../../timetable/time";
import {
  type CliContext,
  endIfErrors,
  type LoadedStack,
  loadStack,
  printJson,
  type StackOptions,
  throwUserError,
  toProblemsJson,
} from "../context";
import { getWrittenTimetable, listOwnTimetableEdits, writeEdits } from "./write-edits";

export interface EventWindowOptions extends StackOptions {
  readonly min?: number;
  readonly max?: number;
  readonly dryRun?: boolean;
}

export function addEventWindowOptions(command: Command): Command {
  return command
    .option("-e, --endpoint <name>", "with --timed windows: the endpoint whose timetable gets the windows")
    .option("-s, --stack <name>", "with --timed windows: the stack whose Pulumi.<name>.yaml to change")
    .option("-f, --file <path>", "with --timed windows: the stack file to change")
    .option("--min <count>", "with --timed windows: the min of events whose text has no min=4", parseCountOption)
    .option("--max <count>", "with --timed windows: the max of events whose text has no max=12", parseCountOption);
}

function parseCountOption(text: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new InvalidArgumentError("It is not a whole number, such as 6.");
}

interface StackForWindows {
  readonly before: LoadedStack;
  readonly zone: string;
  readonly timetable: Timetable;
}

/** @throws {CommanderError} without an endpoint that has a timetable */
export function loadStackForWindows(options: EventWindowOptions, io: CliContext): StackForWindows {
  if (options.endpoint === undefined) {
    return throwUserError(io, "--timed windows needs an endpoint: name it with --endpoint");
  }
  const before = loadStack(options, io);
  const [endpoint] = before.endpoints;
  const timetable = endpoint?.config?.timetable;
  if (endpoint === undefined || timetable === undefined) {
    return throwUserError(io, `${options.endpoint} has no timetable to add windows to: see timetable check`);
  }
  return { before, zone: chooseShownZone(endpoint), timetable };
}

interface ImportedEvents {
  readonly name: string;
  readonly timed: Extract<ReturnType<typeof importIcs>, { readonly timed: unknown }>["timed"];
  readonly notes: readonly string[];
}

/** Writes the events as dated windows, and removes those of an earlier import that the file no longer has. */
export function writeEventWindows(
  { name, timed, notes }: ImportedEvents,
  { before, zone, timetable }: StackForWindows,
  options: EventWindowOptions,
  io: CliContext,
  end: (exitCode: number) => void,
): void {
  const prefix = toWords(name);
  const firstDay = Math.floor(toPlainMinute(zone, before.now) / minutesPerDay);
  const made = toEventWindows(timed, { prefix, limits: options, firstDay });
  const stale = Object.entries(timetable.windows).flatMap(([key, { starts }]) =>
    key.startsWith(`${prefix}-`) && "dates" in starts && !(key in made.windows) ? [key] : [],
  );
  const changed = { windows: made.windows, removed: stale };
  const written = writeEdits((raw) => listWindowEdits(raw, options.endpoint ?? "", changed), options, before.now, io);
  if ("problems" in written) {
    endIfErrors(written, options.json === true, io, end);
    return;
  }
  const { shown: file, isChanged, after } = written;
  const writes = isChanged && options.dryRun !== true;
  const allNotes = [...notes, ...made.notes];
  if (options.json === true) {
    const problems = toProblemsJson(after.problems);
    printJson({ file, written: writes, ...changed, notes: allNotes, problems }, io);
    return;
  }
  for (const note of allNotes) io.err(`note: ${note}`);
  const today = Math.floor(before.now / minutesPerDay) * minutesPerDay;
  const [diff] = compareStacks(before.endpoints, after.endpoints, today);
  if (isChanged && diff !== undefined) io.out(`${formatDiff(diff, { width: io.columns, color: io.color })}\n`);
  io.out(
    writes ? `written: ${file}` : isChanged ? `not written: ${file}` : `${file} has the same windows and is unchanged`,
  );
}

/** A timetable that others share stays as it is. */
function listWindowEdits(
  raw: unknown,
  endpoint: string,
  { windows, removed }: { readonly windows: Readonly<Record<string, unknown>>; readonly removed: readonly string[] },
): readonly StackEdit[] {
  if (typeof getWrittenTimetable(raw, endpoint) === "string") {
    return listOwnTimetableEdits(raw, endpoint, ["windows", windows]);
  }
  const at = ["endpoints", endpoint, "timetable", "windows"];
  return [
    ...removed.map((key) => ({ path: [...at, key] })),
    ...Object.entries(windows).map(([key, value]) => ({ path: [...at, key], value })),
  ];
}
