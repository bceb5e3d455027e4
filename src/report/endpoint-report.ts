import type { CapacityUnit } from "../aws/facts";
import type { MonitoringConfig, ServerlessConfig } from "../config/schema";
import { type Firing, type Reassertion, replayActions } from "../plan/replay";
import {
  averageUsage,
  chooseShownZone,
  computeMonthlyUsage,
  explainUnknownInstances,
  getLoadScaling,
  getPriceKey,
  getShownUnit,
  hasRangeWithoutScaleIn,
  listLimitsOnClock,
  listLimitsOverTime,
  type LoadScaling,
  type MonthlyUsage,
  type ReportedEndpoint,
} from "../plan/usage";
import {
  findMonday,
  getEffectiveOverride,
  isEqualLimits,
  type Limits,
  minutesPerWeek,
  type Override,
  type Segment,
} from "../timetable";
import {
  type EpochDay,
  type EpochMinute,
  isKnownZone,
  toDateParts,
  toEpochMinute,
  toPlainMinute,
} from "../timetable/time";
import { type DayOverview, listDays } from "./special-days";

/** How far a report looks ahead, in days, and how many changes it lists at most. */
export interface ReportHorizon {
  readonly days: number;
  readonly changeDays: number;
  readonly changes: number;
}

/** Every change costs a replay, so each report looks only as far ahead as it prints. */
export const reportHorizons = {
  none: { days: 0, changeDays: 0, changes: 0 },
  preview: { days: 60, changeDays: 60, changes: 6 },
  json: { days: 0, changeDays: 60, changes: 12 },
  page: { days: 366, changeDays: 120, changes: 200 },
} as const satisfies Readonly<Record<string, ReportHorizon>>;

/** What an instance costs an hour and, without a price, which key of the stack file gives it. */
interface ReportedPrice {
  readonly usd?: number;
  readonly fromPriceList: boolean;
  /** Why AWS's price list has no price. */
  readonly unknown?: string;
  readonly key: string;
}

/** A real week in the endpoint's zone; `segments` are minutes from Monday 00:00. */
export interface ReportedWeek {
  readonly zone: string;
  readonly monday: EpochDay;
  readonly segments: readonly Segment[];
  readonly days: readonly DayOverview[];
}

/** Everything that a report prints about one endpoint, as plain data. */
export interface EndpointReport {
  readonly name: string;
  readonly zone: string;
  /** The name of an endpoint or inference component that this stack did not create. */
  readonly existingEndpoint?: string;
  readonly unit: CapacityUnit;
  /** The AWS endpoint of an inference component, if the stack file has it. */
  readonly hostEndpoint?: string;
  readonly instanceType?: string;
  /** Of a serverless endpoint that this program creates. */
  readonly serverless?: ServerlessConfig;
  /** Absent if the endpoint has no plan. */
  readonly actionCount?: number;
  readonly reassertEveryMinutes?: number | "never";
  readonly loadScaling: LoadScaling;
  /** Whether min is below max at some time, and only limits can lower the count. */
  readonly hasRangeWithoutScaleIn: boolean;
  /** Absent for `schedules`. */
  readonly reassertion?: Reassertion;
  readonly price: ReportedPrice;
  readonly override?: OverrideState;
  readonly monitoring?: MonitoringConfig;
  /** The week that repeats; absent for `schedules`. */
  readonly usualWeek?: readonly Segment[];
  readonly week: ReportedWeek;
  /** Names in the order of the stack file. */
  readonly windows: readonly string[];
  /** Today and the days after it. */
  readonly days: readonly DayOverview[];
  readonly nextChanges: readonly NextChange[];
  /** Twelve, this month first. */
  readonly months: readonly MonthlyUsage[];
  readonly averageMonth: ReturnType<typeof averageUsage>;
  /** Why a component's instances are unknown. */
  readonly instancesUnknown?: string;
}

/**
 * Computes what reports print about an endpoint.
 * @param endpoint has a timeline or a plan
 * @param dayOfWeek any date of the real week to show; default: today
 */
export function buildEndpointReport(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
  horizon: ReportHorizon,
  dayOfWeek?: EpochDay,
): EndpointReport {
  const { name, config, plan, timeline } = endpoint;
  const today = toLocalDay(endpoint, now);
  const months = computeMonthlyUsage(endpoint, toDateParts(today), 12);
  const { changeDays, changes: count } = horizon;
  const override = findOverrideState(endpoint, now);
  const timetable = config?.timetable;
  const { hostEndpoint } = config?.endpoint ?? {};
  const instancesUnknown = explainUnknownInstances(endpoint);
  return {
    name,
    zone: chooseShownZone(endpoint),
    ...(config?.endpoint === undefined ? {} : { existingEndpoint: config.endpoint.name }),
    unit: getShownUnit(endpoint),
    ...(hostEndpoint === undefined ? {} : { hostEndpoint }),
    ...pickCapacityType(config),
    ...(plan === undefined ? {} : { actionCount: plan.actions.length }),
    ...(timetable === undefined ? {} : { reassertEveryMinutes: timetable.reassertEveryMinutes }),
    loadScaling: getLoadScaling(endpoint),
    hasRangeWithoutScaleIn: hasRangeWithoutScaleIn(endpoint),
    ...(plan?.reassertion === undefined ? {} : { reassertion: plan.reassertion }),
    price: readPrice(endpoint),
    ...(override === undefined ? {} : { override }),
    ...(config?.monitoring === undefined ? {} : { monitoring: config.monitoring }),
    ...(timeline === undefined ? {} : { usualWeek: timeline.week }),
    week: readWeek(endpoint, dayOfWeek ?? today),
    windows: Object.keys(timetable?.windows ?? {}),
    days: listDays(endpoint, today, today + horizon.days),
    nextChanges: findNextChanges(endpoint, { from: now, to: now + changeDays * 1440, count }),
    months,
    averageMonth: averageUsage(months),
    ...(instancesUnknown === undefined ? {} : { instancesUnknown }),
  };
}

function pickCapacityType(config: ReportedEndpoint["config"]): Pick<EndpointReport, "instanceType" | "serverless"> {
  const { instanceType, serverless } = config?.variant ?? {};
  return {
    ...(instanceType === undefined ? {} : { instanceType }),
    ...(serverless === undefined ? {} : { serverless }),
  };
}

function readPrice(endpoint: ReportedEndpoint): ReportedPrice {
  const { askedPrice, config } = endpoint;
  const usd = config?.variant.hourlyPriceUsd;
  return {
    ...(usd === undefined ? {} : { usd }),
    fromPriceList: askedPrice !== undefined,
    ...(askedPrice !== undefined && "unknown" in askedPrice ? { unknown: askedPrice.unknown } : {}),
    key: getPriceKey(endpoint),
  };
}

/** The real week that holds a date. */
export function readWeek(endpoint: ReportedEndpoint, day: EpochDay): ReportedWeek {
  const monday = findMonday(day);
  const start = monday * 1440;
  return {
    zone: chooseShownZone(endpoint),
    monday,
    segments: listLimitsOnClock(endpoint, start, start + minutesPerWeek).map((segment) => ({
      ...segment,
      from: segment.from - start,
      to: segment.to - start,
    })),
    days: listDays(endpoint, monday, monday + 7),
  };
}

/** An endpoint's override or pause, `[from, until)` in real time. */
export interface OverrideState {
  readonly kind: "override" | "pause";
  readonly state: "announced" | "in force";
  readonly from: EpochMinute;
  readonly until: EpochMinute;
  /** Those in force when a pause begins stay during the pause; absent if they are not known. */
  readonly limits?: Limits;
  readonly unit: CapacityUnit;
  readonly reason?: string;
}

/**
 * Finds the override or pause that is in force or will be.
 * @returns undefined if there is none or it has ended
 */
export function findOverrideState(endpoint: ReportedEndpoint, now: EpochMinute): OverrideState | undefined {
  const override = getEffectiveOverride(endpoint.config?.timetable?.override);
  const zone = chooseShownZone(endpoint);
  if (override === undefined || !isKnownZone(zone)) return undefined;
  const [from, until] = [override.from, override.until].map((at) => toEpochMinute(zone, at, "compatible"));
  if (from === undefined || until === undefined || until <= now) return undefined;
  const limits = findOverrideLimits(endpoint, override, from);
  return {
    kind: override.use === "pause" ? "pause" : "override",
    state: from <= now ? "in force" : "announced",
    from,
    until,
    ...(limits === undefined ? {} : { limits }),
    unit: getShownUnit(endpoint),
    ...(override.reason === undefined ? {} : { reason: override.reason }),
  };
}

function findOverrideLimits(endpoint: ReportedEndpoint, { use }: Override, from: EpochMinute): Limits | undefined {
  return use === "pause" ? listLimitsOverTime(endpoint, from, from + 1)[0]?.limits : use;
}

/** A firing that changes the limits, and the limits before it. */
export interface NextChange extends Firing {
  readonly before: Limits;
}

/** Searched at once: long enough for most weeks, short enough to be quick. */
const chunkMinutes = 14 * 1440;

/**
 * Lists the first `count` firings in `[from, to)` that change the limits.
 * @returns sorted by time; re-assertions are left out
 */
export function findNextChanges(
  endpoint: ReportedEndpoint,
  { from, to, count }: { readonly from: EpochMinute; readonly to: EpochMinute; readonly count: number },
): readonly NextChange[] {
  const actions = endpoint.plan?.actions ?? [];
  const changes: NextChange[] = [];
  let before = listLimitsOverTime(endpoint, from - 1, from)[0]?.limits ?? { min: 0, max: 0 };
  for (let start = from; start < to && changes.length < count; start += chunkMinutes) {
    const span = { from: start, to: Math.min(to, start + chunkMinutes), overlap: "once" as const };
    for (const firing of replayActions(actions, { ...span, initial: before }).firings) {
      if (!isEqualLimits(firing.limits, before)) changes.push({ ...firing, before });
      before = firing.limits;
    }
  }
  return changes.slice(0, count);
}

/** Returns the date in the endpoint's zone. */
export function toLocalDay(endpoint: ReportedEndpoint, at: EpochMinute): EpochDay {
  return Math.floor(toPlainMinute(chooseShownZone(endpoint), at) / 1440);
}

/** Lists what decides a segment besides the baseline; lead time belongs to its window. */
export function listLayers({ reasons }: Pick<Segment, "reasons">): readonly string[] {
  return reasons.filter((reason) => reason !== "baseline" && reason !== "readyBefore");
}

/** `office` for `window office`. */
export function getLayerName(layer: string): string {
  return layer.replace(/^(window|schedule|exception|override) /, "");
}

/** `office+launch` for a chart or grid; empty for the baseline. */
export function formatLayerNames(segment: Pick<Segment, "reasons">): string {
  return listLayers(segment).map(getLayerName).join("+");
}
