import type { DemandHistory } from "./demand";
import { listNotes } from "./list-notes";
import { findRecommendation, type FoundRecommendation, type RecommendOptions } from "./recommend";
import { toScalingConfig } from "./step-ladder";
import { isWeekend } from "./weigh-history";
import { type FoundWindow, slotMinutes, slotsPerDay } from "./windows";

/** Limits in the form of a stack file. */
interface LimitsConfig {
  readonly min: number;
  readonly max: number;
}

interface WindowConfig extends LimitsConfig {
  readonly days?: string;
  readonly from: string;
  readonly to: string;
}

/** `timetable` and `scaling` as in a stack file, and what they are expected to do. Shares from 0 to 1. */
export interface Recommendation {
  readonly timetable: {
    readonly timezone: string;
    readonly baseline: LimitsConfig;
    readonly windows: Readonly<Record<string, WindowConfig>>;
    readonly readyBefore?: string;
  };
  readonly scaling: ReturnType<typeof toScalingConfig> | null;
  readonly expected: { readonly instanceHoursPerWeek: number; readonly shortfall: number; readonly hoursShort: number };
  /** Whether windows pay: without them, the same shortfall costs more. */
  readonly worthIt: boolean;
  /** `low`: one week, or held-back days had more requests short than allowed. */
  readonly confidence: "high" | "fair" | "low";
  /** What each window is for, by its name. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Recommends limits and scaling for a history. */
export function recommendTimetable(history: DemandHistory, options: RecommendOptions): Recommendation {
  const found = findRecommendation(history, options);
  const { chosen, backtest } = found;
  const { timetable, ladder, max, outcome } = chosen;
  const limits = (min: number) => ({ min, max: ladder === undefined ? min : Math.max(min, max) });
  const names = nameWindows(timetable.windows);
  const windows = timetable.windows.map((window, index): [string, WindowConfig] => [
    names[index] ?? "",
    { ...toTimes(window), ...limits(window.min) },
  ]);
  const counted = found.history.weights.reduce((sum, weight) => sum + weight, 0) - found.burstDays.length;
  const fitted = { ...outcome, instanceHoursPerWeek: (outcome.instanceHours * 7) / Math.max(1, counted) };
  const { instanceHoursPerWeek, shortfall, hoursShort } = backtest ?? fitted;
  return {
    timetable: {
      timezone: history.zone,
      baseline: limits(timetable.baseline),
      windows: Object.fromEntries(windows),
      ...(options.startUpMinutes > 0 ? { readyBefore: `${options.startUpMinutes}m` } : {}),
    },
    scaling: ladder === undefined ? null : toScalingConfig(ladder),
    expected: { instanceHoursPerWeek, shortfall, hoursShort },
    worthIt: timetable.windows.length > 0,
    confidence: rateConfidence(found, options),
    reasons: Object.fromEntries(
      timetable.windows.map((window, index) => [names[index] ?? "", explainWindow(window, found, options)]),
    ),
    notes: listNotes(history, found, options),
  };
}

const dayTexts = {
  daily: ["daily", "daily"],
  "mon-fri": ["mon-fri", "tue-sat"],
  "sat-sun": ["sat-sun", "sun-mon"],
} as const;

/** Writes a window's days and times. A window that fills its days is one stretch of several days. */
function toTimes({ days, from, to }: FoundWindow): Omit<WindowConfig, "min" | "max"> {
  const isNextDay = from >= slotsPerDay;
  const start = isNextDay ? from - slotsPerDay : from;
  const length = to - from;
  if (length >= slotsPerDay && days !== "daily") {
    const [first, last] = { "mon-fri": ["mon", "sat"], "sat-sun": ["sat", "mon"] }[days];
    return { from: `${first ?? ""} ${formatSlot(start)}`, to: `${last ?? ""} ${formatSlot(start)}` };
  }
  const end = start + Math.min(length, slotsPerDay - 1);
  return {
    days: dayTexts[days][isNextDay ? 1 : 0],
    from: formatSlot(start),
    to: formatSlot(end > slotsPerDay ? end - slotsPerDay : end),
  };
}

function formatSlot(slot: number): string {
  const minutes = slot * slotMinutes;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function nameWindows(windows: readonly FoundWindow[]): readonly string[] {
  const groups = { daily: "daily", "mon-fri": "weekdays", "sat-sun": "weekend" };
  return windows.map(({ days, from }) => `${groups[days]}-${formatSlot(from % slotsPerDay).replace(":", "")}`);
}

/** Explains a window by the usual peaks of demand in it and in the hour before. */
function explainWindow(
  window: FoundWindow,
  { history }: FoundRecommendation,
  { perInstance }: RecommendOptions,
): string {
  const { days, from, to, min } = window;
  const inside = findUsualPeak(history, window, from, to) / perInstance;
  const before = findUsualPeak(history, window, from - 60 / slotMinutes, from) / perInstance;
  const when = { daily: "On all days", "mon-fri": "On weekdays", "sat-sun": "On weekends" }[days];
  const rise =
    before < min ? `${formatCount(before)} in the hour before` : `already ${formatCount(before)} in the hour before`;
  return `${when}, demand usually peaks at ${formatCount(inside)} here, ${rise}; ${min} are in service when it begins.`;
}

function formatCount(instances: number): string {
  const count = Math.max(1, Math.ceil(instances));
  return `${count} ${count === 1 ? "instance" : "instances"}`;
}

/** Returns the middle of the days' highest rates in the slots `[from, to)`. */
function findUsualPeak(
  { demand, weights }: FoundRecommendation["history"],
  { days }: FoundWindow,
  from: number,
  to: number,
): number {
  const peaks = new Map<number, number>();
  for (let minute = 0; minute < demand.rates.length; minute++) {
    const minuteOfDay = (demand.minuteOfWeek[minute] ?? 0) % 1440;
    const isLate = minuteOfDay < (to - slotsPerDay) * slotMinutes;
    const place = minuteOfDay / slotMinutes + (isLate ? slotsPerDay : 0);
    const day = (demand.day[minute] ?? 0) - (isLate ? 1 : 0);
    if (place < from || place >= to || !((weights[day] ?? 0) > 0)) continue;
    if (days !== "daily" && isWeekend(demand, day) !== (days === "sat-sun")) continue;
    peaks.set(day, Math.max(peaks.get(day) ?? 0, demand.rates[minute] ?? 0));
  }
  const sorted = [...peaks.values()].toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function rateConfidence({ history, backtest, isOverMargin }: FoundRecommendation, { shortfall }: RecommendOptions) {
  const isShort = backtest === undefined || backtest.shortfall > shortfall;
  if (isShort || isOverMargin || history.demand.days < 14) return "low";
  return history.demand.days >= 28 && history.unexplained < 0.2 ? "high" : "fair";
}
