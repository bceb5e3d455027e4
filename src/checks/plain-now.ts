import type { PlainMinute } from "../time/plain-date";
import { toPlainMinute, isKnownZone } from "../time/zone";
import type { EndpointContext } from "./check";

/** What the clock of the endpoint's zone shows now; UTC's while the zone is missing or unknown. */
export function getPlainNow({ now, timezone }: EndpointContext): PlainMinute {
  return toPlainMinute(timezone !== undefined && isKnownZone(timezone) ? timezone : "UTC", now);
}
