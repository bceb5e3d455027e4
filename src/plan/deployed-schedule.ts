import type { Limits } from "../timetable/limits";
import type { ScheduledAction } from "./plan";

/**
 * What decides the firings of one endpoint's target as it is deployed, as far as that is known.
 *
 * `emptyLiveState`:      no target is deployed for this endpoint
 * `createUnreadableReply`:   why it is not known, one line
 * `applyRegistration`:   the limits that the target was registered or last read with
 * `instanceTypeField`: absent where the endpoint's configuration is not this stack's
 * `hourlyPriceUsdField`: of that type; absent where nothing says it
 */
export type DeployedSchedule =
  | { readonly kind: "nothing" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | {
      readonly kind: "deployed";
      readonly actions: readonly ScheduledAction[];
      readonly registered: Limits;
      readonly instanceType?: string;
      readonly hourlyPriceUsd?: number;
    };
