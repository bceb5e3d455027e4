import type { Problem } from "../problem";
import type { Limits } from "../timetable/limits";

/** A scheduled action as another tool writes it. Times are ISO instants; a side that it leaves alone is absent. */
export interface ImportedAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min?: number;
  readonly max?: number;
  readonly startTime?: string;
  readonly endTime?: string;
}

/**
 * The scheduled actions of one scalable target.
 *
 * `id`:      what the source calls the target: a resource id, or an endpoint's key
 * `initial`: the limits with which the source registers it
 */
export interface ImportedTarget {
  readonly id: string;
  readonly actions: readonly ImportedAction[];
  readonly initial?: Partial<Limits>;
}

/** What was found in the sources: targets in their order, and what could not be read. */
export interface ImportedSchedules {
  readonly targets: readonly ImportedTarget[];
  readonly problems: readonly Problem[];
}
