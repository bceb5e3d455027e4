import type { Limits } from "../config/config";
import { stepText } from "../config/path-text";
import type { EndpointContext } from "./check";
import { rawPath } from "./raw-path";

/** A pair of limits in the stack file. */
export interface WrittenLimits {
  /** What has them, as messages say it: `window "office"`. */
  readonly what: string;
  readonly limits: Limits;
  readonly minPath: string;
  readonly maxPath: string;
}

/** All limits that a timetable writes, in the order of its layers; also the raw form's baseline. */
export function timetableLimits({ path, sections }: EndpointContext): readonly WrittenLimits[] {
  const { timetable, baseline } = sections;
  const raw = baseline === undefined ? [] : [written("the baseline", `${path}.baseline`, baseline)];
  if (timetable === undefined) return raw;
  const at = `${path}.timetable`;
  return [
    ...raw,
    written("the baseline", `${at}.baseline`, timetable.baseline),
    ...Object.entries(timetable.windows).map(([name, { limits }]) =>
      written(`window "${name}"`, `${at}.windows${stepText(name, false)}`, limits),
    ),
    ...timetable.exceptions.flatMap(({ on, use }, index) =>
      typeof use === "string"
        ? []
        : [written(exceptionWords(on), `${at}.exceptions[${index}].use`, use)],
    ),
    ...overrideLimits(at, timetable.override?.use),
  ];
}

/** All limits of the raw form's schedules. */
export function scheduleLimits({ path, sections }: EndpointContext): readonly WrittenLimits[] {
  return Object.entries(sections.schedules ?? {}).map(([name, { min, max }]) =>
    written(`schedule "${name}"`, rawPath(path, name), { min, max }),
  );
}

function written(what: string, path: string, limits: Limits): WrittenLimits {
  return { what, limits, minPath: `${path}.min`, maxPath: `${path}.max` };
}

function exceptionWords(on: { readonly calendar: string } | object): string {
  return "calendar" in on
    ? `the exception for calendar "${on.calendar}"`
    : "the exception for dates";
}

/** `hold` gives min and max in one key, so equal ones are looked for at the override itself. */
function overrideLimits(at: string, use: Limits | "pause" | undefined): readonly WrittenLimits[] {
  if (use === undefined || use === "pause") return [];
  const all = written("the override", `${at}.override`, use);
  const path = `${at}.override`;
  return [use.min === use.max ? { ...all, minPath: path, maxPath: path } : all];
}
