import { chooseShownZone, listLimitsOverTime, type RealSegment, type ReportedEndpoint } from "../../plan/usage";
import { createShadeLookup, type DrawOptions, drawWeek, type WeekCell } from "../../report/text";
import { type EpochMinute, toPlainMinute } from "../../timetable/time";
import { type AwsState, findScaledResource } from "../aws";

/** The count in service and the limits of one endpoint or inference component from a minute on. */
export interface LiveSample {
  readonly at: EpochMinute;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/** Minutes of a week in which AWS differed from the timetable. */
export interface OffTimetable {
  readonly minutes: number;
  readonly limitsDiffer: number;
  readonly tooFew: number;
  readonly longestTooFew: number;
  readonly tooMany: number;
}

/**
 * @param variant of the endpoint; absent: the first that has a target
 * @returns undefined while the endpoint or inference component has no scalable target
 */
export function takeLiveSample(state: AwsState, name: string, variant?: string): LiveSample | undefined {
  const target = Object.values(state.targets).find(({ resourceId }) => {
    const [, scaled, , scaledVariant = variant] = resourceId.split("/");
    return scaled === name && (variant === undefined || scaledVariant === variant);
  });
  const found = target && findScaledResource(state, target.resourceId);
  if (target === undefined || found === undefined) return undefined;
  const count = found.unit === "copies" ? found.component.current : found.variant.current;
  return { at: Math.ceil(state.nowSeconds / 60), count, min: target.min, max: target.max };
}

/**
 * Counts the minutes in which a week differed from the timetable.
 * @param samples sorted, the first at or before `from`
 */
export function findOffTimetable(
  endpoint: ReportedEndpoint,
  samples: readonly LiveSample[],
  from: EpochMinute,
  to: EpochMinute,
): OffTimetable {
  const limitsAt = createStepReader<RealSegment>(listLimitsOverTime(endpoint, from, to), (each) => each.from);
  const liveAt = createStepReader(samples, (each) => each.at);
  let [limitsDiffer, tooFew, tooMany, inARow, longestTooFew] = [0, 0, 0, 0, 0];
  for (let minute = from; minute < to; minute++) {
    const [expected, actual] = [limitsAt(minute)?.limits, liveAt(minute)];
    if (expected === undefined || actual === undefined) continue;
    if (expected.min !== actual.min || expected.max !== actual.max) limitsDiffer++;
    inARow = actual.count < expected.min ? inARow + 1 : 0;
    longestTooFew = Math.max(longestTooFew, inARow);
    if (inARow > 0) tooFew++;
    if (actual.count > expected.max) tooMany++;
  }
  return { minutes: to - from, limitsDiffer, tooFew, longestTooFew, tooMany };
}

/** @returns a reader of the step in force at a minute, for minutes that only rise */
function createStepReader<T>(
  steps: readonly T[],
  from: (step: T) => EpochMinute,
): (minute: EpochMinute) => T | undefined {
  let index = 0;
  return (minute) => {
    for (;;) {
      const next = steps[index + 1];
      if (next === undefined || from(next) > minute) return steps[index];
      index++;
    }
  };
}

/** Draws what is in service in each hour of a week: the count that most of the hour had. */
export function formatLiveGrid(
  endpoint: ReportedEndpoint,
  samples: readonly LiveSample[],
  from: EpochMinute,
  to: EpochMinute,
  options: DrawOptions,
): string {
  const zone = chooseShownZone(endpoint);
  const shadeOf = createShadeLookup(samples.map(({ count }) => ({ min: count, max: count })));
  const hours = listUsualCounts(samples, from, to);
  const start = toPlainMinute(zone, from);
  const cells = hours.reduce<readonly WeekCell[]>((done, count, hour) => {
    const shade = shadeOf({ min: count, max: count });
    const [begin, end] = [hour * 60, hour * 60 + 60];
    const last = done.at(-1);
    if (last?.weight === count) return [...done.slice(0, -1), { ...last, to: end }];
    return [...done, { from: begin, to: end, labels: [`${count} `, `${count}`], shade, weight: count }];
  }, []);
  return drawWeek(cells, { monday: Math.floor(start / 1440) }, options);
}

function listUsualCounts(samples: readonly LiveSample[], from: EpochMinute, to: EpochMinute): readonly number[] {
  const liveAt = createStepReader(samples, (each) => each.at);
  return Array.from({ length: Math.round((to - from) / 60) }, (_, hour) => {
    const minutes = new Map<number, number>();
    for (let minute = from + hour * 60; minute < from + hour * 60 + 60; minute++) {
      const count = liveAt(minute)?.count ?? 0;
      minutes.set(count, (minutes.get(count) ?? 0) + 1);
    }
    const [usual] = [...minutes].toSorted(([, a], [, b]) => b - a);
    return usual?.[0] ?? 0;
  });
}
