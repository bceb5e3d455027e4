import { arrival } from "./arrival";
import { endpoint } from "./endpoint";
import { endpointConfiguration } from "./endpoint-configuration";
import { model } from "./model";
import { scalableTarget } from "./scalable-target";
import { scheduledActions } from "./scheduled-actions";
import { stepScaling } from "./step-scaling";
import { targetTracking } from "./target-tracking";
import type { EndpointParts } from "./timetabled-endpoint";

/** What exists for an endpoint, in the order in which it comes to be. */
export const parts: EndpointParts = {
  model,
  endpointConfiguration,
  endpoint,
  scalableTarget,
  stepScaling,
  targetTracking,
  scheduledActions,
  arrival,
};
