import { checkAccount, type QuotaLookup } from "./checks/account";
import { checkEndpoint, checkPartialTimetable } from "./checks/stack";
import type { EndpointContext } from "./checks/stack/context";
import { parseCalendarFile } from "./config/calendars";
import {
  type EndpointConfig,
  type EndpointSections,
  findPriceLookup,
  type ParsedEndpoint,
  type ParsedStack,
  parseStack,
  priceConfig,
  type PriceLookup,
  type StackConfig,
} from "./config/schema";
import { sortProblems } from "./config/yaml";
import {
  createPlanner,
  isPlannable,
  type Planner,
  planSchedules,
  type SchedulePlan,
  type VerifiedPlan,
} from "./plan/endpoint";
import { formatPath, type Problem } from "./problem";
import {
  buildTimeline,
  type Calendar,
  type Named,
  type Timeline,
  type Timetable,
} from "./timetable";
import { type EpochMinute, isKnownZone } from "./timetable/time";

/** What surrounds a compilation: nothing in `src` reads a clock or a file by itself. */
export interface CompileOptions {
  readonly now: EpochMinute;
  /** Text of a calendar file, path as in the stack file; undefined when it cannot be read. */
  readonly readCalendarFile: (file: string) => string | undefined;
}

/** What AWS answers about a stack, by instance type. Absent: it was not asked. */
export interface AwsAnswers {
  readonly prices?: Named<PriceLookup>;
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

/** Everything that a stack file means by itself, before AWS answers anything. `problems`: not sorted. */
export interface CompiledStack {
  readonly parsed: ParsedStack;
  readonly now: EpochMinute;
  readonly endpoints: readonly CompiledEndpoint[];
  readonly problems: readonly Problem[];
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
  readonly planner: Planner;
}

/**
 * The whole path from stack config to plan.
 *
 * In:     the values of `inference-timetable:*`, keys without the prefix, as plain JSON, untrusted
 * Errors: none thrown for a wrong stack file, see `problems`
 */
export function compile(
  raw: unknown,
  options: CompileOptions,
  answers: AwsAnswers = {},
): Compilation {
  return applyAnswers(compileStack(parseStack(raw), options), answers);
}

/** Timelines, plans and checks: all that needs no answer of AWS. */
export function compileStack(parsed: ParsedStack, options: CompileOptions): CompiledStack {
  const { stack, endpoints, problems: shapes } = parsed;
  const loaded = loadCalendars(stack, options);
  const { now } = options;
  const shared = { stack, calendars: loaded.calendars, now, planner: createPlanner(now) };
  const compiled = Object.entries(endpoints).map(([name, endpoint]) =>
    compileEndpoint(name, endpoint, shared),
  );
  return {
    parsed,
    now,
    endpoints: compiled.map(({ endpoint }) => endpoint),
    problems: [...shapes, ...loaded.problems, ...compiled.flatMap(({ problems }) => problems)],
  };
}

/** Adds what depends on the answers of AWS: the prices, and what the guards say. */
export function applyAnswers(compiled: CompiledStack, answers: AwsAnswers): Compilation {
  const { parsed, now, problems } = compiled;
  const { stack, raw } = parsed;
  const { prices = {}, quotas } = answers;
  const endpoints = compiled.endpoints.map((endpoint) =>
    priceEndpoint(endpoint, findPriceLookup(endpoint, stack, prices)),
  );
  const planned = endpoints.filter(
    ({ config, plan }) => config !== undefined && plan !== undefined,
  );
  const guarded = checkAccount({
    guards: stack.guards,
    ...(quotas === undefined ? {} : { quotaLookups: quotas }),
    endpoints: planned,
    now,
  });
  return {
    stack,
    endpoints: Object.fromEntries(endpoints.map((endpoint) => [endpoint.name, endpoint])),
    problems: sortProblems([...problems, ...guarded], raw),
  };
}

function priceEndpoint(
  endpoint: CompiledEndpoint,
  askedPrice: PriceLookup | undefined,
): CompiledEndpoint {
  if (askedPrice === undefined) return endpoint;
  const { config } = endpoint;
  return {
    ...endpoint,
    ...(config === undefined ? {} : { config: priceConfig(config, askedPrice) }),
    askedPrice,
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
  const { stack, calendars, now } = shared;
  const { sections, wrongSections, readableTimetable, config } = parsed;
  const { timetable, schedules, baseline } = sections;
  const timezone = timetable?.timezone ?? stack.timezone;
  const timeline =
    timetable === undefined ? undefined : buildTimeline(timetable, calendars, timezone ?? "UTC");
  const planned = planOf({ timetable, schedules, baseline }, timeline, timezone, shared);
  const meaning = {
    ...(timezone === undefined ? {} : { timezone }),
    ...(timeline === undefined ? {} : { timeline }),
    ...(planned === undefined ? {} : { plan: planned.plan }),
  };
  const path = formatPath(["endpoints", name]);
  const context: EndpointContext = {
    ...{ name, path, stack, calendars, now, sections, wrongSections },
    ...meaning,
    ...planned,
  };
  return {
    endpoint: { name, ...(config === undefined ? {} : { config }), ...meaning },
    problems: [
      ...checkEndpoint(context),
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
  return checkPartialTimetable(readable);
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
  { now, planner }: Pick<Shared, "now" | "planner">,
): VerifiedPlan | undefined {
  if (timetable !== undefined && timeline !== undefined) {
    const known = timezone !== undefined && isKnownZone(timezone);
    return known && isPlannable(timeline)
      ? planner(timeline, timetable.reassertEveryMinutes)
      : undefined;
  }
  return schedules === undefined || baseline === undefined
    ? undefined
    : { plan: planSchedules(schedules, baseline, now) };
}

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };
