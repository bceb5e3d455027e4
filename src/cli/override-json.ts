import { findOverrideState } from "../report/override-text";
import { type ReportedEndpoint, chooseShownZone } from "../report/reported-endpoint";
import { type EpochMinute, formatZoned } from "../time/instant";

/** The JSON form of the override that is in force or still to come. Out: empty where there is none */
export function toOverrideJson(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
): { readonly override?: unknown } {
  const state = findOverrideState(endpoint, now);
  if (state === undefined) return {};
  const zone = chooseShownZone(endpoint);
  return {
    override: {
      ...state,
      from: formatZoned(zone, state.from),
      until: formatZoned(zone, state.until),
    },
  };
}
