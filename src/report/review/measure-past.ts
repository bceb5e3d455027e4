import { listFirings } from "../../plan/replay";
import { listCounts, type ReportedEndpoint } from "../../plan/usage";
import type { DemandHistory } from "../../recommend";
import type { EpochMinute } from "../../timetable/time";
import type { PastFiring } from "../drift";

/** What was measured, by interval. `instances`: mean count in service. NaN: not known. */
export interface MeasuredWeeks extends DemandHistory {
  readonly instances: readonly number[];
  readonly firings: readonly PastFiring[];
}

/** What an endpoint did over the intervals with data. Shares from 0 to 1. */
export interface Past {
  readonly hours: number;
  readonly hoursShort: number;
  readonly shortfall: number;
  readonly instanceHours: number;
  /** Instance-hours in service above what the load needed. */
  readonly idleHours: number;
  /** Firings of today's stack file that change limits, since the first one that AWS recorded. */
  readonly firings: number;
  readonly failedFirings: readonly FailedFiring[];
  readonly missedFirings: readonly FailedFiring[];
  /** Rises of min, and the minutes after them with fewer instances in service. */
  readonly rises: number;
  readonly minutesBelowMin: number;
  readonly longestMinutesBelowMin: number;
}

/** `failure`: absent if AWS has no record of the firing. */
export interface FailedFiring {
  readonly at: EpochMinute;
  readonly action: string;
  readonly failure?: string;
}

/** Minutes after its time in which a firing is recorded. */
const firingMinutes = 10;

/** Measures what ran against the load and the plan. */
export function measurePast(endpoint: ReportedEndpoint, measured: MeasuredWeeks, perInstance: number): Past {
  return {
    ...measureService(measured, perInstance),
    ...compareFirings(endpoint, measured),
    ...measureRises(endpoint, measured),
  };
}

function measureService({ start, intervalMinutes, requests, instances }: MeasuredWeeks, perInstance: number) {
  const hours = new Map<number, boolean>();
  let [all, short, served, idle] = [0, 0, 0, 0];
  for (const [index, count] of requests.entries()) {
    const running = instances[index] ?? NaN;
    if (!(count >= 0 && running >= 0)) continue;
    const needed = count / intervalMinutes / perInstance;
    const missing = Math.max(0, needed - running);
    const hour = Math.floor((start + index * intervalMinutes) / 60);
    hours.set(hour, hours.get(hour) === true || missing > 1e-9);
    all += needed;
    short += missing;
    served += (running * intervalMinutes) / 60;
    idle += (Math.max(0, running - Math.max(1, Math.ceil(needed - 1e-9))) * intervalMinutes) / 60;
  }
  return {
    hours: hours.size,
    hoursShort: [...hours.values()].filter(Boolean).length,
    shortfall: all === 0 ? 0 : short / all,
    instanceHours: served,
    idleHours: idle,
  };
}

/** A firing that sets the same limits again is left out: whether AWS records it is not known. */
function compareFirings({ plan }: ReportedEndpoint, { start, intervalMinutes, requests, firings }: MeasuredWeeks) {
  const actions = plan?.actions ?? [];
  const names = new Set(actions.map(({ name }) => name));
  const recorded = firings.filter(({ action }) => names.has(action));
  const first = Math.min(...recorded.map(({ at }) => at));
  const none: readonly FailedFiring[] = [];
  if (first === Infinity) return { firings: 0, failedFirings: none, missedFirings: none };
  const from = Math.max(start, first);
  const found = listFirings(actions, { from, to: start + requests.length * intervalMinutes, overlap: "once" });
  const planned = [...found.at].map((at, index) => ({ at, set: actions[found.action[index] ?? 0] }));
  const changes = planned.flatMap(({ at, set }, index) => {
    const before = planned[index - 1]?.set;
    const isSame = before?.min === set?.min && before?.max === set?.max;
    return set === undefined || isSame ? [] : [{ at, action: set.name }];
  });
  const records = changes.map(({ at, action }) => {
    const record = recorded.find((each) => each.action === action && each.at >= at && each.at < at + firingMinutes);
    return { at, action, record };
  });
  return {
    firings: changes.length,
    failedFirings: records.flatMap(({ at, action, record }) =>
      record?.failure === undefined ? [] : [{ at, action, failure: record.failure }],
    ),
    missedFirings: records.flatMap(({ at, action, record }) => (record === undefined ? [{ at, action }] : [])),
  };
}

/** Counts are means of an interval, so the interval of a rise itself is left out. */
function measureRises(endpoint: ReportedEndpoint, { start, intervalMinutes, requests, instances }: MeasuredWeeks) {
  const segments = listCounts(endpoint, start, start + requests.length * intervalMinutes);
  const waits = segments.flatMap(({ from, to, limits: { min } }, index) => {
    if (min <= (segments[index - 1]?.limits.min ?? Infinity)) return [];
    let at = Math.ceil((from - start) / intervalMinutes);
    const last = Math.floor((to - start) / intervalMinutes);
    const first = at;
    while (at < last && (instances[at] ?? NaN) < min) at++;
    return [(at - first) * intervalMinutes];
  });
  return {
    rises: waits.length,
    minutesBelowMin: waits.reduce((sum, minutes) => sum + minutes, 0),
    longestMinutesBelowMin: Math.max(0, ...waits),
  };
}
