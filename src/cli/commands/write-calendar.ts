import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  type CalendarChange,
  type CalendarFile,
  compareCalendars,
  extractComments,
  formatCalendarFile,
  hasDoubts,
  type NewCalendar,
  parseCalendarFile,
} from "../../config/calendars";
import { formatCalendarDate } from "../../report/text";
import { type CliContext, getErrorMessage, printJson, throwUserError } from "../context";

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

function findTarget(out: string | undefined, name: string, io: CliContext): CalendarTarget {
  const shown = out ?? path.join("calendars", `${name}.yaml`);
  const fullPath = path.resolve(out === undefined ? io.projectFolder : io.currentFolder, shown);
  if (!existsSync(fullPath)) return { fullPath, shown };
  try {
    return { fullPath, shown, existing: readFileSync(fullPath, "utf8") };
  } catch (error) {
    return throwUserError(io, `cannot read ${shown}: ${getErrorMessage(error)}`);
  }
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
  try {
    mkdirSync(path.dirname(fullPath), { recursive: true });
    writeFileSync(fullPath, text);
  } catch (error) {
    throwUserError(io, `cannot write ${shown}: ${getErrorMessage(error)}`);
  }
}

function formatUseHint({ shown }: CalendarTarget, name: string): string {
  return `to use it in a stack file: inference-timetable:calendars: { ${name}: { file: ${shown} } }`;
}
