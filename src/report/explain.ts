import { listFirings } from "../plan/firings";
import type { EpochMinute } from "../time/instant";
import { toWeekday } from "../time/plain-date";
import { weekdayNames } from "../time/weekday";
import { toPlainMinute } from "../time/zone";
import { type Limits, isEqualLimits } from "../timetable/limits";
import { type Segment, findSegment } from "../timetable/timeline";
import { formatColumns, wrapText } from "./columns";
import { formatLimitsChange, formatLimits } from "./limits-text";
import { listLimitsOverTime, type RealSegment } from "./limits-over-time";
import { formatLocal, formatUtc } from "./moment-text";
import { findOverrideState, formatOverride } from "./override-text";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";

/**
 * Why the limits are what they are at a moment, and what comes next.
 *
 * `since`, `next`: where the limits last changed and change next; absent where that is over a year away
 * `setBy`:         the last firing up to the moment
 * `usual`:         what the week says for this time of the week, where a date makes it different
 */
export interface Explanation {
  readonly at: EpochMinute;
  readonly limits: Limits;
  readonly reasons: readonly string[];
  readonly since?: EpochMinute;
  readonly setBy?: ActionFiring;
  readonly usual?: Pick<Segment, "limits" | "reasons">;
  readonly next?: Pick<Segment, "limits" | "reasons"> & {
    readonly at: EpochMinute;
    readonly action?: string;
  };
}

/** A scheduled action and when it fired. */
interface ActionFiring {
  readonly at: EpochMinute;
  readonly action: string;
}

/** Searched around the moment, in days, one after the other. */
const searchDays = [9, 60, 400];

/**
 * Explains one moment.
 *
 * In:  an endpoint with a timeline or a plan
 * Out: undefined when it has neither
 */
export function explainLimits(
  endpoint: ReportedEndpoint,
  at: EpochMinute,
): Explanation | undefined {
  const [now] = listLimitsOverTime(endpoint, at, at + 1);
  if (now === undefined) return undefined;
  const usual = findUsualSegment(endpoint, at);
  const since = findLastChange(endpoint, at, now.limits);
  const setBy = findLastFiring(endpoint, at);
  const next = findNextChange(endpoint, at, now.limits);
  return {
    at,
    limits: now.limits,
    reasons: now.reasons,
    ...(since === undefined ? {} : { since }),
    ...(setBy === undefined ? {} : { setBy }),
    ...(usual === undefined || isEqualLimits(usual.limits, now.limits) ? {} : { usual }),
    ...(next === undefined ? {} : { next }),
  };
}

/**
 * The explanation as lines of a label and a text.
 *
 * In:  an explanation of this endpoint
 * Out: lines of at most `width` columns, but for a word that is longer
 */
export function formatExplanation(
  endpoint: ReportedEndpoint,
  explanation: Explanation,
  width: number,
): string {
  const zone = chooseShownZone(endpoint);
  const { at, limits, reasons: because, since, setBy, usual, next } = explanation;
  const override = findOverrideState(endpoint, at);
  const weekday = weekdayNames[toWeekday(Math.floor(toPlainMinute(zone, at) / 1440))];
  const rows: readonly (readonly [string, string])[] = [
    ["limits", `min ${limits.min}, max ${limits.max}`],
    ["decided by", because.map((name) => addLimits(endpoint, name)).join(", ")],
    ...toRows("instead of", usual, (was) => `${describeLayers(was)}, as on every other ${weekday}`),
    ...toRows("override", override, (state) => formatOverride(endpoint, state)),
    ...toRows("since", since, (moment) => formatLocal(zone, moment)),
    ...toRows("last set by", setBy, (set) => `${set.action}, fired ${formatLocal(zone, set.at)}`),
    ...toRows(
      "next change",
      next,
      (change) => `${formatLocal(zone, change.at)}: ${describeNextChange(limits, change)}`,
    ),
  ];
  const title = `${endpoint.name} at ${formatLocal(zone, at)} (${zone}), ${formatUtc(at)}`;
  const indent = 2 + Math.max(...rows.map(([label]) => label.length)) + 2;
  return [
    ...wrapText(title, width, 2),
    ...formatColumns(rows)
      .split("\n")
      .flatMap((line) => wrapText(`  ${line}`, width, indent)),
  ].join("\n");
}

function toRows<T>(
  label: string,
  value: T | undefined,
  text: (value: T) => string,
): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[label, text(value)]];
}

function describeNextChange(limits: Limits, next: NonNullable<Explanation["next"]>): string {
  const by = next.action === undefined ? "" : `, by action ${next.action}`;
  return `${formatLimitsChange(limits, next.limits)} (${next.reasons.join(", ")})${by}`;
}

function describeLayers({ limits, reasons: because }: Pick<Segment, "limits" | "reasons">): string {
  return `${formatLimits(limits)} (${because.join(", ")})`;
}

/** A window or the baseline with its own limits: where several windows overlap, the largest decide. */
function addLimits({ config }: ReportedEndpoint, name: string): string {
  const window = /^window (.*)$/.exec(name)?.[1];
  const limits =
    window === undefined
      ? name === "baseline"
        ? (config?.timetable?.baseline ?? config?.baseline)
        : undefined
      : config?.timetable?.windows?.[window]?.limits;
  return limits === undefined ? name : `${name} (${formatLimits(limits)})`;
}

/** What the repeating week says for this moment. */
function findUsualSegment(endpoint: ReportedEndpoint, at: EpochMinute): Segment | undefined {
  const { timeline } = endpoint;
  if (timeline === undefined) return undefined;
  const { timezone, week } = timeline;
  return findSegment({ timezone, week }, toPlainMinute(timezone, at));
}

function findLastChange(
  endpoint: ReportedEndpoint,
  at: EpochMinute,
  limits: Limits,
): EpochMinute | undefined {
  for (const days of searchDays) {
    const segments = listLimitsOverTime(endpoint, at - days * 1440, at + 1);
    const index = segments.findLastIndex((segment) => !isEqualLimits(segment.limits, limits));
    if (index >= 0) return segments[index]?.to;
  }
  return undefined;
}

function findNextChange(
  endpoint: ReportedEndpoint,
  at: EpochMinute,
  limits: Limits,
): Explanation["next"] {
  for (const days of searchDays) {
    const next = listLimitsOverTime(endpoint, at, at + days * 1440).find(
      (segment: RealSegment) => !isEqualLimits(segment.limits, limits),
    );
    if (next === undefined) continue;
    const action = findFiringWithin(endpoint, next.from, next.from + 1)?.action;
    return {
      at: next.from,
      limits: next.limits,
      reasons: next.reasons,
      ...(action === undefined ? {} : { action }),
    };
  }
  return undefined;
}

function findLastFiring(endpoint: ReportedEndpoint, at: EpochMinute): ActionFiring | undefined {
  for (const days of searchDays) {
    const fired = findFiringWithin(endpoint, at - days * 1440, at + 1);
    if (fired !== undefined) return fired;
  }
  return undefined;
}

/** The last firing in `[from, to)`. */
function findFiringWithin(
  { plan }: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): ActionFiring | undefined {
  const actions = plan?.actions ?? [];
  const fired = listFirings(actions, { from, to, overlap: "once" });
  const [at, index] = [fired.at.at(-1), fired.action.at(-1)];
  const action = index === undefined ? undefined : actions[index];
  return at === undefined || action === undefined ? undefined : { at, action: action.name };
}
