import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type CalendarChange, calendarChanges } from "../calendars/calendar-changes";
import { calendarFileText, keptComments, type NewCalendar } from "../calendars/calendar-file-text";
import { type CalendarFile, parseCalendarFile } from "../config/calendar-file";
import { calendarDateText } from "../report/calendar-text";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { messageOf } from "./message-of";
import { usageError } from "./usage-error";

/** The options of the commands that write a calendar file. */
export interface CalendarTargetOptions {
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** A calendar file to be written. */
interface Target {
  readonly fullPath: string;
  readonly shown: string;
  readonly existing?: string;
}

/**
 * Writes a calendar file, and says before which dates come and go against what it held.
 *
 * A file that holds the same dates from the same source stays as it is, so that pulling again changes
 * nothing; comments at its top are kept.
 *
 * In:     `name`: the file's name where none is asked for; `summary`, `notes`: lines to tell; the source
 *         ends with the day it was taken on
 * Errors: bad usage when the file cannot be written, or is there and is no calendar file
 */
export function writeCalendar(
  calendar: NewCalendar,
  told: { readonly name: string; readonly summary: string; readonly notes: readonly string[] },
  options: CalendarTargetOptions,
  io: Io,
): void {
  const target = targetOf(options.out, told.name, io);
  const comments =
    target.existing === undefined ? [] : keptComments(target.existing, calendar.title);
  const text = calendarFileText(calendar, comments);
  const now = parseCalendarFile(text, "calendar");
  const before = readExisting(target, io);
  const changes = calendarChanges(before?.calendar ?? { dates: [] }, now.calendar ?? { dates: [] });
  const same = before !== undefined && sameCalendar(before, now);
  const writes = options.dryRun !== true && !same;
  if (options.json !== true) {
    tell(told, { target, changes, same, isNew: before === undefined }, io);
    if (options.dryRun === true) io.out(text.trimEnd());
  }
  if (writes) write(target, text, io);
  if (options.json === true) {
    const dates = now.calendar?.dates ?? [];
    const { shown: file } = target;
    printJson(
      { file, written: writes, changes, dates, covers: now.calendar?.covers, notes: told.notes },
      io,
    );
  } else if (writes) {
    io.out(`written: ${target.shown}`);
    if (before === undefined) io.out(useHint(target, told.name));
  }
}

function targetOf(out: string | undefined, name: string, io: Io): Target {
  const shown = out ?? path.join("calendars", `${name}.yaml`);
  const fullPath = path.resolve(out === undefined ? io.folder : io.asTyped, shown);
  if (!existsSync(fullPath)) return { fullPath, shown };
  try {
    return { fullPath, shown, existing: readFileSync(fullPath, "utf8") };
  } catch (error) {
    return usageError(io, `cannot read ${shown}: ${messageOf(error)}`);
  }
}

function readExisting({ existing, shown }: Target, io: Io): CalendarFile | undefined {
  if (existing === undefined) return undefined;
  const file = parseCalendarFile(existing, "calendar");
  const [first] = file.problems;
  if (file.calendar !== undefined) return file;
  return usageError(
    io,
    `${shown} is there already, and is no calendar file: ${first?.message ?? "it cannot be read"}`,
    "name another file with --out, or correct or remove this one",
  );
}

/** The day it was taken on does not count. */
function sameCalendar(before: CalendarFile, now: CalendarFile): boolean {
  return JSON.stringify(undated(before)) === JSON.stringify(undated(now));
}

function undated({ calendar, origin }: CalendarFile): unknown {
  const source = origin?.source?.replace(/ \d{4}-\d{2}-\d{2}$/, "") ?? "";
  return [calendar?.dates, calendar?.covers, source, origin?.region ?? ""];
}

function tell(
  { summary, notes }: { readonly summary: string; readonly notes: readonly string[] },
  against: {
    readonly target: Target;
    readonly changes: readonly CalendarChange[];
    readonly same: boolean;
    readonly isNew: boolean;
  },
  io: Io,
): void {
  for (const note of notes) io.err(`note: ${note}`);
  io.out(summary);
  const { target, changes, same, isNew } = against;
  if (same) io.out(`${target.shown} holds the same dates and stays as it is`);
  if (isNew || same) return;
  io.out(`${target.shown}: ${countText(changes)}`);
  for (const change of changes) io.out(`  ${changeText(change)}`);
}

function countText(changes: readonly CalendarChange[]): string {
  const kinds = (["added", "removed", "renamed"] as const).flatMap((kind) => {
    const count = changes.filter(({ change }) => change === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? "date" : "dates"} ${kind}`];
  });
  return kinds.length === 0 ? "no date is added or removed" : kinds.join(", ");
}

const signs = { added: "+", removed: "-", renamed: "~" } as const;

function changeText(change: CalendarChange): string {
  const day = calendarDateText(change.date);
  const name = change.change === "renamed" ? `${change.before} -> ${change.name}` : change.name;
  return `${signs[change.change]} ${day}${name === undefined ? "" : `  ${name}`}`;
}

function write({ fullPath, shown }: Target, text: string, io: Io): void {
  try {
    mkdirSync(path.dirname(fullPath), { recursive: true });
    writeFileSync(fullPath, text);
  } catch (error) {
    usageError(io, `cannot write ${shown}: ${messageOf(error)}`);
  }
}

function useHint({ shown }: Target, name: string): string {
  return `in a stack file: inference-timetable:calendars: { ${name}: { file: ${shown} } }`;
}
