import { chooseShownZone } from "../../plan/usage";
import { toLocalDay } from "../../report";
import {
  type CalendarEvent,
  formatCalendarFeed,
  listCalendarEvents,
  listFiringEvents,
} from "../../report/calendar-feed";
import { formatPlainMinute, weekdays } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  formatExamples,
  type LoadedStack,
  loadStack,
  printJson,
  type RegisterCommand,
  type StackOptions,
  writeOutput,
} from "../context";

interface IcsOptions extends StackOptions {
  readonly firings?: boolean;
  readonly out?: string;
}

const daysAhead = { events: 364, firings: 60 };

export const registerIcs: RegisterCommand = (program, io, end) => {
  const command = program
    .command("ics")
    .description("Prints windows and exceptions as an iCalendar feed for calendar programs.");
  addStackOptions(command)
    .option("--firings", `list the firings of the next ${daysAhead.firings} days instead`)
    .option("-o, --out <path>", "write to this file")
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- ics --stack prod --out timetable.ics",
        "  npm run -s timetable -- ics --endpoint sentiment --firings > firings.ics",
      ),
    )
    .action(async (options: IcsOptions) => {
      const stack = loadStack(options, io);
      if (endIfErrors(stack, options.json === true, io, end)) return;
      await printFeed(stack, options, io);
    });
};

async function printFeed(stack: LoadedStack, options: IcsOptions, io: CliContext): Promise<void> {
  const { now } = stack;
  const groups = stack.endpoints.map((endpoint) => {
    const today = toLocalDay(endpoint, now);
    const events =
      options.firings === true
        ? listFiringEvents(endpoint, now, now + daysAhead.firings * 1440)
        : listCalendarEvents(endpoint, today, today + daysAhead.events);
    return { name: endpoint.name, zone: chooseShownZone(endpoint), events };
  });
  if (options.json === true) {
    const endpoints = groups.map(
      ({ name, zone, events }) => [name, { timezone: zone, events: events.map(toEventJson) }] as const,
    );
    printJson({ endpoints: Object.fromEntries(endpoints) }, io);
    return;
  }
  writeOutput(await formatCalendarFeed(`timetable ${stack.shown}`, groups, now), options.out, io);
}

function toEventJson(event: CalendarEvent): unknown {
  const { id, summary, description, start, lengthMinutes, weekly } = event;
  return {
    id,
    summary,
    description,
    start: formatPlainMinute(start),
    end: formatPlainMinute(start + lengthMinutes),
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
