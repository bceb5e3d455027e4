import type { Override } from "../config/config";
import type { EpochMinute } from "../time/instant";
import { toEpochMinute, isKnownZone } from "../time/zone";
import type { Limits } from "../timetable/limits";
import { getEffectiveOverride } from "../timetable/override";
import { listLimitsOverTime } from "./limits-over-time";
import { formatLocal, formatUtc } from "./moment-text";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";

/**
 * The override of an endpoint at a moment, `[from, until)` in real time.
 *
 * `defineLimits`: what holds, with a pause what stays from its beginning on; absent where that is not known
 */
export interface OverrideState {
  readonly kind: "override" | "pause";
  readonly state: "announced" | "in force";
  readonly from: EpochMinute;
  readonly until: EpochMinute;
  readonly limits?: Limits;
  readonly reason?: string;
}

/** The override or pause that is in force, or still to come. Out: undefined where there is none, or it has ended */
export function findOverrideState(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
): OverrideState | undefined {
  const override = getEffectiveOverride(endpoint.config?.timetable?.override);
  const zone = chooseShownZone(endpoint);
  if (override === undefined || !isKnownZone(zone)) return undefined;
  const [from, until] = [override.from, override.until].map((at) =>
    toEpochMinute(zone, at, "compatible"),
  );
  if (from === undefined || until === undefined || until <= now) return undefined;
  const limits = findOverrideLimits(endpoint, override, from);
  return {
    kind: override.use === "pause" ? "pause" : "override",
    state: from <= now ? "in force" : "announced",
    from,
    until,
    ...(limits === undefined ? {} : { limits }),
    ...(override.reason === undefined ? {} : { reason: override.reason }),
  };
}

function findOverrideLimits(
  endpoint: ReportedEndpoint,
  { use }: Override,
  from: EpochMinute,
): Limits | undefined {
  return use === "pause" ? listLimitsOverTime(endpoint, from, from + 1)[0]?.limits : use;
}

/**
 * The same in one line.
 *
 * Out: `override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)`
 */
export function formatOverride(endpoint: ReportedEndpoint, state: OverrideState): string {
  const { kind, limits, from, until, reason } = state;
  const zone = chooseShownZone(endpoint);
  const moment = (at: EpochMinute): string => `${formatLocal(zone, at)} (${formatUtc(at)})`;
  const title = reason === undefined ? kind : `${kind} "${reason}"`;
  const what = limits === undefined ? [] : [`min ${limits.min}, max ${limits.max}`];
  const holds = kind === "pause" ? ["nothing fires", ...what.map((held) => `${held} stay`)] : what;
  const when =
    state.state === "in force"
      ? `in force until ${moment(until)}`
      : `announced from ${moment(from)} until ${moment(until)}`;
  return `${title}: ${[...holds, when].join(", ")}`;
}
