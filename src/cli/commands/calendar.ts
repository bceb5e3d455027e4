import { existsSync } from "node:fs";
import path from "node:path";
import { type CalendarFile, parseCalendarFile } from "../../config/calendars";
import { findClosestMatch } from "../../config/text";
import { decodeUtf8, maxYamlBytes, notTextReason } from "../../config/yaml";
import { formatPath } from "../../problem";
import { type CalendarUse, findLastKnownDay, formatCalendar, type ReportedCalendar } from "../../report/text";
import { isKnownZone, parsePlainDate, toPlainMinute, toWeekday } from "../../timetable/time";
import {
  type CliContext,
  findStackFile,
  formatExamples,
  getExitCode,
  listStacks,
  type LoadedStack,
  loadSource,
  parseInstantOption,
  printJson,
  printProblems,
  readFileOrThrow,
  readStackFromDisk,
  type RegisterCommand,
  type StackOptions,
  type StackSource,
  throwUserError,
  toProblemsJson,
} from "../context";
import { registerCalendarImport, registerCalendarPull } from "./calendar-pull-and-import";

const registerCalendarShow: RegisterCommand = (program, io, end) => {
  program
    .command("show")
    .description("Shows a calendar: its dates, the endpoints that use it, and how far it reaches.")
    .argument("<calendar>", "a calendar's name in the stack file, or a calendar file")
    .option("-f, --file <path>", "the stack file to read")
    .option("-s, --stack <name>", "the stack: reads Pulumi.<name>.yaml")
    .option("--now <instant>", "the time to use as now: ISO 8601 with an offset", parseInstantOption)
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- calendar show bavaria --stack prod",
        "  npm run timetable -- calendar show calendars/de-by.yaml",
        "  npm run -s timetable -- calendar show bavaria --stack prod --json",
      ),
    )
    .action((word: string, options: StackOptions) => {
      const isFile = /\.ya?ml$/i.test(word) || existsSync(path.resolve(io.currentFolder, word));
      const found = isFile ? findCalendarInFile(word, options, io) : findCalendarInStack(word, options, io);
      const { problems } = found.file;
      if (options.json === true) printJson(toCalendarJson(found, options, io), io);
      else printCalendar(found, options, io);
      end(getExitCode(problems));
    });
};

interface FoundCalendar {
  readonly title: string;
  readonly shown: string;
  readonly file: CalendarFile;
  readonly uses: readonly CalendarUse[];
  readonly zone: string;
}

function findCalendarInStack(name: string, options: StackOptions, io: CliContext): FoundCalendar {
  const source = readStackFromDisk(options, io);
  const stack = loadSource(source, options, io);
  const { calendars, timezone = "UTC" } = stack.compilation.stack;
  const calendar = Object.hasOwn(calendars, name) ? calendars[name] : undefined;
  if (calendar === undefined) return throwUnknownCalendar(name, stack, io);
  const uses = listUses(stack, (used) => used === name);
  if ("dates" in calendar) {
    const dates = calendar.dates.map((date) => ({ date }));
    const title = `${name}, dates in ${stack.shown}`;
    return { title, shown: stack.shown, file: { calendar: { dates }, origin: {}, problems: [] }, uses, zone: timezone };
  }
  const text = source.readCalendar(calendar.file) ?? { reason: "no such file" };
  if (typeof text !== "string") {
    return throwUserError(io, `cannot read ${calendar.file}, the file of ${name} in ${stack.shown}: ${text.reason}`);
  }
  const file = parseCalendarFile(text, formatPath(["calendars", name, "file"]));
  return { title: `${name}, ${calendar.file}`, shown: stack.shown, file, uses, zone: timezone };
}

/** Looks for uses of the file in the named stack, or in all stacks. */
function findCalendarInFile(word: string, options: StackOptions, io: CliContext): FoundCalendar {
  const fullPath = path.resolve(io.currentFolder, word);
  const text = decodeUtf8(readFileOrThrow(fullPath, word, io, maxYamlBytes));
  if (text === undefined) return throwUserError(io, `cannot read ${word}: ${notTextReason}`);
  const named = options.file !== undefined || options.stack !== undefined;
  const choices = named ? [options] : listStacks(io).map((stack) => ({ stack }));
  const stacks = choices.map((choice) => {
    const { root } = findStackFile(choice, io);
    const source: StackSource = readStackFromDisk(choice, io);
    return { root, stack: loadSource(source, { ...options, ...choice }, io) };
  });
  const uses = stacks.flatMap(({ root, stack }) => {
    const { calendars } = stack.compilation.stack;
    return listUses(stack, (name) => {
      const calendar = calendars[name];
      const isFile = calendar !== undefined && "file" in calendar;
      return isFile && path.resolve(root, calendar.file) === fullPath;
    });
  });
  const zone = stacks[0]?.stack.compilation.stack.timezone ?? "UTC";
  return { title: word, shown: word, file: parseCalendarFile(text, word), uses, zone };
}

function listUses(stack: LoadedStack, isUsed: (name: string) => boolean): readonly CalendarUse[] {
  return Object.values(stack.compilation.endpoints).flatMap(({ name, config }) =>
    (config?.timetable?.exceptions ?? []).flatMap(({ on, use }) =>
      "calendar" in on && isUsed(on.calendar) ? [{ stack: stack.shown, endpoint: name, use }] : [],
    ),
  );
}

function throwUnknownCalendar(name: string, stack: LoadedStack, io: CliContext): never {
  const names = Object.keys(stack.compilation.stack.calendars);
  const close = findClosestMatch(name, names);
  return throwUserError(
    io,
    `unknown calendar "${name}" in ${stack.shown}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    names.length === 0 ? "it has no calendars" : `calendars: ${names.join(", ")}`,
  );
}

function getLocalToday({ zone }: FoundCalendar, { now }: StackOptions, io: CliContext): number {
  const at = now ?? io.now;
  return Math.floor(toPlainMinute(isKnownZone(zone) ? zone : "UTC", at) / 1440);
}

function printCalendar(found: FoundCalendar, options: StackOptions, io: CliContext): void {
  const { title, shown, file, uses } = found;
  printProblems(file.problems, shown, io);
  if (file.calendar === undefined) return;
  const reported: ReportedCalendar = { title, calendar: file.calendar, origin: file.origin ?? {}, uses };
  io.out(formatCalendar(reported, getLocalToday(found, options, io)));
}

function toCalendarJson(found: FoundCalendar, options: StackOptions, io: CliContext): unknown {
  const { title, file, uses } = found;
  const { calendar, origin = {}, problems } = file;
  const last = calendar === undefined ? undefined : findLastKnownDay(calendar);
  return {
    calendar: title,
    ...origin,
    ...(calendar?.covers === undefined ? {} : { covers: calendar.covers }),
    ...(last === undefined ? {} : { daysLeft: last - getLocalToday(found, options, io) }),
    usedBy: uses,
    dates: (calendar?.dates ?? []).flatMap(({ date, name }) => {
      const day = parsePlainDate(date);
      if (day === undefined) return [];
      return [{ date, weekday: toWeekday(day), ...(name === undefined ? {} : { name }) }];
    }),
    problems: toProblemsJson(problems),
  };
}

export const registerCalendar: RegisterCommand = (program, io, end) => {
  const command = program
    .command("calendar")
    .description("Pulls holidays, imports iCalendar files, and shows calendars.")
    .usage("COMMAND [options]")
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- calendar pull DE-BY",
        "  npm run timetable -- calendar import closures.ics",
        "  npm run timetable -- calendar show bavaria --stack prod",
      ),
    );
  for (const register of [registerCalendarPull, registerCalendarImport, registerCalendarShow]) {
    register(command, io, end);
  }
  for (const inner of command.commands) {
    inner.showHelpAfterError(`(timetable calendar ${inner.name()} --help shows its options)`);
  }
};
