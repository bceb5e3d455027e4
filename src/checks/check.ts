import type { Calendar, EndpointSections, Named, StackConfig } from "../config/config";
import type { SchedulePlan } from "../plan/plan";
import type { PlanDifferences } from "../plan/verify";
import type { Problem } from "../problem";
import type { EpochMinute } from "../time/instant";
import type { Timeline } from "../timetable/timeline";

export type { EndpointSections } from "../config/config";

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
