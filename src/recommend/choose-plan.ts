import { minutesPerWeek } from "../timetable";
import { hasClockChange } from "./clock-changes";
import type { Demand } from "./demand";
import { findTimetables, type Prices } from "./find-windows";
import { type FitDays, findQuietSlot, measureSlots } from "./measure-slots";
import { type Fleet, type MinuteLimits, runDemand, type RunResult } from "./run-demand";
import { type StepLadder, toLadderPolicies } from "./step-ladder";
import { type FoundTimetable, listDays, slotMinutes } from "./windows";

/** Limits and scaling that may be recommended. */
export interface Candidate {
  readonly timetable: FoundTimetable;
  /** Absent: the instance count is the timetable's min. */
  readonly ladder: StepLadder | undefined;
  readonly max: number;
}

/** What a candidate costs and leaves unserved on weighted days. Shares from 0 to 1. */
export interface Outcome {
  readonly instanceHours: number;
  readonly shortfall: number;
  readonly hoursShort: number;
}

export interface ScoredCandidate extends Candidate {
  readonly outcome: Outcome;
}

/** What a recommendation may leave unserved on the days that it was fitted to. */
export interface Margins {
  readonly shortfall: number;
  readonly hoursShort: number;
}

const minSaving = 0.01;

/** Instance-hours that serving one more instance-hour of requests, and one more hour in full, may cost. */
const requestPrices = [3, 10, 40, 150];
const hourPrices = [0, 1, 4, 12];

/** Candidates of each number of windows and each pair of prices that are run. */
const runsPerPrice = 2;

export interface Search {
  readonly fit: FitDays;
  readonly fleet: Fleet;
  readonly ladders: readonly (StepLadder | undefined)[];
  readonly maxWindows: number;
  readonly highest: number;
  readonly max: number;
}

interface PricedCandidate {
  readonly price: number;
  readonly candidate: Candidate;
}

/** Finds candidates with few windows that are cheap at some price of a request that is not served, and runs them. */
export function findCandidates(search: Search): readonly ScoredCandidate[] {
  const lists = new Map<string, PricedCandidate[]>();
  for (const ladder of search.ladders) addPricedCandidates(search, ladder, lists);
  const chosen = new Map<string, Candidate>();
  for (const list of lists.values()) {
    for (const { candidate } of list) {
      for (const variant of [candidate, startEarlier(search, candidate)]) chosen.set(JSON.stringify(variant), variant);
    }
  }
  return [...chosen.values()].map((candidate) => ({ ...candidate, outcome: scoreCandidate(search, candidate) }));
}

function addPricedCandidates(
  search: Search,
  ladder: StepLadder | undefined,
  lists: Map<string, PricedCandidate[]>,
): void {
  const { fit, fleet, highest, max } = search;
  const maxWindows = ladder === undefined ? 0 : search.maxWindows;
  const minutes = fit.demand.rates.length;
  const record = { paid: new Int16Array(minutes), serving: new Int16Array(minutes) };
  const free = { min: new Int16Array(minutes).fill(1), max: new Int16Array(minutes).fill(max) };
  const policies = toLadderPolicies(ladder);
  const base = weighDays(runDemand(fit.demand, free, policies, fleet, record), fit.weights).instanceHours;
  const costs = measureSlots(fit, record, fleet, highest);
  for (const request of requestPrices) {
    for (const hour of hourPrices) {
      const prices: Prices = { request: request / (60 * fleet.perInstance), hour };
      const getList = (count: number) => lists.get(`${request} ${hour} ${count}`) ?? [];
      const counts = Array.from({ length: maxWindows }, (_, index) => index + 1);
      const highestPrice =
        Math.max(...counts.map((count) => getList(count)[runsPerPrice - 1]?.price ?? Infinity)) - base;
      const found = findTimetables(costs, prices, fit, fleet, { maxWindows, highestPrice });
      for (const [count, { price, ...timetable }] of found.entries()) {
        const list = [...getList(count), { price: base + price, candidate: { timetable, ladder, max } }];
        lists.set(`${request} ${hour} ${count}`, list.toSorted((a, b) => a.price - b.price).slice(0, runsPerPrice));
      }
    }
  }
}

/**
 * Starts each window a slot earlier. While a window's instances start, load that already rises keeps the alarm in ALARM,
 * and its policy adds to the window's count.
 */
function startEarlier({ fit, fleet }: Search, candidate: Candidate): Candidate {
  const windows = candidate.timetable.windows.map((window) => ({ ...window, from: window.from - 1 }));
  const cut = windows.map((window) => {
    const next = windows.find(({ days, from }) => days === window.days && from > window.from && from < window.to);
    return next === undefined ? window : { ...window, to: next.from };
  });
  if (cut.some((window) => hasClockChange(window, fit.clockChanges, fleet.startUpMinutes))) return candidate;
  return { ...candidate, timetable: { ...candidate.timetable, windows: cut } };
}

function scoreCandidate({ fit, fleet }: Search, candidate: Candidate): Outcome {
  return weighDays(runCandidate(fit.demand, candidate, fleet), fit.weights);
}

export function runCandidate(demand: Demand, candidate: Candidate, fleet: Fleet): RunResult {
  const limits = createLimits(demand, candidate, fleet.startUpMinutes);
  return runDemand(demand, limits, toLadderPolicies(candidate.ladder), fleet);
}

/** The limits that a candidate's stack file gives, with `readyBefore` equal to the start-up time. */
function createLimits(
  { minuteOfWeek }: Demand,
  { timetable, ladder, max }: Candidate,
  readyBeforeMinutes: number,
): MinuteLimits {
  const week = new Int16Array(minutesPerWeek).fill(timetable.baseline);
  for (const window of timetable.windows) {
    for (const day of listDays(window.days)) {
      const from = day * 1440 + window.from * slotMinutes - readyBeforeMinutes;
      for (let at = from; at < day * 1440 + window.to * slotMinutes; at++) {
        const place = (at + minutesPerWeek) % minutesPerWeek;
        week[place] = Math.max(week[place] ?? 0, window.min);
      }
    }
  }
  const min = new Int16Array(minuteOfWeek.length);
  for (let minute = 0; minute < min.length; minute++) min[minute] = week[minuteOfWeek[minute] ?? 0] ?? 0;
  return { min, max: ladder === undefined ? min : new Int16Array(min.length).fill(max) };
}

/** Sums a run over weighted days. */
export function weighDays(result: RunResult, weights: Float64Array): Outcome {
  const sum = (values: Float64Array) => values.reduce((total, value, day) => total + value * (weights[day] ?? 0), 0);
  const requests = sum(result.requests);
  return {
    instanceHours: sum(result.instanceMinutes) / 60,
    shortfall: requests === 0 ? 0 : sum(result.shortRequests) / requests,
    hoursShort: sum(result.shortHours) / Math.max(1, sum(result.hours)),
  };
}

/**
 * Chooses the cheapest candidate within the margins. Each window must save 1 % more than the best candidate with fewer
 * windows.
 */
export function chooseCandidate(candidates: readonly ScoredCandidate[], margins: Margins): ScoredCandidate | undefined {
  const best: ScoredCandidate[] = [];
  for (const candidate of candidates) {
    const { outcome, timetable } = candidate;
    if (outcome.shortfall > margins.shortfall || outcome.hoursShort > margins.hoursShort) continue;
    const count = timetable.windows.length;
    if (outcome.instanceHours < (best[count]?.outcome.instanceHours ?? Infinity)) best[count] = candidate;
  }
  return best.reduce<ScoredCandidate | undefined>((chosen, candidate) => {
    if (chosen === undefined) return candidate;
    const added = candidate.timetable.windows.length - chosen.timetable.windows.length;
    const needed = chosen.outcome.instanceHours * (1 - minSaving) ** added;
    return candidate.outcome.instanceHours <= needed ? candidate : chosen;
  }, undefined);
}

/**
 * Lists the days with the largest shares short without windows: one in two weeks. A burst that no week repeats would
 * otherwise decide how much room all other days get.
 */
export function listBurstDays(
  demand: Demand,
  weights: Float64Array,
  ladder: StepLadder | undefined,
  max: number,
  fleet: Fleet,
): readonly number[] {
  const { shortRequests, requests } = runCandidate(
    demand,
    { timetable: { baseline: 1, windows: [] }, ladder, max },
    fleet,
  );
  const counted = [...weights.keys()].filter((day) => (weights[day] ?? 0) > 0 && (requests[day] ?? 0) > 0);
  const share = (day: number) => (shortRequests[day] ?? 0) / (requests[day] ?? 1);
  return counted.toSorted((a, b) => share(b) - share(a)).slice(0, Math.floor(counted.length / 10));
}

/** Creates what windows are fitted to. */
export function createFitDays(demand: Demand, weights: Float64Array, clockChanges: ReadonlySet<number>): FitDays {
  return { demand, weights, firstSlot: findQuietSlot(demand), clockChanges };
}
