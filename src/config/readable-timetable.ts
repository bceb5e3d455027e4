import type { ExceptionConfig, Limits, TimetableConfig } from "./config";
import type { Field } from "./field";
import { limits } from "./fields-limits";
import { exception, override, window, zone } from "./fields-timetable";
import { present } from "./present";
import { isMap } from "./user-text";

/** Stand-ins for what has a wrong shape, with which no check finds fault. */
const standInLimits: Limits = { min: 1, max: 1 };
const never: TimetableConfig["reassertEveryMinutes"] = "never";
const standInException: ExceptionConfig = { on: { dates: [] }, use: "baseline" };

/**
 * A timetable of which some parts have a wrong shape, without those parts: for checks of what is written.
 *
 * Out: every exception in its place, so that paths stay right; undefined when it is no map at all
 */
export function readableTimetable(written: unknown): TimetableConfig | undefined {
  if (!isMap(written)) return undefined;
  const { timezone, baseline, windows, exceptions } = written;
  const listed: readonly unknown[] = Array.isArray(exceptions) ? exceptions : [];
  return present({
    timezone: rightValue(zone(""), timezone),
    baseline: rightValue(limits("", ""), baseline) ?? standInLimits,
    windows: Object.fromEntries(
      Object.entries(isMap(windows) ? windows : {}).flatMap(([name, value]) => {
        const right = rightValue(window, value);
        return right === undefined ? [] : [[name, right] as const];
      }),
    ),
    exceptions: listed.map((value) => rightValue(exception, value) ?? standInException),
    readyBeforeMinutes: 0,
    reassertEveryMinutes: never,
    override: rightValue(override, written["override"]),
  });
}

function rightValue<T>(field: Field<T>, value: unknown): T | undefined {
  const run = field["~run"]({ value }, {});
  return run.typed && run.issues === undefined ? run.value : undefined;
}
