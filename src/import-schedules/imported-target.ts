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

/** What was found in the sources: targets in their order, and what could not be read or was left out. */
export interface ImportedSchedules {
  readonly targets: readonly ImportedTarget[];
  readonly problems: readonly Problem[];
}

/** A value that a source may leave out; Terraform writes null or an empty text then. */
type Unset<T> = T | "" | null | undefined;

/** A scheduled action with what its source sets. UTC is AWS's own default. */
export function toImportedAction(source: {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: Unset<string>;
  readonly min: Unset<string | number>;
  readonly max: Unset<string | number>;
  readonly startTime: Unset<string>;
  readonly endTime: Unset<string>;
}): ImportedAction {
  const { name, schedule, timezone, min, max, startTime, endTime } = source;
  return {
    name,
    schedule,
    timezone: isSet(timezone) ? timezone : "UTC",
    ...(isSet(min) ? { min: Number(min) } : {}),
    ...(isSet(max) ? { max: Number(max) } : {}),
    ...(isSet(startTime) ? { startTime } : {}),
    ...(isSet(endTime) ? { endTime } : {}),
  };
}

function isSet<T>(value: Unset<T>): value is T {
  return value !== undefined && value !== null && value !== "";
}

/** One scheduled action or one registered target, or what is wrong with it; undefined if a timetable does not concern it. */
export type ImportedEntry = ImportedTarget | Problem | undefined;

/** The entries of one file: those with the same id are one target. */
export function collectSchedules(read: readonly ImportedEntry[]): ImportedSchedules {
  const targets = new Map<string, ImportedTarget>();
  const problems: Problem[] = [];
  for (const one of read) {
    if (one === undefined) continue;
    if ("severity" in one) problems.push(one);
    else {
      const before = targets.get(one.id);
      const actions = [...(before?.actions ?? []), ...one.actions];
      targets.set(one.id, { ...before, ...one, actions });
    }
  }
  return { targets: [...targets.values()], problems };
}
