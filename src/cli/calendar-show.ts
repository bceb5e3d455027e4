import { existsSync } from "node:fs";
import path from "node:path";
import { type CalendarFile, parseCalendarFile } from "../config/calendar-file";
import { nearest } from "../config/nearest";
import { pathText } from "../config/path-text";
import {
  calendarText,
  type CalendarUse,
  lastKnownDay,
  type ReportedCalendar,
} from "../report/calendar-text";
import { parsePlainDate, weekdayOf } from "../time/plain-date";
import { toPlainMinute, zoneIsKnown } from "../time/zone";
import type { RegisterCommand } from "./commands";
import { findStackFile, stacksIn } from "./find-stack-file";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { loadSource, type LoadedStack } from "./load-stack";
import { exitCodeOf, printProblems, problemsJson } from "./problems-output";
import { instantOption, type StackOptions } from "./stack-options";
import { stackOnDisk, type StackSource } from "./stack-source";
import { textOnDisk } from "./text-on-disk";
import { usageError } from "./usage-error";

/** `timetable calendar show NAME`: a calendar's dates, who uses it, and how long it reaches. */
export const registerCalendarShow: RegisterCommand = (program, io, end) => {
  program
    .command("show")
    .description("The dates of a calendar, which endpoints use it, and how long it reaches.")
    .argument("<calendar>", "its name in the stack file, or a calendar file")
    .option("-f, --file <path>", "the stack file to read")
    .option("-s, --stack <name>", "the stack whose Pulumi.<name>.yaml to read")
    .option("--now <instant>", "the moment that counts as now: ISO with offset", instantOption)
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npm run timetable -- calendar show bavaria --stack prod",
        "  npm run timetable -- calendar show calendars/de-by.yaml",
        "  npm run -s timetable -- calendar show bavaria --stack prod --json",
      ].join("\n"),
    )
    .action((word: string, options: StackOptions) => {
      const isFile = /\.ya?ml$/i.test(word) || existsSync(path.resolve(io.asTyped, word));
      const found = isFile ? fromFile(word, options, io) : fromStack(word, options, io);
      const { problems } = found.file;
      if (options.json === true) printJson(calendarJson(found, options, io), io);
      else print(found, options, io);
      end(exitCodeOf(problems));
    });
};

/** A calendar that was asked for: where its file is, what is in it, and the stacks that may use it. */
interface Found {
  readonly title: string;
  readonly shown: string;
  readonly file: CalendarFile;
  readonly uses: readonly CalendarUse[];
  readonly zone: string;
}

function fromStack(name: string, options: StackOptions, io: Io): Found {
  const source = stackOnDisk(options, io);
  const stack = loadSource(source, options, io);
  const { calendars, timezone = "UTC" } = stack.compilation.stack;
  const calendar = calendars[name];
  if (calendar === undefined) return noSuchCalendar(name, stack, io);
  const uses = usesOf(stack, (used) => used === name);
  if ("dates" in calendar) {
    const dates = calendar.dates.map((date) => ({ date }));
    const title = `${name}, dates in ${stack.shown}`;
    return {
      title,
      shown: stack.shown,
      file: { calendar: { dates }, origin: {}, problems: [] },
      uses,
      zone: timezone,
    };
  }
  const text = source.readCalendar(calendar.file);
  if (text === undefined) {
    return usageError(
      io,
      `${stack.shown} names ${calendar.file} for ${name}, which cannot be read`,
    );
  }
  const file = parseCalendarFile(text, pathText(["calendars", name, "file"]));
  return { title: `${name}, ${calendar.file}`, shown: stack.shown, file, uses, zone: timezone };
}

/** A file is looked for in all stacks, or in the one that is named. */
function fromFile(word: string, options: StackOptions, io: Io): Found {
  const fullPath = path.resolve(io.asTyped, word);
  const text = textOnDisk(fullPath);
  if (text === undefined) return usageError(io, `cannot read ${word}: there is no such text file`);
  const named = options.file !== undefined || options.stack !== undefined;
  const choices = named ? [options] : stacksIn(io.folder).map((stack) => ({ stack }));
  const stacks = choices.map((choice) => {
    const folder = path.dirname(findStackFile(choice, io).fullPath);
    const source: StackSource = stackOnDisk(choice, io);
    return { folder, stack: loadSource(source, { ...options, ...choice }, io) };
  });
  const uses = stacks.flatMap(({ folder, stack }) => {
    const { calendars } = stack.compilation.stack;
    return usesOf(stack, (name) => {
      const calendar = calendars[name];
      const isFile = calendar !== undefined && "file" in calendar;
      return isFile && path.resolve(folder, calendar.file) === fullPath;
    });
  });
  const zone = stacks[0]?.stack.compilation.stack.timezone ?? "UTC";
  return { title: word, shown: word, file: parseCalendarFile(text, word), uses, zone };
}

function usesOf(stack: LoadedStack, isMeant: (name: string) => boolean): readonly CalendarUse[] {
  return Object.values(stack.compilation.endpoints).flatMap(({ name, config }) =>
    (config?.timetable?.exceptions ?? []).flatMap(({ on, use }) =>
      "calendar" in on && isMeant(on.calendar) ? [{ stack: stack.shown, endpoint: name, use }] : [],
    ),
  );
}

function noSuchCalendar(name: string, stack: LoadedStack, io: Io): never {
  const names = Object.keys(stack.compilation.stack.calendars);
  const close = nearest(name, names);
  return usageError(
    io,
    `there is no calendar "${name}" in ${stack.shown}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    names.length === 0 ? "it has no calendars" : `calendars: ${names.join(", ")}`,
  );
}

function today({ zone }: Found, { now }: StackOptions, io: Io): number {
  const at = now ?? io.now;
  return Math.floor(toPlainMinute(zoneIsKnown(zone) ? zone : "UTC", at) / 1440);
}

function print(found: Found, options: StackOptions, io: Io): void {
  const { title, shown, file, uses } = found;
  printProblems(file.problems, shown, io);
  if (file.calendar === undefined) return;
  const reported: ReportedCalendar = {
    title,
    calendar: file.calendar,
    origin: file.origin ?? {},
    uses,
  };
  io.out(calendarText(reported, today(found, options, io)));
}

function calendarJson(found: Found, options: StackOptions, io: Io): unknown {
  const { title, file, uses } = found;
  const { calendar, origin = {}, problems } = file;
  const last = calendar === undefined ? undefined : lastKnownDay(calendar);
  return {
    calendar: title,
    ...origin,
    ...(calendar?.covers === undefined ? {} : { covers: calendar.covers }),
    ...(last === undefined ? {} : { daysLeft: last - today(found, options, io) }),
    usedBy: uses,
    dates: (calendar?.dates ?? []).flatMap(({ date, name }) => {
      const day = parsePlainDate(date);
      if (day === undefined) return [];
      return [{ date, weekday: weekdayOf(day), ...(name === undefined ? {} : { name }) }];
    }),
    problems: problemsJson(problems),
  };
}
