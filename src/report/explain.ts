import { firingsBetween } from "../plan/firings";
import type { EpochMinute } from "../time/instant";
import { weekdayOf } from "../time/plain-date";
import { weekdayNames } from "../time/weekday";
import { toPlainMinute } from "../time/zone";
import { type Limits, sameLimits } from "../timetable/limits";
import { type Segment, segmentAt } from "../timetable/timeline";
import { columns, wrapped } from "./columns";
import { limitsChangeText, limitsText } from "./limits-text";
import { limitsOverTime, type RealSegment } from "./limits-over-time";
import { localText, utcText } from "./moment-text";
import { overrideState, overrideText } from "./override-text";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";

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
  readonly because: readonly string[];
  readonly since?: EpochMinute;
  readonly setBy?: ActionFiring;
  readonly usual?: Pick<Segment, "limits" | "because">;
  readonly next?: Pick<Segment, "limits" | "because"> & {
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
export function explain(endpoint: ReportedEndpoint, at: EpochMinute): Explanation | undefined {
  const [now] = limitsOverTime(endpoint, at, at + 1);
  if (now === undefined) return undefined;
  const usual = usualAt(endpoint, at);
  const since = sinceWhen(endpoint, at, now.limits);
  const setBy = lastFiring(endpoint, at);
  const next = nextChange(endpoint, at, now.limits);
  return {
    at,
    limits: now.limits,
    because: now.because,
    ...(since === undefined ? {} : { since }),
    ...(setBy === undefined ? {} : { setBy }),
    ...(usual === undefined || sameLimits(usual.limits, now.limits) ? {} : { usual }),
    ...(next === undefined ? {} : { next }),
  };
}

/**
 * The explanation as lines of a label and a text.
 *
 * In:  an explanation of this endpoint
 * Out: lines of at most `width` columns, but for a word that is longer
 */
export function explainText(
  endpoint: ReportedEndpoint,
  explanation: Explanation,
  width: number,
): string {
  const zone = shownZone(endpoint);
  const { at, limits, because, since, setBy, usual, next } = explanation;
  const override = overrideState(endpoint, at);
  const weekday = weekdayNames[weekdayOf(Math.floor(toPlainMinute(zone, at) / 1440))];
  const rows: readonly (readonly [string, string])[] = [
    ["limits", `min ${limits.min}, max ${limits.max}`],
    ["decided by", because.map((name) => withLimits(endpoint, name)).join(", ")],
    ...row("instead of", usual, (was) => `${layersText(was)}, as on every other ${weekday}`),
    ...row("override", override, (state) => overrideText(endpoint, state)),
    ...row("since", since, (moment) => localText(zone, moment)),
    ...row("last set by", setBy, (set) => `${set.action}, fired ${localText(zone, set.at)}`),
    ...row(
      "next change",
      next,
      (change) => `${localText(zone, change.at)}: ${nextText(limits, change)}`,
    ),
  ];
  const title = `${endpoint.name} at ${localText(zone, at)} (${zone}), ${utcText(at)}`;
  const indent = 2 + Math.max(...rows.map(([label]) => label.length)) + 2;
  return [
    ...wrapped(title, width, 2),
    ...columns(rows)
      .split("\n")
      .flatMap((line) => wrapped(`  ${line}`, width, indent)),
  ].join("\n");
}

function row<T>(
  label: string,
  value: T | undefined,
  text: (value: T) => string,
): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[label, text(value)]];
}

function nextText(limits: Limits, next: NonNullable<Explanation["next"]>): string {
  const by = next.action === undefined ? "" : `, by action ${next.action}`;
  return `${limitsChangeText(limits, next.limits)} (${next.because.join(", ")})${by}`;
}

function layersText({ limits, because }: Pick<Segment, "limits" | "because">): string {
  return `${limitsText(limits)} (${because.join(", ")})`;
}

/** A window or the baseline with its own limits: where several windows overlap, the largest decide. */
function withLimits({ config }: ReportedEndpoint, name: string): string {
  const window = /^window (.*)$/.exec(name)?.[1];
  const limits =
    window === undefined
      ? name === "baseline"
        ? (config?.timetable?.baseline ?? config?.baseline)
        : undefined
      : config?.timetable?.windows?.[window]?.limits;
  return limits === undefined ? name : `${name} (${limitsText(limits)})`;
}

/** What the repeating week says for this moment. */
function usualAt(endpoint: ReportedEndpoint, at: EpochMinute): Segment | undefined {
  const { timeline } = endpoint;
  if (timeline === undefined) return undefined;
  const { timezone, week } = timeline;
  return segmentAt({ timezone, week }, toPlainMinute(timezone, at));
}

function sinceWhen(
  endpoint: ReportedEndpoint,
  at: EpochMinute,
  limits: Limits,
): EpochMinute | undefined {
  for (const days of searchDays) {
    const segments = limitsOverTime(endpoint, at - days * 1440, at + 1);
    const index = segments.findLastIndex((segment) => !sameLimits(segment.limits, limits));
    if (index >= 0) return segments[index]?.to;
  }
  return undefined;
}

function nextChange(
  endpoint: ReportedEndpoint,
  at: EpochMinute,
  limits: Limits,
): Explanation["next"] {
  for (const days of searchDays) {
    const next = limitsOverTime(endpoint, at, at + days * 1440).find(
      (segment: RealSegment) => !sameLimits(segment.limits, limits),
    );
    if (next === undefined) continue;
    const action = firedIn(endpoint, next.from, next.from + 1)?.action;
    return {
      at: next.from,
      limits: next.limits,
      because: next.because,
      ...(action === undefined ? {} : { action }),
    };
  }
  return undefined;
}

function lastFiring(endpoint: ReportedEndpoint, at: EpochMinute): ActionFiring | undefined {
  for (const days of searchDays) {
    const fired = firedIn(endpoint, at - days * 1440, at + 1);
    if (fired !== undefined) return fired;
  }
  return undefined;
}

/** The last firing in `[from, to)`. */
function firedIn(
  { plan }: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): ActionFiring | undefined {
  const actions = plan?.actions ?? [];
  const fired = firingsBetween(actions, { from, to, overlap: "once" });
  const [at, index] = [fired.at.at(-1), fired.action.at(-1)];
  const action = index === undefined ? undefined : actions[index];
  return at === undefined || action === undefined ? undefined : { at, action: action.name };
}
