import type { Exception, Limits, Timetable } from "./config";
import type { Field } from "./field";
import { defineLimits } from "./fields-limits";
import { exceptionSection, overrideSection, windowSection, defineZone } from "./fields-timetable";
import { omitUndefined } from "./present";
import { isMap } from "./user-text";

/** Stand-ins for what has a wrong shape, with which no check finds fault. */
const standInLimits: Limits = { min: 1, max: 1 };
const neverReassert: Timetable["reassertEveryMinutes"] = "never";
const standInException: Exception = { on: { dates: [] }, use: "baseline" };

/**
 * A timetable of which some parts have a wrong shape, without those parts: for checks of what is written.
 *
 * Out: every exception in its place, so that paths stay right; undefined when it is no map at all
 */
export function parseReadableTimetable(written: unknown): Timetable | undefined {
  if (!isMap(written)) return undefined;
  const { timezone, baseline, windows, exceptions } = written;
  const listed: readonly unknown[] = Array.isArray(exceptions) ? exceptions : [];
  return omitUndefined({
    timezone: parseOrUndefined(defineZone(""), timezone),
    baseline: parseOrUndefined(defineLimits("", ""), baseline) ?? standInLimits,
    windows: Object.fromEntries(
      Object.entries(isMap(windows) ? windows : {}).flatMap(([name, value]) => {
        const right = parseOrUndefined(windowSection, value);
        return right === undefined ? [] : [[name, right] as const];
      }),
    ),
    exceptions: listed.map(
      (value) => parseOrUndefined(exceptionSection, value) ?? standInException,
    ),
    readyBeforeMinutes: 0,
    reassertEveryMinutes: neverReassert,
    override: parseOrUndefined(overrideSection, written["override"]),
  });
}

function parseOrUndefined<T>(field: Field<T>, value: unknown): T | undefined {
  const run = field["~run"]({ value }, {});
  return run.typed && run.issues === undefined ? run.value : undefined;
}
