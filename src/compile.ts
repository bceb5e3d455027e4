import { endpointRules, partialTimetableRules } from "./checks";
import type { EndpointContext } from "./checks/check";
import { type PriceLookup, findPriceLookup, applyPrice } from "./config/asked-prices";
import { parseCalendarFile } from "./config/calendar-file";
import type {
  Calendar,
  EndpointSections,
  Timetable,
  EndpointConfig,
  Named,
  StackConfig,
} from "./config/config";
import { sortProblems } from "./config/file-order";
import { parseStack, type ParsedEndpoint } from "./config/parse";
import { formatPath } from "./config/path-text";
import { checkAccount } from "./guards";
import type { QuotaLookup } from "./guards/guard";
import type { SchedulePlan } from "./plan/plan";
import { isPlannable, planSchedules, planTimetable } from "./plan/plan-schedules";
import type { Problem } from "./problem";
import type { EpochMinute } from "./time/instant";
import { isKnownZone } from "./time/zone";
import type { Timeline } from "./timetable/timeline";
import { buildTimeline } from "./timetable/timeline-of";

/** What surrounds a compilation: nothing in `src` reads a clock or a file by itself. */
export interface CompileOptions {
  readonly now: EpochMinute;
  /** Text of a calendar file, path as in the stack file; undefined when it cannot be read. */
  readonly readCalendarFile: (file: string) => string | undefined;
  /** By instance type, what AWS has answered. Absent: it was not asked. */
  readonly prices?: Named<PriceLookup>;
  /** The same of the account's quotas. */
  readonly quotas?: Named<QuotaLookup>;
}

/** One endpoint, as far as its config has the right shape. */
export interface CompiledEndpoint {
  readonly name: string;
  /** Absent when any section has a wrong shape; never absent when there are no errors. */
  readonly config?: EndpointConfig;
  /** The zone in force. */
  readonly timezone?: string;
  /** Absent for the raw form. */
  readonly timeline?: Timeline;
  readonly plan?: SchedulePlan;
  /** Absent where the stack file gives the price, or does not let AWS be asked. */
  readonly askedPrice?: PriceLookup;
}

/** Everything a stack file means, and everything wrong with it: sorted, errors first, then in file order. */
export interface Compilation {
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly endpoints: Named<CompiledEndpoint>;
  readonly problems: readonly Problem[];
}

/** What all endpoints of a stack share. */
interface Shared {
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly calendars: Named<Calendar>;
  readonly now: EpochMinute;
  readonly prices: Named<PriceLookup>;
}

/**
 * The whole path from stack config to plan.
 *
 * In:     the values of `inference-timetable:*`, keys without the prefix, as plain JSON, untrusted
 * Errors: none thrown for a wrong stack file, see `problems`
 */
export function compile(raw: unknown, options: CompileOptions): Compilation {
  const { stack, endpoints, problems: shapes } = parseStack(raw);
  const loaded = loadCalendars(stack, options);
  const { now, prices = {} } = options;
  const shared = { stack, calendars: loaded.calendars, now, prices };
  const compiled = Object.entries(endpoints).map(([name, parsed]) =>
    compileEndpoint(name, parsed, shared),
  );
  const planned = compiled
    .map(({ endpoint }) => endpoint)
    .filter(({ config, plan }) => config !== undefined && plan !== undefined);
  const asked = options.quotas === undefined ? {} : { askedQuotas: options.quotas };
  const guarded = { guards: stack.guards, ...asked, endpoints: planned };
  const problems = [
    ...shapes,
    ...loaded.problems,
    ...compiled.flatMap(({ problems }) => problems),
    ...checkAccount({ ...guarded, now }),
  ];
  return {
    stack,
    endpoints: Object.fromEntries(compiled.map(({ endpoint }) => [endpoint.name, endpoint])),
    problems: sortProblems(problems, raw),
  };
}

function loadCalendars(
  stack: Omit<StackConfig, "endpoints">,
  { readCalendarFile }: CompileOptions,
): { readonly calendars: Named<Calendar>; readonly problems: readonly Problem[] } {
  const loaded = Object.entries(stack.calendars).map(([name, source]) => {
    const path = formatPath(["calendars", name, "file"]);
    if ("dates" in source)
      return { name, calendar: { dates: source.dates.map(onDate) }, problems: [] };
    const text = readCalendarFile(source.file);
    if (text === undefined) return { name, problems: [unreadable(path, source.file)] };
    return { name, ...parseCalendarFile(text, path) };
  });
  return {
    calendars: Object.fromEntries(
      loaded.flatMap(({ name, calendar }) => (calendar === undefined ? [] : [[name, calendar]])),
    ),
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

function onDate(date: string): { readonly date: string } {
  return { date };
}

function unreadable(path: string, file: string): Problem {
  return {
    severity: "error",
    code: "calendar-file-unreadable",
    path,
    message: `"${file}" cannot be read`,
    expected: "a file, its path counted from the folder of the stack file",
    fix: "correct the path, or make the file with the dates written in it",
  };
}

function compileEndpoint(
  name: string,
  parsed: ParsedEndpoint,
  shared: Shared,
): { readonly endpoint: CompiledEndpoint; readonly problems: readonly Problem[] } {
  const { stack, calendars, now, prices } = shared;
  const askedPrice = findPriceLookup(parsed, stack, prices);
  const { sections, wrongSections, readableTimetable, config } = applyPrice(parsed, askedPrice);
  const { timetable, schedules, baseline } = sections;
  const timezone = timetable?.timezone ?? stack.timezone;
  const timeline =
    timetable === undefined ? undefined : buildTimeline(timetable, calendars, timezone ?? "UTC");
  const plan = planOf({ timetable, schedules, baseline }, timeline, timezone, now);
  const meaning = {
    ...(timezone === undefined ? {} : { timezone }),
    ...(timeline === undefined ? {} : { timeline }),
    ...(plan === undefined ? {} : { plan }),
  };
  const path = formatPath(["endpoints", name]);
  const written = { sections, wrongSections };
  const context: EndpointContext = { name, path, stack, calendars, now, ...written, ...meaning };
  return {
    endpoint: {
      name,
      ...(config === undefined ? {} : { config }),
      ...meaning,
      ...(askedPrice === undefined ? {} : { askedPrice }),
    },
    problems: [
      ...endpointRules.flatMap((check) => check(context)),
      ...(readableTimetable === undefined ? [] : checkReadable(context, readableTimetable)),
    ],
  };
}

/** A wrong shape in one window hides no problem of another one: what can be read is checked as it is written. */
function checkReadable(context: EndpointContext, timetable: Timetable): readonly Problem[] {
  const { plan: _plan, timeline: _timeline, ...rest } = context;
  const timezone = timetable.timezone ?? context.stack.timezone;
  const readable: EndpointContext = {
    ...rest,
    ...(timezone === undefined ? {} : { timezone }),
    sections: { ...context.sections, timetable },
  };
  return partialTimetableRules.flatMap((check) => check(readable));
}

/** Nothing where there is no zone to plan in, or no shape to plan from. */
function planOf(
  {
    timetable,
    schedules,
    baseline,
  }: Undefinable<Pick<EndpointSections, "timetable" | "schedules" | "baseline">>,
  timeline: Timeline | undefined,
  timezone: string | undefined,
  now: EpochMinute,
): SchedulePlan | undefined {
  if (timetable !== undefined && timeline !== undefined) {
    const known = timezone !== undefined && isKnownZone(timezone);
    return known && isPlannable(timeline)
      ? planTimetable(timeline, timetable.reassertEveryMinutes, now)
      : undefined;
  }
  return schedules === undefined || baseline === undefined
    ? undefined
    : planSchedules(schedules, baseline, now);
}

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };
