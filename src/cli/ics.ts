import { calendarEvents, type CalendarEvent, firingEvents } from "../report/calendar-events";
import { calendarFeed } from "../report/calendar-feed";
import { shownZone } from "../report/reported-endpoint";
import { dateAt } from "../report/week-text";
import { formatPlainMinute } from "../time/plain-time";
import { weekdays } from "../time/weekday";
import type { RegisterCommand } from "./commands";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { loadStack, type LoadedStack } from "./load-stack";
import { endedByErrors } from "./problems-output";
import { type StackOptions, withStackOptions } from "./stack-options";
import { writeOut } from "./write-out";

interface IcsOptions extends StackOptions {
  readonly firings?: boolean;
  readonly out?: string;
}

/** Days ahead that single events and firings are told for. */
const aheadDays = { events: 364, firings: 60 };

/** `timetable ics`: windows, exceptions and firings as a calendar feed. */
export const registerIcs: RegisterCommand = (program, io, end) => {
  const command = program
    .command("ics")
    .description("Windows and exceptions as a calendar that calendar programs subscribe to.");
  withStackOptions(command)
    .option("--firings", `the firings of the next ${aheadDays.firings} days instead`)
    .option("-o, --out <path>", "write to a file")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npm run timetable -- ics --stack prod --out timetable.ics",
        "  npm run -s timetable -- ics --endpoint sentiment --firings > firings.ics",
      ].join("\n"),
    )
    .action(async (options: IcsOptions) => {
      const stack = loadStack(options, io);
      if (endedByErrors(stack, options.json === true, io, end)) return;
      await printFeed(stack, options, io);
    });
};

async function printFeed(stack: LoadedStack, options: IcsOptions, io: Io): Promise<void> {
  const { now } = stack;
  const groups = stack.endpoints.map((endpoint) => {
    const today = dateAt(endpoint, now);
    const events =
      options.firings === true
        ? firingEvents(endpoint, now, now + aheadDays.firings * 1440)
        : calendarEvents(endpoint, today, today + aheadDays.events);
    return { name: endpoint.name, zone: shownZone(endpoint), events };
  });
  if (options.json === true) {
    const answers = groups.map(
      ({ name, zone, events }) =>
        [name, { timezone: zone, events: events.map(eventJson) }] as const,
    );
    printJson({ endpoints: Object.fromEntries(answers) }, io);
    return;
  }
  writeOut(await calendarFeed(`timetable ${stack.shown}`, groups, now), options.out, io);
}

function eventJson({ id, summary, description, start, length, weekly }: CalendarEvent): unknown {
  return {
    id,
    summary,
    description,
    start: formatPlainMinute(start),
    end: formatPlainMinute(start + length),
    ...(weekly === undefined
      ? {}
      : {
          weekly: {
            days: weekly.days.map((day) => weekdays[day]),
            except: weekly.except.map(formatPlainMinute),
            ...(weekly.until === undefined ? {} : { until: formatPlainMinute(weekly.until) }),
          },
        }),
  };
}
