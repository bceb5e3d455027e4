import type { Limits, Timeline } from "../../../timetable";
import { type EndpointContext, formatSchedulePath, formatWindowPath } from "./endpoint-context";

/** A pair of limits in the stack file. */
interface ConfiguredLimits {
  /** What has the limits, as messages name it: `window "office"`. */
  readonly what: string;
  readonly limits: Limits;
  readonly minPath: string;
  readonly maxPath: string;
}

/** Lists all limits of the stack file: the timetable's in the order of its layers, or the baseline and the schedules. */
export function listConfiguredLimits({ path, sections }: EndpointContext): readonly ConfiguredLimits[] {
  const { timetable, baseline, schedules = {} } = sections;
  const at = `${path}.timetable`;
  return [
    ...toConfiguredLimits("the baseline", `${path}.baseline`, baseline),
    ...toConfiguredLimits("the baseline", `${at}.baseline`, timetable?.baseline),
    ...Object.entries(timetable?.windows ?? {}).flatMap(([name, { limits }]) =>
      toConfiguredLimits(`window "${name}"`, formatWindowPath(path, name), limits),
    ),
    ...(timetable?.exceptions ?? []).flatMap(({ on, use }, index) =>
      typeof use === "string" ? [] : toConfiguredLimits(describeException(on), `${at}.exceptions[${index}].use`, use),
    ),
    ...listOverrideLimits(`${at}.override`, timetable?.override?.use),
    ...Object.entries(schedules).flatMap(([name, limits]) =>
      toConfiguredLimits(`schedule "${name}"`, formatSchedulePath(path, name), limits),
    ),
  ];
}

function toConfiguredLimits(what: string, path: string, limits: Limits | undefined): readonly ConfiguredLimits[] {
  if (limits === undefined) return [];
  return [{ what, limits, minPath: `${path}.min`, maxPath: `${path}.max` }];
}

function describeException(on: { readonly calendar: string } | object): string {
  return "calendar" in on ? `the exception for calendar "${on.calendar}"` : "the exception for dates";
}

/** Equal limits may come from `hold`, which has no min and max: their path is the override itself. */
function listOverrideLimits(path: string, use: Limits | "pause" | undefined): readonly ConfiguredLimits[] {
  if (use === undefined || use === "pause") return [];
  if (!isPinned(use)) return toConfiguredLimits("the override", path, use);
  return [{ what: "the override", limits: use, minPath: path, maxPath: path }];
}

/** Lists all limits that the endpoint ever has; none if the timetable is unreadable. */
export function listPossibleLimits({ timeline, sections }: EndpointContext): readonly Limits[] {
  if (timeline !== undefined) {
    const limits = knownLimits.get(timeline) ?? listTimelineLimits(timeline);
    knownLimits.set(timeline, limits);
    return limits;
  }
  const { baseline, schedules } = sections;
  return baseline === undefined || schedules === undefined ? [] : [baseline, ...Object.values(schedules)];
}

/** Several rules ask, for each endpoint with the same timetable. */
const knownLimits = new WeakMap<Timeline, readonly Limits[]>();

function listTimelineLimits({ week, dated }: Timeline): readonly Limits[] {
  const pairs = [...week, ...(dated?.segments ?? [])].map(({ limits }) => [formatLimits(limits), limits] as const);
  return [...new Map(pairs).values()];
}

/** Whether the limits allow only one instance count. */
export function isPinned({ min, max }: Limits): boolean {
  return min === max;
}

/** Formats limits as messages show them: `min 1, max 4`. */
export function formatLimits({ min, max }: Limits): string {
  return `min ${min}, max ${max}`;
}
