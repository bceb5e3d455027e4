import type { PlainMinute } from "../time/plain-date";
import { toPlainMinute, zoneIsKnown } from "../time/zone";
import type { EndpointContext } from "./check";

/** What the clock of the endpoint's zone shows now; UTC's while the zone is missing or unknown. */
export function plainNow({ now, timezone }: EndpointContext): PlainMinute {
  return toPlainMinute(timezone !== undefined && zoneIsKnown(timezone) ? timezone : "UTC", now);
}
