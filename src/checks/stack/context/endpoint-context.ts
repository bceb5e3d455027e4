import type { EndpointKind } from "../../../aws/facts";
import type { EndpointSections, StackConfig } from "../../../config/schema";
import type { SchedulePlan } from "../../../plan/endpoint";
import type { PlanDifferences } from "../../../plan/replay";
import type { Problem } from "../../../problem";
import type { Calendar, Named, Timeline } from "../../../timetable";
import {
  type EpochMinute,
  isKnownZone,
  type PlainMinute,
  toPlainMinute,
} from "../../../timetable/time";

export type { EndpointSections } from "../../../config/schema";

/** What a check about one endpoint may look at. */
export interface EndpointContext {
  readonly name: string;
  /** `endpoints.<name>`: paths of problems start with it. */
  readonly path: string;
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly calendars: Named<Calendar>;
  readonly sections: EndpointSections;
  /** Keys that are written, but wrong in shape: a check must not take such a section for absent. */
  readonly wrongSections?: readonly string[];
  /** The zone in force: the endpoint's, else the stack's. */
  readonly timezone?: string;
  /** Absent when the timetable has a wrong shape, or for the raw form. */
  readonly timeline?: Timeline;
  /** Absent when there is nothing to compile. */
  readonly plan?: SchedulePlan;
  /** In what the plan differs from the timeline; absent if it does not. */
  readonly differences?: PlanDifferences;
  /** Only notes and warnings about the past or the next 90 days may use it. */
  readonly now: EpochMinute;
}

/** Finds one kind of problem in one endpoint. The problem's code is the file's name. */
export type EndpointRule = (context: EndpointContext) => readonly Problem[];

/** What the clock of the endpoint's zone shows now; UTC's while the zone is missing or unknown. */
export function getPlainNow({ now, timezone }: EndpointContext): PlainMinute {
  return toPlainMinute(timezone !== undefined && isKnownZone(timezone) ? timezone : "UTC", now);
}

/**
 * Whether an endpoint answers at once or from a queue.
 *
 * Out: undefined when the section that says so is written, but cannot be read
 */
export function getEndpointKind({
  sections,
  wrongSections = [],
}: Pick<EndpointContext, "sections" | "wrongSections">): EndpointKind | undefined {
  if (sections.async !== undefined || sections.endpoint?.async === true) return "async";
  return wrongSections.some((key) => key === "async" || key === "endpoint")
    ? undefined
    : "real-time";
}

/** Where a stack file would say that an endpoint is asynchronous. */
export function describeAsyncSetting({ sections }: Pick<EndpointContext, "sections">): string {
  return sections.endpoint === undefined
    ? "make the endpoint asynchronous with async"
    : "write endpoint.async: true if the endpoint is asynchronous";
}
