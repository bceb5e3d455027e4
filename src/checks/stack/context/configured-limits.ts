import { formatPathStep } from "../../../problem";
import type { Limits } from "../../../timetable";
import type { EndpointContext } from "./endpoint-context";
import { formatSchedulePath } from "./stack-file-paths";

/** A pair of limits in the stack file. */
export interface ConfiguredLimits {
  /** What has them, as messages say it: `window "office"`. */
  readonly what: string;
  readonly limits: Limits;
  readonly minPath: string;
  readonly maxPath: string;
}

/** All limits that a timetable writes, in the order of its layers; also the raw form's baseline. */
export function listTimetableLimits({
  path,
  sections,
}: EndpointContext): readonly ConfiguredLimits[] {
  const { timetable, baseline } = sections;
  const raw =
    baseline === undefined
      ? []
      : [toConfiguredLimits("the baseline", `${path}.baseline`, baseline)];
  if (timetable === undefined) return raw;
  const at = `${path}.timetable`;
  return [
    ...raw,
    toConfiguredLimits("the baseline", `${at}.baseline`, timetable.baseline),
    ...Object.entries(timetable.windows).map(([name, { limits }]) =>
      toConfiguredLimits(`window "${name}"`, `${at}.windows${formatPathStep(name, false)}`, limits),
    ),
    ...timetable.exceptions.flatMap(({ on, use }, index) =>
      typeof use === "string"
        ? []
        : [toConfiguredLimits(describeException(on), `${at}.exceptions[${index}].use`, use)],
    ),
    ...listOverrideLimits(at, timetable.override?.use),
  ];
}

/** All limits of the raw form's schedules. */
export function listScheduleLimits({
  path,
  sections,
}: EndpointContext): readonly ConfiguredLimits[] {
  return Object.entries(sections.schedules ?? {}).map(([name, { min, max }]) =>
    toConfiguredLimits(`schedule "${name}"`, formatSchedulePath(path, name), { min, max }),
  );
}

function toConfiguredLimits(what: string, path: string, limits: Limits): ConfiguredLimits {
  return { what, limits, minPath: `${path}.min`, maxPath: `${path}.max` };
}

function describeException(on: { readonly calendar: string } | object): string {
  return "calendar" in on
    ? `the exception for calendar "${on.calendar}"`
    : "the exception for dates";
}

/** `hold` gives min and max in one key, so equal ones are looked for at the override itself. */
function listOverrideLimits(
  at: string,
  use: Limits | "pause" | undefined,
): readonly ConfiguredLimits[] {
  if (use === undefined || use === "pause") return [];
  const all = toConfiguredLimits("the override", `${at}.override`, use);
  const path = `${at}.override`;
  return [use.min === use.max ? { ...all, minPath: path, maxPath: path } : all];
}

/** All pairs of limits that the endpoint ever has, some perhaps twice; none when its timetable cannot be read. */
export function listPossibleLimits({ timeline, sections }: EndpointContext): readonly Limits[] {
  if (timeline !== undefined) {
    return [...timeline.week, ...(timeline.dated?.segments ?? [])].map(({ limits }) => limits);
  }
  const { baseline, schedules } = sections;
  return baseline === undefined || schedules === undefined
    ? []
    : [baseline, ...Object.values(schedules)];
}

/** Whether the limits leave the count no choice. */
export function isPinned({ min, max }: Limits): boolean {
  return min === max;
}
