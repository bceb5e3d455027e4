import { minutesPerWeek } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import { canScale } from "../endpoint";
import { listLimitsOverTime, type RealSegment } from "./limits-over-time";
import type { ReportedEndpoint } from "./reported-endpoint";

/** The fewest and the most of something: instances, hours, dollars. */
export interface UsageRange {
  readonly min: number;
  readonly max: number;
}

/** `counts`: how many instances, copies or units of concurrency run while the limits are in force. */
export interface CountedSegment extends RealSegment {
  readonly counts: UsageRange;
}

/** The directions in which load moves the count. `unknown`: something else may scale an existing endpoint. */
export type LoadScaling = "none" | "out" | "in" | "out and in" | "unknown";

export function getLoadScaling({ config }: ReportedEndpoint): LoadScaling {
  if (config === undefined) return "unknown";
  const { scaling, endpoint } = config;
  if (scaling === undefined) return endpoint === undefined ? "none" : "unknown";
  if (!canScale(scaling, "in")) return "out";
  return canScale(scaling, "out") ? "out and in" : "in";
}

/** Whether min is below max at some time, and only limits can lower the count. */
export function hasRangeWithoutScaleIn(endpoint: ReportedEndpoint): boolean {
  const { timeline, plan, config } = endpoint;
  if (!keepsCount(getLoadScaling(endpoint))) return false;
  const limits =
    timeline === undefined
      ? [...(config?.baseline === undefined ? [] : [config.baseline]), ...(plan?.actions ?? [])]
      : [...timeline.week, ...(timeline.dated?.segments ?? [])].map((segment) => segment.limits);
  return limits.some(({ min, max }) => min < max);
}

/**
 * A weekly pattern settles within its first week: whatever it starts from, the second week ends as the first did.
 * This is longer, for schedules by month and for holidays.
 */
const settlingMinutes = 5 * minutesPerWeek;

/**
 * Lists an endpoint's limits with what runs: from min to max if load scales in and out.
 *
 * Without scale-in, the count stays until limits exclude it, so a window leaves what runs to the next. It starts
 * at min, some weeks earlier. Without scaling, that is also the most that run.
 * @returns as `listLimitsOverTime`
 */
export function listCounts(endpoint: ReportedEndpoint, from: EpochMinute, to: EpochMinute): readonly CountedSegment[] {
  const scaling = getLoadScaling(endpoint);
  if (!keepsCount(scaling)) {
    return listLimitsOverTime(endpoint, from, to).map((segment) => ({ ...segment, counts: segment.limits }));
  }
  let count = 0;
  return listLimitsOverTime(endpoint, from - settlingMinutes, to)
    .map((segment) => {
      const { min, max } = segment.limits;
      count = Math.min(Math.max(count, min), max);
      return { ...segment, counts: { min: count, max: scaling === "none" ? count : max } };
    })
    .filter((segment) => segment.to > from)
    .map((segment) => ({ ...segment, from: Math.max(segment.from, from) }));
}

function keepsCount(scaling: LoadScaling): boolean {
  return scaling === "none" || scaling === "out";
}
