import {
  type Candidate,
  chooseCandidate,
  createFitDays,
  findCandidates,
  listBurstDays,
  type Margins,
  runCandidate,
  type ScoredCandidate,
  weighDays,
} from "./choose-plan";
import { findClockChanges } from "./clock-changes";
import { type Demand, type DemandHistory, toDemand } from "./demand";
import type { Fleet } from "./run-demand";
import { buildStepLadder } from "./step-ladder";
import { weighHistory, type WeighedHistory } from "./weigh-history";

export interface RecommendOptions extends Fleet {
  /** Share of requests that may exceed the capacity in service: 0.01 for 1 %. */
  readonly shortfall: number;
  readonly maxWindows: number;
  /** Days since 1970-01-01. */
  readonly holidays: ReadonlySet<number>;
}

/** What a recommendation is based on, and how it did on days that it was not fitted to. */
export interface FoundRecommendation {
  readonly chosen: ScoredCandidate;
  /** The best without windows. Absent: none keeps the shortfall. */
  readonly withoutWindows: ScoredCandidate | undefined;
  readonly history: WeighedHistory;
  readonly burstDays: readonly number[];
  /** On held-back days. Absent: the history is too short. */
  readonly backtest: Backtest | undefined;
  /** No candidate left enough room below the allowed shortfall. */
  readonly isOverMargin: boolean;
}

interface Backtest {
  readonly instanceHoursPerWeek: number;
  readonly shortfall: number;
  readonly hoursShort: number;
  readonly days: number;
}

/** The part of the allowed shortfall that fitted days may use: the future differs from them. Cautious steps keep room too. */
const shortfallMargin = { regular: 0.4, cautious: 0.5 };

/** Share of hours with a request short on fitted days. One week shows too little to use the full 20 %. */
const hoursShortMargin = { oneWeek: { regular: 0.06, cautious: 0.08 }, moreWeeks: 0.18 };

/** From this share of unexplained demand on, one week cannot show which bursts will come. */
const irregularShare = 0.2;

const regularShapes = [0.9, 0.95].flatMap((load) =>
  [0.6, 0.75, 0.9].flatMap((share) =>
    [0.25, 0.5, 1].flatMap((pace) =>
      [15, 30].map((cooldownMinutes) => ({ out: load, goal: load, in: load * share, pace, cooldownMinutes })),
    ),
  ),
);

/** Slow on the way back, and never close to full. */
const cautiousShapes = [0.8, 0.9].flatMap((share) =>
  [0.25, 0.35].map((pace) => ({ out: 0.9, goal: 0.85, in: 0.85 * share, pace, cooldownMinutes: 20 })),
);

/** Instances above the usual peak that load may ask for. */
const maxOverPeak = 1.5;

/**
 * Finds few windows and step scaling for a history, and tests them on held-back days: the last quarter of the weeks, or,
 * with less than two weeks, each second day.
 */
export function findRecommendation(history: DemandHistory, options: RecommendOptions): FoundRecommendation {
  const demand = toDemand(history);
  const clockChanges = findClockChanges(history.zone, demand.firstDay + demand.days);
  const fitOptions = { ...options, clockChanges };
  return { ...fitDays(demand, fitOptions), backtest: testOnHeldBackDays(demand, fitOptions) };
}

interface FitOptions extends RecommendOptions {
  readonly clockChanges: ReadonlySet<number>;
}

type Fitted = Omit<FoundRecommendation, "backtest">;

/** @param counted 1 for each day to fit to; absent: all. */
function fitDays(raw: Demand, options: FitOptions, counted?: Float64Array): Fitted {
  const history = weighHistory(raw, options.holidays);
  const weeks = history.demand.days / 7;
  const weights = history.weights.map((weight, day) => weight * (counted?.[day] ?? 1));
  const usualPeak = findQuantile(history.demand.rates, 0.999) / options.perInstance;
  const highest = Math.max(1, Math.ceil(1.1 * usualPeak));
  const max = Math.max(highest, Math.ceil(maxOverPeak * usualPeak));
  // No limits serve what lies above max.
  const rates = history.demand.rates.map((rate) => Math.min(rate, max * options.perInstance));
  const demand = { ...history.demand, rates };
  const style = weeks < 2 && history.unexplained > irregularShare ? "cautious" : "regular";
  const shapes = style === "cautious" ? cautiousShapes : regularShapes;
  const ladders = shapes.map((shape) => buildStepLadder(shape, options.perInstance));
  const middle = ladders[Math.floor(ladders.length / 2)];
  const burstDays = listBurstDays(demand, weights, middle, max, options);
  for (const day of burstDays) weights[day] = 0;
  const candidates = findCandidates({
    fit: createFitDays(demand, weights, options.clockChanges),
    fleet: options,
    ladders: [...ladders, undefined],
    maxWindows: options.maxWindows,
    highest,
    max,
  });
  const margins = {
    shortfall: shortfallMargin[style] * options.shortfall,
    hoursShort: weeks < 2 ? hoursShortMargin.oneWeek[style] : hoursShortMargin.moreWeeks,
  };
  const strict = chooseCandidate(candidates, margins);
  const constant: ScoredCandidate = candidates[0] ?? scoreConstant(demand, weights, max, options);
  return {
    chosen: strict ?? chooseNearest(candidates, margins) ?? constant,
    withoutWindows: chooseCandidate(
      candidates.filter(({ timetable }) => timetable.windows.length === 0),
      margins,
    ),
    history,
    burstDays,
    isOverMargin: strict === undefined,
  };
}

/** Chooses with margins that grow until a candidate keeps them. */
function chooseNearest(candidates: readonly ScoredCandidate[], margins: Margins): ScoredCandidate | undefined {
  for (const factor of [1.5, 2, 3, 5, 10, Infinity]) {
    const wider = { shortfall: margins.shortfall * factor, hoursShort: margins.hoursShort * factor };
    const chosen = chooseCandidate(candidates, wider);
    if (chosen !== undefined) return chosen;
  }
  return undefined;
}

function scoreConstant(demand: Demand, weights: Float64Array, max: number, fleet: Fleet): ScoredCandidate {
  const candidate: Candidate = { timetable: { baseline: max, windows: [] }, ladder: undefined, max };
  return { ...candidate, outcome: weighDays(runCandidate(demand, candidate, fleet), weights) };
}

function findQuantile(rates: Float64Array, share: number): number {
  const sorted = rates.filter((rate) => rate >= 0).toSorted();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

function testOnHeldBackDays(demand: Demand, options: FitOptions): Backtest | undefined {
  const weeks = Math.floor(demand.days / 7);
  if (weeks >= 2) {
    const first = demand.days - 7 * Math.max(1, Math.round(weeks / 4));
    const { chosen } = fitDays(cutDays(demand, 0, first), options);
    return toBacktest(
      weighDays(
        runCandidate(demand, chosen, options),
        markDays(demand, (day) => day >= first),
      ),
      demand.days - first,
    );
  }
  if (demand.days < 4) return undefined;
  const parts = [0, 1].map((part) => {
    const { chosen } = fitDays(
      demand,
      options,
      markDays(demand, (day) => day % 2 !== part),
    );
    const held = markDays(demand, (day) => day % 2 === part);
    return toBacktest(weighDays(runCandidate(demand, chosen, options), held), held.filter((mark) => mark > 0).length);
  });
  return parts.reduce((a, b) => ({
    instanceHoursPerWeek: (a.instanceHoursPerWeek * a.days + b.instanceHoursPerWeek * b.days) / (a.days + b.days),
    shortfall: (a.shortfall * a.days + b.shortfall * b.days) / (a.days + b.days),
    hoursShort: (a.hoursShort * a.days + b.hoursShort * b.days) / (a.days + b.days),
    days: a.days + b.days,
  }));
}

function toBacktest({ instanceHours, shortfall, hoursShort }: ScoredCandidate["outcome"], days: number): Backtest {
  return { instanceHoursPerWeek: (instanceHours * 7) / days, shortfall, hoursShort, days };
}

function markDays({ days }: Demand, isMarked: (day: number) => boolean): Float64Array {
  return Float64Array.from({ length: days }, (_, day) => (isMarked(day) ? 1 : 0));
}

/** Cuts out the days `[from, to)`. */
function cutDays(demand: Demand, from: number, to: number): Demand {
  const keep = (_: number, minute: number) => (demand.day[minute] ?? 0) >= from && (demand.day[minute] ?? 0) < to;
  return {
    rates: demand.rates.filter(keep),
    minuteOfWeek: demand.minuteOfWeek.filter(keep),
    day: demand.day.filter(keep).map((day) => day - from),
    days: to - from,
    firstDay: demand.firstDay + from,
  };
}
