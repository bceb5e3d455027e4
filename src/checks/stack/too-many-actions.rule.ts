import { maxScheduledActionsPerTarget } from "../../aws/facts";
import type { ScheduledAction } from "../../plan/cron";
import { planTimetable } from "../../plan/endpoint";
import { formatLayerName } from "../../plan/schedule";
import { buildTimeline, type Calendar, type Named, type PlainDateText, type Timetable } from "../../timetable";
import { type EpochDay, formatPlainDate, minutesPerDay, toDateParts } from "../../timetable/time";
import { type EndpointContext, type EndpointRule, getPlainNow } from "./context";

const maxNamedWindows = 3;

/** Refuses plans with more scheduled actions than AWS keeps for one target. */
export const checkTooManyActions: EndpointRule = (context) => {
  const { path, plan, sections } = context;
  if (plan === undefined || plan.actions.length <= maxScheduledActionsPerTarget) return [];
  const hasSchedules = sections.schedules !== undefined;
  return [
    {
      severity: "error",
      code: "too-many-actions",
      path: `${path}.${hasSchedules ? "schedules" : "timetable"}`,
      message: hasSchedules
        ? `the endpoint has ${plan.actions.length} schedules`
        : `the timetable needs ${plan.actions.length} scheduled actions, most of them for ${describeCostlyWindows(context, plan.actions)}`,
      expected: `at most ${maxScheduledActionsPerTarget}, the AWS quota per scalable target`,
      fix: hasSchedules ? "remove schedules" : suggestSavings(context),
    },
  ];
};

/** Names the windows that need the most actions. */
function describeCostlyWindows(context: EndpointContext, actions: readonly ScheduledAction[]): string {
  const windows = Object.keys(context.sections.timetable?.windows ?? {});
  const found = actions.flatMap(({ name }) => findWindowsInName(name, windows));
  return windows
    .map((window) => ({ window, count: found.filter((name) => name === window).length }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, maxNamedWindows)
    .map(({ window, count }) => `"${window}" (${count})`)
    .join(", ");
}

/** Finds the windows in an action's name (`batch+office-mon-fri`), preferring the longest match. */
function findWindowsInName(actionName: string, windows: readonly string[]): readonly string[] {
  const matches = windows.filter((window) => {
    const prefix = formatLayerName(window);
    return actionName === prefix || ["+", "-"].some((end) => actionName.startsWith(prefix + end));
  });
  const [window] = matches.toSorted((a, b) => b.length - a.length);
  if (window === undefined) return [];
  const rest = actionName.slice(formatLayerName(window).length);
  return [window, ...(rest.startsWith("+") ? findWindowsInName(rest.slice(1), windows) : [])];
}

/** A way to need fewer actions, and the timetable or calendars that it gives. */
interface Cure {
  readonly label: string;
  readonly timetable?: Timetable;
  readonly calendars?: Named<Calendar>;
}

/** Lists what saves actions, with the number that it leaves, fewest first. */
function suggestSavings(context: EndpointContext): string {
  const { sections, calendars, timezone, plan, now } = context;
  const config = sections.timetable;
  if (config === undefined || plan === undefined || timezone === undefined) return "use fewer windows";
  const cures = listCures(config, calendars, Math.floor(getPlainNow(context) / minutesPerDay))
    .map(({ label, timetable = config, calendars: dates = calendars }) => {
      const timeline = buildTimeline(timetable, dates, timezone);
      return {
        label,
        count: planTimetable(timeline, { ...config, reassertEveryMinutes: "never" }, now).actions.length,
      };
    })
    .filter(({ count }) => count < plan.actions.length)
    .toSorted((a, b) => a.count - b.count)
    .map(({ label, count }) => `${label} (${count} actions)`);
  return cures.length === 0 ? "use fewer windows or limits" : cures.join(", or ");
}

function listCures(config: Timetable, calendars: Named<Calendar>, today: EpochDay): readonly Cure[] {
  const yearEnd = `${toDateParts(today).year}-12-31`;
  const nextYearEnd = `${toDateParts(today).year + 1}-12-31`;
  const isOver = (date: PlainDateText): boolean => date < formatPlainDate(today);
  const withoutOver = config.exceptions.map((exception) =>
    "dates" in exception.on
      ? { ...exception, on: { dates: exception.on.dates.filter((date) => !isOver(date)) } }
      : exception,
  );
  return [
    {
      label: "remove dates that are over",
      timetable: { ...config, exceptions: withoutOver },
      calendars: filterDates(calendars, (date) => !isOver(date)),
    },
    ...[nextYearEnd, yearEnd].map((end) => ({
      label: `end calendars on ${end}`,
      calendars: filterDates(calendars, (date) => date <= end),
    })),
    {
      label: "write use: baseline for every exception",
      timetable: { ...config, exceptions: config.exceptions.map(({ on }) => ({ on, use: "baseline" as const })) },
    },
    { label: "begin and end windows on the full hour, where several share the time", timetable: roundWindows(config) },
  ];
}

function filterDates(calendars: Named<Calendar>, keep: (date: PlainDateText) => boolean): Named<Calendar> {
  return Object.fromEntries(
    Object.entries(calendars).map(([name, calendar]) => {
      return [name, { ...calendar, dates: calendar.dates.filter(({ date }) => keep(date)) }];
    }),
  );
}

/** Windows that begin and end on the full hour. */
function roundWindows(config: Timetable): Timetable {
  const round = (minute: number): number => Math.round(minute / 60) * 60;
  const windows = Object.entries(config.windows).map(([name, window]) => {
    const from = round(window.fromMinute) % minutesPerDay;
    return [name, { ...window, fromMinute: from, lengthMinutes: Math.max(60, round(window.lengthMinutes)) }] as const;
  });
  return { ...config, windows: Object.fromEntries(windows) };
}
