import { type CapacityUnit, type EndpointKind, toEndpointKind, unitWords } from "../../../aws/facts";
import {
  type ContainerConfig,
  type EndpointSections,
  existingSectionKeys,
  getScaledSectionKey,
  getUnit,
  type StackConfig,
} from "../../../config/schema";
import { type AwsAction, parseSchedule, type ScheduleProblem } from "../../../plan/cron";
import { isPlannable, type SchedulePlan, type SharedEndpoint } from "../../../plan/endpoint";
import { type CapacityAlarmPlan, fitCapacityAlarm } from "../../../plan/monitoring";
import type { PlanDifferences } from "../../../plan/replay";
import { formatPathStep, type Problem } from "../../../problem";
import type { Calendar, Named, Timeline } from "../../../timetable";
import {
  type EpochMinute,
  isKnownZone,
  parsePlainDate,
  type PlainMinute,
  toPlainMinute,
} from "../../../timetable/time";

/** What rules about one endpoint read. */
export interface EndpointContext {
  readonly name: string;
  /** `endpoints.<name>`: the start of every problem's path. */
  readonly path: string;
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly calendars: Named<Calendar>;
  /** The stack's `aws:region`; absent if the stack file does not have it. */
  readonly region?: string;
  readonly sections: EndpointSections;
  /** Every endpoint of the stack file, by key. */
  readonly endpoints?: Named<EndpointSections>;
  /** The other variants of its endpoint that the stack scales; absent if there are none. */
  readonly sharedEndpoint?: SharedEndpoint;
  /** Keys with a wrong shape: rules must not treat such a section as absent. */
  readonly wrongSections?: readonly string[];
  /** The endpoint's time zone, else the stack's. */
  readonly timezone?: string;
  /** Absent if the timetable has a wrong shape, and for schedules. */
  readonly timeline?: Timeline;
  /** Absent if there is nothing to compile. */
  readonly plan?: SchedulePlan;
  /** How the plan differs from the timeline; absent if it does not. */
  readonly differences?: PlanDifferences;
  /** Only notes and warnings about the past or the next 90 days may use it. */
  readonly now: EpochMinute;
}

/** Finds the problems of one code in one endpoint. */
export type EndpointRule = (context: EndpointContext) => readonly Problem[];

/** Returns the present time in the endpoint's zone, or in UTC if the zone is missing or unknown. */
export function getPlainNow({ now, timezone }: EndpointContext): PlainMinute {
  return toPlainMinute(timezone !== undefined && isKnownZone(timezone) ? timezone : "UTC", now);
}

const kindSections: readonly string[] = ["async", ...Object.values(existingSectionKeys)];
const managedSections = ["model", "variant"] as const;

/** Returns what is scaled; undefined if the section that shows it has a wrong shape, or a wrong key may be meant for it. */
export function getEndpointKind({ sections, wrongSections = [] }: EndpointContext): EndpointKind | undefined {
  const { async, endpoint } = sections;
  if (async !== undefined) return "async";
  if (wrongSections.some((key) => kindSections.includes(key))) return undefined;
  if (endpoint !== undefined) return toEndpointKind(endpoint.unit, endpoint.async);
  if (sections.variant?.serverless !== undefined) return "serverless";
  const isManaged = managedSections.some((key) => sections[key] !== undefined || wrongSections.includes(key));
  return isManaged || wrongSections.length === 0 ? "real-time" : undefined;
}

/** Returns the words for what the endpoint's limits count. */
export function getUnitWords({ sections }: EndpointContext): (typeof unitWords)[CapacityUnit] {
  return unitWords[getUnit(sections)];
}

/** Lists the keys of the other variants of an endpoint that this program creates. */
export function listOtherVariants({ name, endpoints = {} }: EndpointContext): readonly string[] {
  return Object.keys(endpoints).filter((key) => key !== name && endpoints[key]?.variantOf === name);
}

/** Describes how to make the endpoint asynchronous in the stack file. */
export function describeAsyncSetting({ sections }: EndpointContext): string {
  return sections.endpoint === undefined
    ? "make the endpoint asynchronous with async"
    : "write endpoint.async: true if the endpoint is asynchronous";
}

/** Finds the instance type in the stack file, and its path. */
export function findConfiguredInstanceType({ path, sections }: EndpointContext): {
  readonly path: string;
  readonly text: string | undefined;
} {
  const { variant, endpoint } = sections;
  return {
    path: `${path}.${getScaledSectionKey(sections)}.instanceType`,
    text: variant?.instanceType ?? endpoint?.variant.instanceType,
  };
}

/** Formats the path of a container; a single one is written directly under `model`. */
export function formatContainerPath(
  endpointPath: string,
  containers: readonly ContainerConfig[],
  index: number,
): string {
  const model = `${endpointPath}.model`;
  return containers.length === 1 ? model : `${model}.containers[${index}]`;
}

export function formatSchedulePath(endpointPath: string, name: string): string {
  return `${endpointPath}.schedules${formatPathStep(name, false)}`;
}

export function formatWindowPath(endpointPath: string, name: string): string {
  return `${endpointPath}.timetable.windows${formatPathStep(name, false)}`;
}

/**
 * Plans the capacity alarm of a monitored endpoint.
 * @returns `tooLong` if no alarm can hold the timetable; undefined without monitoring or a readable timetable
 */
export function planCapacityAlarm({
  sections,
  timeline,
  timezone,
}: EndpointContext): CapacityAlarmPlan | "tooLong" | undefined {
  if (
    getUnit(sections) !== "instances" ||
    sections.monitoring === undefined ||
    timeline === undefined ||
    timezone === undefined
  ) {
    return undefined;
  }
  if (!isKnownZone(timezone) || !isPlannable(timeline)) return undefined;
  return fitCapacityAlarm(timeline, sections.monitoring.afterMinutes) ?? "tooLong";
}

/** The actions of `schedules`, with the interval over which rules replay them. */
export interface ScheduleHorizon {
  readonly actions: readonly AwsAction[];
  readonly from: EpochMinute;
  readonly to: EpochMinute;
}

/** Returns the actions of `schedules` over the plan's horizon, in UTC; undefined for a timetable, or without a plan. */
export function getScheduleHorizon({ plan, sections }: EndpointContext): ScheduleHorizon | undefined {
  if (plan === undefined || sections.schedules === undefined) return undefined;
  const [from, to] = [parsePlainDate(plan.horizon.from), parsePlainDate(plan.horizon.to)];
  if (from === undefined || to === undefined || from >= to) return undefined;
  return { actions: plan.actions, from: from * 1440, to: to * 1440 };
}

/** Finds the problems of one code in the texts of `schedules`. */
export function findScheduleProblems(
  { path, sections }: EndpointContext,
  wanted: ScheduleProblem["code"],
): readonly Problem[] {
  return Object.entries(sections.schedules ?? {}).flatMap(([name, { schedule }]) =>
    parseSchedule(schedule)
      .problems.filter(({ code }) => code === wanted)
      .map((problem) => ({ ...problem, path: `${formatSchedulePath(path, name)}.schedule` })),
  );
}
