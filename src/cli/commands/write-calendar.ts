import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import {
  type CalendarChange,
  type CalendarFile,
  compareCalendars,
  extractComments,
  formatCalendarFile,
  hasDoubts,
  type NewCalendar,
  outsideReason,
  parseCalendarFile,
} from "../../config/calendars";
import {
  decodeUtf8,
  explainFileFailure,
  findFileInside,
  maxYamlBytes,
  notTextReason,
  readRegularFile,
} from "../../config/yaml";
import { formatCalendarDate } from "../../report/text";
import { type CliContext, printJson, replaceFile, throwUserError } from "../context";

export interface CalendarFileOptions {
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface CalendarTarget {
  readonly fullPath: string;
  readonly shown: string;
  readonly existing?: string;
}

/**
 * Prints the changes to a calendar file and writes it. Keeps comments at its top, and leaves a file with the
 * same dates from the same source unchanged.
 * @param calendar its `source` ends with today's date
 * @param texts `name`: of the file if --out is absent; `summary` and `notes` are printed, after the calendar's doubts
 * @throws {CommanderError} if the file cannot be written, or exists and is not a calendar file
 */
export function writeCalendar(
  calendar: NewCalendar,
  texts: { readonly name: string; readonly summary: string; readonly notes: readonly string[] },
  options: CalendarFileOptions,
  io: CliContext,
): void {
  const target = findTarget(options.out, texts.name, io);
  const comments = target.existing === undefined ? [] : extractComments(target.existing, calendar.title);
  const text = formatCalendarFile(calendar, comments);
  if (Buffer.byteLength(text) > maxYamlBytes) {
    throwUserError(
      io,
      `the calendar has ${calendar.entries.length} entries, too many for a file`,
      "choose fewer years",
    );
  }
  const now = parseCalendarFile(text, "calendar");
  const before = readExistingCalendar(target, io);
  const changes = compareCalendars(before?.calendar ?? { dates: [] }, now.calendar ?? { dates: [] });
  const same = before !== undefined && isSameCalendar(before, now) && hasDoubts(target.existing ?? "", calendar.doubts);
  const notes = [...calendar.doubts, ...texts.notes];
  const writes = options.dryRun !== true && !same;
  if (options.json !== true) {
    printCalendarChanges({ summary: texts.summary, notes }, { target, changes, same, isNew: before === undefined }, io);
    if (options.dryRun === true) io.out(text.trimEnd());
  }
  if (writes) writeCalendarFile(target, text, io);
  if (options.json === true) {
    const dates = now.calendar?.dates ?? [];
    const { shown: file } = target;
    const { covers } = now.calendar ?? {};
    printJson({ file, written: writes, changes, dates, covers, notes }, io);
  } else if (writes) {
    io.out(`written: ${target.shown}`);
    if (before === undefined) io.out(formatUseHint(target, texts.name));
  }
}

/** Without --out, the file must be in the project: a link there may lead out of it. */
function findTarget(out: string | undefined, name: string, io: CliContext): CalendarTarget {
  const shown = out ?? path.join("calendars", `${name}.yaml`);
  const fullPath = out === undefined ? findFileInside(io.projectFolder, shown) : path.resolve(io.currentFolder, shown);
  if (fullPath === undefined) return throwUserError(io, `cannot write ${shown}: ${outsideReason}`);
  if (!existsSync(fullPath)) return { fullPath, shown };
  const read = readRegularFile(fullPath, maxYamlBytes);
  if ("reason" in read) return throwUserError(io, `cannot read ${shown}: ${read.reason}`);
  const existing = decodeUtf8(read.bytes);
  if (existing === undefined) return throwUserError(io, `cannot read ${shown}: ${notTextReason}`);
  return { fullPath, shown, existing };
}

function readExistingCalendar({ existing, shown }: CalendarTarget, io: CliContext): CalendarFile | undefined {
  if (existing === undefined) return undefined;
  const file = parseCalendarFile(existing, "calendar");
  const [first] = file.problems;
  if (file.calendar !== undefined) return file;
  return throwUserError(
    io,
    `${shown} exists and is not a calendar file: ${first?.message ?? "it cannot be read"}`,
    "name another file with --out, or fix or remove this one",
  );
}

/** Ignores the date at the end of the source. */
function isSameCalendar(before: CalendarFile, now: CalendarFile): boolean {
  return JSON.stringify(toComparable(before)) === JSON.stringify(toComparable(now));
}

function toComparable({ calendar, origin }: CalendarFile): unknown {
  const source = origin?.source?.replace(/ \d{4}-\d{2}-\d{2}$/, "") ?? "";
  return [calendar?.dates, calendar?.covers, source, origin?.region ?? ""];
}

function printCalendarChanges(
  { summary, notes }: { readonly summary: string; readonly notes: readonly string[] },
  against: {
    readonly target: CalendarTarget;
    readonly changes: readonly CalendarChange[];
    readonly same: boolean;
    readonly isNew: boolean;
  },
  io: CliContext,
): void {
  for (const note of notes) io.err(`note: ${note}`);
  io.out(summary);
  const { target, changes, same, isNew } = against;
  if (same) io.out(`${target.shown} has the same dates and is unchanged`);
  if (isNew || same) return;
  io.out(`${target.shown}: ${formatChangeCount(changes)}`);
  for (const change of changes) io.out(`  ${formatChange(change)}`);
}

function formatChangeCount(changes: readonly CalendarChange[]): string {
  const kinds = (["added", "removed", "renamed"] as const).flatMap((kind) => {
    const count = changes.filter(({ change }) => change === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? "date" : "dates"} ${kind}`];
  });
  return kinds.length === 0 ? "no dates added or removed" : kinds.join(", ");
}

const changeSigns = { added: "+", removed: "-", renamed: "~" } as const;

function formatChange(change: CalendarChange): string {
  const day = formatCalendarDate(change.date);
  const name = change.change === "renamed" ? `${change.before} -> ${change.name}` : change.name;
  return `${changeSigns[change.change]} ${day}${name === undefined ? "" : `  ${name}`}`;
}

function writeCalendarFile({ fullPath, shown }: CalendarTarget, text: string, io: CliContext): void {
  const reason = createFolder(path.dirname(fullPath)) ?? replaceFile(fullPath, text);
  if (reason !== undefined) throwUserError(io, `cannot write ${shown}: ${reason}`);
}

/** @returns why it failed */
function createFolder(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    return undefined;
  } catch (error) {
    return explainFileFailure(error);
  }
}

function formatUseHint({ shown }: CalendarTarget, name: string): string {
  return `to use it in a stack file: inference-timetable:calendars: { ${name}: { file: ${shown} } }`;
}
