import type { AwsState, EpochSeconds } from "./account-state";
import { evaluateAlarms } from "./alarms";
import { runScalingPolicies } from "./dynamic-scaling";
import { findNextComponentEvent, finishComponentTransitions } from "./component-copies";
import { setEndpoint } from "./endpoints";
import { publishStatusChanges } from "./event-rules";
import { findNextEndpointEvent, finishEndpointTransitions } from "./finish-endpoint-transitions";
import { findNextEffect, fireDueActions } from "./firings";
import { findNextInstanceEvent, adjustManagedInstances } from "./managed-instances";
import { computeBacklog, isAsync } from "./metrics";

/**
 * The account at a later moment: everything has happened, in its order, that happens by itself.
 *
 * At one moment: endpoints and their components first, then firings, then alarms and the policies that they call, then the events
 * about endpoints that have changed their status.
 * @param to not before now; `watch` sees each moment at which something happened, and the end
 */
export function advanceClock(
  state: AwsState,
  to: EpochSeconds,
  watch: (state: AwsState) => void = () => undefined,
): AwsState {
  let current = state;
  while (current.nowSeconds < to) {
    const next = Math.min(to, findNextMoment(current));
    current = publishStatusChanges(current, runDueEvents({ ...current, nowSeconds: next }));
    watch(current);
  }
  return current;
}

function findNextMoment(state: AwsState): EpochSeconds {
  let next = isMeasured(state) ? (Math.floor(state.nowSeconds / 60) + 1) * 60 : Infinity;
  for (const endpoint of Object.values(state.endpoints)) {
    next = Math.min(next, findNextEndpointEvent(endpoint) ?? findNextInstanceEvent(endpoint) ?? Infinity);
  }
  for (const component of Object.values(state.components)) {
    next = Math.min(next, findNextComponentEvent(component) ?? Infinity);
  }
  for (const action of Object.values(state.actions)) {
    next = Math.min(next, findNextEffect(state, action) ?? Infinity);
  }
  return Math.max(next, state.nowSeconds + 1);
}

/** Whether anybody looks at a metric: then each minute counts. */
function isMeasured(state: AwsState): boolean {
  return (
    Object.keys(state.alarms).length > 0 ||
    Object.values(state.policies).some((policy) => policy.tracking !== undefined)
  );
}

function runDueEvents(state: AwsState): AwsState {
  const fired = fireDueActions(adjustManagedInstances(finishComponentTransitions(finishEndpointTransitions(state))));
  if (fired.nowSeconds % 60 !== 0 || !isMeasured(fired)) return fired;
  return runScalingPolicies(evaluateAlarms(queueRequests(fired)));
}

/** Asynchronous endpoints: what arrived in the last minute waits until an instance has taken it. */
function queueRequests(state: AwsState): AwsState {
  return Object.values(state.endpoints).reduce((after, endpoint) => {
    if (!isAsync(after, endpoint)) return after;
    return setEndpoint(after, { ...endpoint, backlog: computeBacklog(after, endpoint) });
  }, state);
}
