import { checkAccount, type QuotaLookup } from "./checks/account";
import { checkEndpoint } from "./checks/stack";
import { type CalendarFileReader, loadCalendars } from "./config/calendars";
import {
  addPriceToConfig,
  type EndpointConfig,
  type EndpointSections,
  findPriceLookup,
  findWrittenPath,
  moveProblems,
  type ParsedEndpoint,
  type ParsedStack,
  parseStack,
  type PriceLookup,
  type SharedTimetable,
  type StackConfig,
} from "./config/schema";
import { omitUndefined } from "./config/schema/fields";
import { sortProblems } from "./config/yaml";
import {
  assignMinuteTurns,
  createPlanner,
  type Planner,
  type SchedulePlan,
  type SharedEndpoint,
} from "./plan/endpoint";
import { formatPath, type Problem } from "./problem";
import type { Calendar, Named, Timeline } from "./timetable";
import type { EpochMinute } from "./timetable/time";

/** The clock and the files, as arguments: nothing in `src` reads either by itself. */
export interface CompileOptions {
  readonly now: EpochMinute;
  /** `aws:region` of the stack; absent if the stack file does not have it. */
  readonly region?: string | undefined;
  readonly readCalendarFile: CalendarFileReader;
}

/** What AWS answers, by instance type. Absent if nobody asked AWS. */
export interface AwsAnswers {
  readonly prices?: Named<PriceLookup>;
  readonly quotas?: Named<QuotaLookup>;
}

/** One endpoint, as far as its config has the right shape. */
export interface CompiledEndpoint {
  readonly name: string;
  /** Absent only if a section has a wrong shape, which is an error. */
  readonly config?: EndpointConfig;
  /** The endpoint's time zone, else the stack's. */
  readonly timezone?: string;
  /** Absent for AWS's own schedules. */
  readonly timeline?: Timeline;
  readonly plan?: SchedulePlan;
  /** Absent if the stack file gives the price, or does not have AWS asked. */
  readonly askedPrice?: PriceLookup;
  /** The timetables of the stack that its timetable is like, and who uses them; absent if it is its own. */
  readonly timetables?: readonly SharedTimetable[];
  /** The other inference components of the stack on the same AWS endpoint; absent if there are none. */
  readonly hostedWith?: readonly CompiledEndpoint[];
}

/** What a stack file means before AWS answers anything. `problems` are not sorted. */
export interface CompiledStack {
  readonly parsed: ParsedStack;
  readonly now: EpochMinute;
  readonly endpoints: readonly CompiledEndpoint[];
  readonly problems: readonly Problem[];
}

/** What a stack file means, and all its problems: errors first, then in file order. */
export interface Compilation {
  readonly stack: StackSettings;
  readonly endpoints: Named<CompiledEndpoint>;
  readonly problems: readonly Problem[];
}

type StackSettings = Omit<StackConfig, "endpoints">;

interface SharedByEndpoints {
  readonly endpoints: Named<EndpointSections>;
  readonly sharedEndpoint?: SharedEndpoint;
  readonly stack: StackSettings;
  readonly calendars: Named<Calendar>;
  readonly now: EpochMinute;
  readonly region?: string;
  readonly planner: Planner;
}

/**
 * The whole path from stack config to plan.
 * @param raw The values of `inference-timetable:*`, keys without the prefix: any JSON.
 * @returns Never throws for a wrong stack file: see `problems`.
 */
export function compile(raw: unknown, options: CompileOptions, answers: AwsAnswers = {}): Compilation {
  return applyAnswers(compileStack(parseStack(raw), options), answers);
}

/** Builds timelines and plans and checks them: everything that needs no answer from AWS. */
export function compileStack(parsed: ParsedStack, { now, region, readCalendarFile }: CompileOptions): CompiledStack {
  const { stack, endpoints, problems } = parsed;
  const loaded = loadCalendars(stack.calendars, readCalendarFile);
  const planner = createPlanner(now, loaded.calendars);
  const sections = Object.fromEntries(Object.entries(endpoints).map(([name, endpoint]) => [name, endpoint.sections]));
  const calendars = loaded.calendars;
  const shared = { stack, endpoints: sections, calendars, now, ...omitUndefined({ region }), planner };
  const turns = assignMinuteTurns(sections);
  const compiled = Object.entries(endpoints).map(([name, endpoint]) =>
    compileEndpoint(name, endpoint, { ...shared, ...omitUndefined({ sharedEndpoint: turns[name] }) }),
  );
  return {
    parsed,
    now,
    endpoints: compiled.map(({ name, endpoint }) => ({ ...endpoint, ...findSharedTimetables(name, parsed.merged) })),
    problems: [...problems, ...loaded.problems, ...moveProblems(compiled, parsed.merged)],
  };
}

function findSharedTimetables(name: string, { users }: ParsedStack["merged"]): Pick<CompiledEndpoint, "timetables"> {
  const timetables = users.filter(({ endpoints }) => endpoints.includes(name));
  return timetables.length === 0 ? {} : { timetables };
}

function compileEndpoint(
  name: string,
  { sections, wrongSections, readableTimetable, config }: ParsedEndpoint,
  { planner, ...shared }: SharedByEndpoints,
): { readonly name: string; readonly endpoint: CompiledEndpoint; readonly problems: readonly Problem[] } {
  const { timetable } = sections;
  const timezone = timetable?.timezone ?? shared.stack.timezone;
  const { timeline, plan, differences } = planner(sections, timezone, shared.sharedEndpoint?.turn);
  const compiled = omitUndefined({ timezone, timeline, plan });
  const path = formatPath(["endpoints", name]);
  const context = { name, path, ...shared, sections, wrongSections, ...compiled };
  return {
    name,
    endpoint: { name, ...omitUndefined({ config }), ...compiled },
    problems: checkEndpoint({ ...context, ...omitUndefined({ differences }) }, readableTimetable),
  };
}

/** Adds the prices that AWS answers, and checks the guards. */
export function applyAnswers(
  { parsed: { stack, raw, merged }, now, ...compiled }: CompiledStack,
  { prices = {}, quotas }: AwsAnswers,
): Compilation {
  const endpoints = compiled.endpoints
    .map((endpoint) => addPrice(endpoint, findPriceLookup(endpoint, stack, prices)))
    .map(addHostedWith);
  const planned = endpoints.filter(({ config, plan }) => config && plan);
  const { guards } = stack;
  const moveToText = (problem: Problem) => ({ ...problem, path: findWrittenPath(merged.places, problem.path) });
  const account = { guards, endpoints: planned, now, ...omitUndefined({ quotaLookups: quotas }) };
  return {
    stack,
    endpoints: Object.fromEntries(endpoints.map((endpoint) => [endpoint.name, endpoint])),
    problems: sortProblems([...compiled.problems, ...checkAccount(account).map(moveToText)], raw),
  };
}

function addHostedWith(endpoint: CompiledEndpoint, _index: number, all: readonly CompiledEndpoint[]): CompiledEndpoint {
  const host = getHost(endpoint);
  const hostedWith = all.filter((other) => other !== endpoint && host !== undefined && getHost(other) === host);
  return hostedWith.length === 0 ? endpoint : { ...endpoint, hostedWith };
}

function getHost({ config }: CompiledEndpoint): string | undefined {
  return config !== undefined && "endpoint" in config ? config.endpoint.hostEndpoint : undefined;
}

function addPrice(endpoint: CompiledEndpoint, askedPrice?: PriceLookup): CompiledEndpoint {
  if (askedPrice === undefined) return endpoint;
  const config = endpoint.config && addPriceToConfig(endpoint.config, askedPrice);
  return { ...endpoint, ...omitUndefined({ config }), askedPrice };
}
