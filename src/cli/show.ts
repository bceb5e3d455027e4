import { InvalidArgumentError } from "commander";
import type { CompiledEndpoint } from "../compile";
import type { RegisterCommand } from "./commands";
import { monthsText } from "../report/cost-text";
import { averageMonth, type MonthOfUse, monthsOfUse } from "../report/months-of-use";
import { nextChanges } from "../report/next-firings";
import { previewText } from "../report/preview-text";
import { shownZone } from "../report/reported-endpoint";
import { mondayOf } from "../report/monday";
import { dateAt, realWeek, realWeekText } from "../report/week-text";
import { type EpochMinute, formatInstant, formatZoned } from "../time/instant";
import { datePartsOf, type EpochDay, formatPlainDate, parsePlainDate } from "../time/plain-date";
import { formatPlainMinute } from "../time/plain-time";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { loadStack, type LoadedStack, understood } from "./load-stack";
import { overrideJson } from "./override-json";
import { exitCodeOf, printProblems, problemsJson } from "./problems-output";
import { type StackOptions, withStackOptions } from "./stack-options";

interface ShowOptions extends StackOptions {
  readonly week?: EpochDay;
  readonly months?: boolean;
}

/** Changes of limits that are shown or listed. */
const changesListed = 12;

/** `timetable show`: the week as a grid, special dates, next changes, instance-hours and cost. */
export const registerShow: RegisterCommand = (program, io, end) => {
  const command = program
    .command("show")
    .description("The week as a grid, special dates, next changes, instance-hours and cost.");
  withStackOptions(command)
    .option("-w, --week <date>", "the real week that holds a date, exceptions included", dateOption)
    .option("--months", "the coming twelve months with their instance-hours and cost")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npm run timetable -- show",
        "  npm run timetable -- show --stack prod --endpoint sentiment --week 2026-12-21",
        "  npm run timetable -- show --stack prod --months",
        "  npm run -s timetable -- show --json",
      ].join("\n"),
    )
    .action((options: ShowOptions) => {
      const stack = loadStack(options, io);
      const shown = understood(stack.endpoints);
      if (options.json === true) printJson(showJson(stack, shown, options.week), io);
      else {
        printProblems(stack.problems, stack.shown, io);
        io.out(shown.map((one) => showText(one, stack.now, options, io)).join("\n\n\n"));
      }
      end(exitCodeOf(stack.problems));
    });
};

function dateOption(text: string): EpochDay {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidArgumentError("It is not a date such as 2026-12-21.");
  return day;
}

function showText(
  endpoint: CompiledEndpoint,
  now: EpochMinute,
  { week, months }: ShowOptions,
  io: Io,
): string {
  const draw = { width: io.columns, colour: io.colour };
  const parts = [
    ...(week === undefined
      ? []
      : [`${endpoint.name}: ${realWeekText(endpoint, mondayOf(week), draw)}`]),
    ...(months === true ? [`${endpoint.name}:\n${monthsText(comingMonths(endpoint, now))}`] : []),
  ];
  return parts.length > 0 ? parts.join("\n\n") : previewText(endpoint, { ...draw, now });
}

/** Twelve, the present one first. */
function comingMonths(endpoint: CompiledEndpoint, now: EpochMinute): readonly MonthOfUse[] {
  const { year, month } = datePartsOf(dateAt(endpoint, now));
  return monthsOfUse(endpoint, { year, month }, 12);
}

function showJson(
  stack: LoadedStack,
  shown: readonly CompiledEndpoint[],
  week: EpochDay | undefined,
): unknown {
  const endpoints = shown.map((one) => [one.name, endpointJson(one, stack.now, week)] as const);
  return { endpoints: Object.fromEntries(endpoints), problems: problemsJson(stack.problems) };
}

function endpointJson(
  endpoint: CompiledEndpoint,
  now: EpochMinute,
  week: EpochDay | undefined,
): unknown {
  const at = now;
  const today = dateAt(endpoint, at);
  const monday = mondayOf(week ?? today);
  const zone = shownZone(endpoint);
  const months = comingMonths(endpoint, now);
  const search = { from: at, to: at + 60 * 1440, count: changesListed };
  return {
    timezone: zone,
    ...overrideJson(endpoint, at),
    week: {
      from: formatPlainDate(monday),
      segments: realWeek(endpoint, monday).map((segment) => ({
        from: formatPlainMinute(monday * 1440 + segment.from),
        to: formatPlainMinute(monday * 1440 + segment.to),
        min: segment.limits.min,
        max: segment.limits.max,
        because: segment.because,
      })),
    },
    nextChanges: nextChanges(endpoint, search).map((firing) => ({
      at: formatInstant(firing.at),
      local: formatZoned(zone, firing.at),
      action: firing.action,
      min: firing.limits.min,
      max: firing.limits.max,
    })),
    months,
    averageMonth: averageMonth(months),
  };
}
