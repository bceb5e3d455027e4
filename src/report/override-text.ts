import type { OverrideConfig } from "../config/config";
import type { EpochMinute } from "../time/instant";
import { toEpochMinute, zoneIsKnown } from "../time/zone";
import type { Limits } from "../timetable/limits";
import { overrideInForce } from "../timetable/override";
import { limitsOverTime } from "./limits-over-time";
import { localText, utcText } from "./moment-text";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";

/**
 * The override of an endpoint at a moment, `[from, until)` in real time.
 *
 * `limits`: what holds, with a pause what stays from its beginning on; absent where that is not known
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
export function overrideState(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
): OverrideState | undefined {
  const override = overrideInForce(endpoint.config?.timetable?.override);
  const zone = shownZone(endpoint);
  if (override === undefined || !zoneIsKnown(zone)) return undefined;
  const [from, until] = [override.from, override.until].map((at) =>
    toEpochMinute(zone, at, "compatible"),
  );
  if (from === undefined || until === undefined || until <= now) return undefined;
  const limits = limitsOf(endpoint, override, from);
  return {
    kind: override.use === "pause" ? "pause" : "override",
    state: from <= now ? "in force" : "announced",
    from,
    until,
    ...(limits === undefined ? {} : { limits }),
    ...(override.reason === undefined ? {} : { reason: override.reason }),
  };
}

function limitsOf(
  endpoint: ReportedEndpoint,
  { use }: OverrideConfig,
  from: EpochMinute,
): Limits | undefined {
  return use === "pause" ? limitsOverTime(endpoint, from, from + 1)[0]?.limits : use;
}

/**
 * The same in one line.
 *
 * Out: `override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)`
 */
export function overrideText(endpoint: ReportedEndpoint, state: OverrideState): string {
  const { kind, limits, from, until, reason } = state;
  const zone = shownZone(endpoint);
  const moment = (at: EpochMinute): string => `${localText(zone, at)} (${utcText(at)})`;
  const title = reason === undefined ? kind : `${kind} "${reason}"`;
  const what = limits === undefined ? [] : [`min ${limits.min}, max ${limits.max}`];
  const holds = kind === "pause" ? ["nothing fires", ...what.map((held) => `${held} stay`)] : what;
  const when =
    state.state === "in force"
      ? `in force until ${moment(until)}`
      : `announced from ${moment(from)} until ${moment(until)}`;
  return `${title}: ${[...holds, when].join(", ")}`;
}
