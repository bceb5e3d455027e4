import { scalingMetrics } from "../aws/facts";
import { chooseShownZone, listCounts, type ReportedEndpoint } from "../plan/usage";
import { formatPath, type Problem } from "../problem";
import { findMonday, minutesPerWeek } from "../timetable";
import type { EpochDay, EpochMinute } from "../timetable/time";
import { type Demand, type DemandHistory, toDemand } from "./demand";
import { toLoadPolicies } from "./load-policies";
import { addAt, type Fleet, runDemand, type RunRecord, type RunResult } from "./run-demand";

/** A load that ran against an endpoint's limits and scaling. */
export interface LoadRun extends RunRecord {
  readonly start: EpochMinute;
  readonly zone: string;
  readonly demand: Demand;
  readonly perInstance: number;
  readonly result: RunResult;
}

/** Finds out why an endpoint cannot run against a load curve. */
export function findLoadProblem({ name, config }: ReportedEndpoint): Problem | undefined {
  const scaling = config?.scaling;
  if (scaling === undefined || scaling.metric === "invocationsPerInstance") return undefined;
  return {
    severity: "error",
    code: "metric-not-in-load",
    path: formatPath(["endpoints", name, "scaling", "metric"]),
    message: `a load curve has requests, and ${scalingMetrics[scaling.metric].metricName} does not follow from them`,
    expected: "invocationsPerInstance",
    fix: "simulate a copy of the stack file that scales by invocationsPerInstance, or has no scaling",
  };
}

/**
 * Runs a load against the limits and scaling of an endpoint, on its wall clock. It starts at min, or, if nothing scales
 * in, at the count that earlier limits left.
 * @param endpoint Without a problem of `findLoadProblem`.
 */
export function runEndpoint(endpoint: ReportedEndpoint, history: DemandHistory, fleet: Fleet): LoadRun {
  const zone = chooseShownZone(endpoint);
  const demand = toDemand({ ...history, zone });
  const minutes = demand.rates.length;
  const { start } = history;
  const limits = { min: new Int16Array(minutes), max: new Int16Array(minutes) };
  const segments = listCounts(endpoint, start, start + minutes);
  for (const { from, to, limits: own } of segments) {
    limits.min.fill(own.min, from - start, to - start);
    limits.max.fill(own.max, from - start, to - start);
  }
  const record = { paid: new Int16Array(minutes), serving: new Int16Array(minutes) };
  const first = segments[0]?.counts.min ?? 0;
  const result = runDemand(demand, { ...limits, first }, toLoadPolicies(endpoint.config?.scaling), fleet, record);
  return { ...record, start, zone, demand, perInstance: fleet.perInstance, result };
}

/** An hour of a run with requests short. `load` and `capacity`: mean requests per minute. Shares from 0 to 1. */
interface LoadHour {
  readonly at: EpochMinute;
  readonly load: number;
  readonly capacity: number;
  readonly shortfall: number;
}

/** What a run costs and does not serve, over the minutes with data. `shortfall`: share of the requests. */
export interface LoadSummary {
  readonly instanceHours: number;
  readonly requests: number;
  readonly shortfall: number;
  readonly hours: number;
  readonly hoursShort: number;
  /** The hour with the most requests short first. */
  readonly worstHours: readonly LoadHour[];
}

/** Sums a run up. An hour is short if one of its requests is. */
export function summarizeRun(run: LoadRun, worstCount: number): LoadSummary {
  const { result, demand } = run;
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const requests = sum(result.requests);
  const hours = Array.from({ length: Math.ceil(demand.rates.length / 60) }, (_, hour) => measureHour(run, hour * 60));
  const known = hours.filter(({ load }) => load >= 0);
  return {
    instanceHours: sum(result.instanceMinutes) / 60,
    requests,
    shortfall: requests === 0 ? 0 : sum(result.shortRequests) / requests,
    hours: known.length,
    hoursShort: sum(result.shortHours),
    worstHours: known
      .filter(({ shortfall }) => shortfall > 0)
      .toSorted((a, b) => b.load * b.shortfall - a.load * a.shortfall)
      .slice(0, worstCount),
  };
}

/** The load of an hour without data is NaN. */
function measureHour({ start, demand, serving, perInstance }: LoadRun, from: number): LoadHour {
  let [minutes, requests, capacity, short] = [0, 0, 0, 0];
  for (let minute = from; minute < Math.min(from + 60, demand.rates.length); minute++) {
    const rate = demand.rates[minute] ?? NaN;
    if (!(rate >= 0)) continue;
    const served = (serving[minute] ?? 0) * perInstance;
    minutes += 1;
    requests += rate;
    capacity += served;
    short += Math.max(0, rate - served);
  }
  const shortfall = requests === 0 ? 0 : short / requests;
  return { at: start + from, load: requests / minutes, capacity: capacity / minutes, shortfall };
}

export const slotMinutes = 30;

/** Means by half hour of the week, in instances. NaN: not known. `short`: requests, also in instances. */
export interface LoadWeek {
  readonly load: Float64Array;
  readonly capacity: Float64Array;
  readonly short: Float64Array;
}

/**
 * Averages the weeks of a run.
 * @param monday Only this week.
 */
export function averageWeeks({ demand, serving, perInstance }: LoadRun, monday?: EpochDay): LoadWeek {
  const slots = minutesPerWeek / slotMinutes;
  const create = () => new Float64Array(slots);
  const [load, capacity, short, minutes] = [create(), create(), create(), create()];
  demand.rates.forEach((rate, minute) => {
    if (!(rate >= 0)) return;
    if (monday !== undefined && findMonday(demand.firstDay + (demand.day[minute] ?? 0)) !== monday) return;
    const slot = Math.floor((demand.minuteOfWeek[minute] ?? 0) / slotMinutes);
    const [needed, served] = [rate / perInstance, serving[minute] ?? 0];
    addAt(minutes, slot, 1);
    addAt(load, slot, needed);
    addAt(capacity, slot, served);
    addAt(short, slot, Math.max(0, needed - served));
  });
  const divide = (values: Float64Array) => values.map((value, slot) => value / (minutes[slot] ?? 0));
  return { load: divide(load), capacity: divide(capacity), short: divide(short) };
}

/** Finds the Monday of the week with the most requests short, or, if none are, with the most requests. */
export function findWorstMonday({ demand, result }: LoadRun): EpochDay {
  const byWeek = (values: Float64Array) => {
    const weeks = new Map<EpochDay, number>();
    for (const [day, value] of values.entries()) {
      const monday = findMonday(demand.firstDay + day);
      weeks.set(monday, (weeks.get(monday) ?? 0) + value);
    }
    return [...weeks].toSorted((a, b) => b[1] - a[1])[0] ?? [0, 0];
  };
  const [monday, short] = byWeek(result.shortRequests);
  return short > 0 ? monday : byWeek(result.requests)[0];
}
