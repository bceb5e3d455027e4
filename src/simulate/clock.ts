import { evaluateAlarms } from "./alarms";
import { runScalingPolicies } from "./dynamic-scaling";
import { withEndpoint } from "./endpoint";
import { tellOfStatuses } from "./endpoint-events";
import { fireDueActions, nextEffect } from "./firings";
import { backlogAfterMinute, isAsync } from "./metrics";
import { nextEndpointEvent, settleEndpoints } from "./settle";
import type { AwsState, EpochSeconds } from "./state";

/**
 * The account at a later moment: everything has happened, in its order, that happens by itself.
 *
 * At one moment: endpoints first, then firings, then alarms and the policies that they call, then the events
 * about endpoints that have changed their status.
 *
 * In: `to` not before now; `watch` sees each moment at which something happened, and the end
 */
export function advance(
  state: AwsState,
  to: EpochSeconds,
  watch: (state: AwsState) => void = () => undefined,
): AwsState {
  let current = state;
  while (current.nowSeconds < to) {
    const next = Math.min(to, nextMoment(current));
    current = tellOfStatuses(current, happen({ ...current, nowSeconds: next }));
    watch(current);
  }
  return current;
}

function nextMoment(state: AwsState): EpochSeconds {
  let next = measures(state) ? (Math.floor(state.nowSeconds / 60) + 1) * 60 : Infinity;
  for (const endpoint of Object.values(state.endpoints)) {
    next = Math.min(next, nextEndpointEvent(endpoint) ?? Infinity);
  }
  for (const action of Object.values(state.actions)) {
    next = Math.min(next, nextEffect(state, action) ?? Infinity);
  }
  return Math.max(next, state.nowSeconds + 1);
}

/** Whether anybody looks at a metric: then each minute counts. */
function measures(state: AwsState): boolean {
  return (
    Object.keys(state.alarms).length > 0 ||
    Object.values(state.policies).some((policy) => policy.tracking !== undefined)
  );
}

function happen(state: AwsState): AwsState {
  const fired = fireDueActions(settleEndpoints(state));
  if (fired.nowSeconds % 60 !== 0 || !measures(fired)) return fired;
  return runScalingPolicies(evaluateAlarms(queueRequests(fired)));
}

/** Asynchronous endpoints: what arrived in the last minute waits until an instance has taken it. */
function queueRequests(state: AwsState): AwsState {
  return Object.values(state.endpoints).reduce((after, endpoint) => {
    if (!isAsync(after, endpoint)) return after;
    return withEndpoint(after, { ...endpoint, backlog: backlogAfterMinute(after, endpoint) });
  }, state);
}
