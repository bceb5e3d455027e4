import { endpointOfResource } from "../aws-facts/scalable-target";
import { endActivity } from "./activities";
import { withEndpoint, type EndpointState, type Transition } from "./endpoint";
import { takeMishap } from "./faults";
import { allInService, withArrived } from "./instances";
import { withoutEntries } from "./named";
import { withoutTarget } from "./scalable-targets";
import type { AwsState, EpochSeconds } from "./state";

/** When something will next happen to the endpoint by itself; undefined when it rests. */
export function nextEndpointEvent(endpoint: EndpointState): EpochSeconds | undefined {
  const { transition, variants } = endpoint;
  if (transition === undefined) return undefined;
  const arrivals = transition.kind === "scaling" ? variants.flatMap((each) => each.starting) : [];
  return Math.min(transition.endsAt, ...arrivals);
}

/** The account after everything has happened to its endpoints that was due by now. */
export function settleEndpoints(state: AwsState): AwsState {
  return Object.values(state.endpoints).reduce(settle, rollBackOnAlarm(state));
}

function settle(state: AwsState, endpoint: EndpointState): AwsState {
  const { transition } = state.endpoints[endpoint.name] ?? endpoint;
  if (transition === undefined) return state;
  if (transition.endsAt <= state.nowSeconds) return end(state, endpoint, transition);
  if (transition.kind !== "scaling") return state;
  const variants = withArrived(endpoint.variants, state.nowSeconds);
  const unchanged = variants.every((each, index) => each === endpoint.variants[index]);
  return unchanged ? state : withEndpoint(state, { ...endpoint, variants });
}

function end(state: AwsState, endpoint: EndpointState, transition: Transition): AwsState {
  const { transition: _ended, failureReason: _past, ...resting } = endpoint;
  const modifiedAt = transition.endsAt;
  switch (transition.kind) {
    case "creating":
      return withEndpoint(state, {
        ...resting,
        modifiedAt,
        ...(transition.failure === undefined
          ? { variants: allInService(endpoint.variants) }
          : {
              failed: true,
              failureReason: transition.failure,
              variants: withoutInstances(endpoint),
            }),
      });
    case "updating":
      return endUpdate(state, { ...resting, modifiedAt }, transition);
    case "rollingBack":
      return endRollback(state, { ...resting, modifiedAt, failureReason: transition.failure });
    case "scaling":
      return endScaling(state, { ...resting, modifiedAt }, transition);
    case "systemUpdating":
      return withEndpoint(state, { ...resting, modifiedAt });
    case "deleting":
      return remove(state, endpoint.name);
  }
}

/**
 * The new fleet serves.
 *
 * Whether DescribeEndpoint answers the last deployment configuration after an update without one, AWS does not say:
 * the world decides. Such an update does not use it: API_UpdateEndpoint, RetainDeploymentConfig.
 */
function endUpdate(
  state: AwsState,
  resting: EndpointState,
  update: Extract<Transition, { readonly kind: "updating" }>,
): AwsState {
  if (update.failure !== undefined) return rollBack(state, resting, update.failure);
  const { lastDeployment: earlier, rollbackFailed: _past, ...endpoint } = resting;
  const last = update.deployment ?? (state.world.lastDeployment === "kept" ? earlier : undefined);
  return withEndpoint(state, {
    ...endpoint,
    configName: update.configName,
    variants: allInService(update.fleet),
    ...(last === undefined ? {} : { lastDeployment: last }),
  });
}

/**
 * The new fleet is given up, the old one keeps serving.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html; that the
 * endpoint ends InService on the old configuration is inferred (hashicorp/terraform-provider-aws#39099)
 */
function rollBack(state: AwsState, endpoint: EndpointState, failure: string): AwsState {
  const endsAt = state.nowSeconds + state.world.timing.rollback;
  const transition = { kind: "rollingBack", endsAt, failure } as const;
  const rolling: EndpointState = { ...endpoint, transition };
  // One that takes no time is over before anybody can see it.
  return settle(withEndpoint(state, rolling), rolling);
}

/**
 * The old fleet serves, or what SageMaker could bring back of it.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html, UpdateRollbackFailed
 */
function endRollback(state: AwsState, endpoint: EndpointState): AwsState {
  const mishap = takeMishap(state, endpoint.name, "rollback");
  const { rollbackFailed: _past, ...resting } = endpoint;
  const failed = { rollbackFailed: true, failureReason: mishap.reason ?? "" } as const;
  const ended = mishap.reason === undefined ? resting : { ...resting, ...failed };
  return withEndpoint(mishap.state, ended);
}

/** An update whose rollback alarms go off is rolled back at once, whichever fleet set them off. */
function rollBackOnAlarm(state: AwsState): AwsState {
  return Object.values(state.endpoints).reduce((after, endpoint) => {
    const { transition } = endpoint;
    if (transition?.kind !== "updating") return after;
    const names = transition.deployment?.AutoRollbackConfiguration?.Alarms ?? [];
    const ringing = names.find((each) => after.alarms[each.AlarmName]?.value === "ALARM");
    if (ringing === undefined) return after;
    const failure = `One or more alarms are in alarm state: ${ringing.AlarmName}.`;
    return rollBack(after, endpoint, failure);
  }, state);
}

function endScaling(
  state: AwsState,
  resting: EndpointState,
  scaling: Extract<Transition, { readonly kind: "scaling" }>,
): AwsState {
  const variants =
    scaling.failure === undefined
      ? allInService(resting.variants)
      : resting.variants.map((each) => ({ ...each, desired: each.current, starting: [] }));
  const settled = withEndpoint(state, { ...resting, variants });
  return scaling.activityId === undefined
    ? settled
    : endActivity(settled, scaling.activityId, scaling.failure);
}

/** Source: developer guide, "Automatic scaling": deleting an endpoint deregisters its scalable targets. */
function remove(state: AwsState, endpoint: string): AwsState {
  const keys = Object.entries(state.targets)
    .filter(([, target]) => endpointOfResource(target.resourceId)?.endpoint === endpoint)
    .map(([key]) => key);
  const gone = {
    ...state,
    endpoints: withoutEntries(state.endpoints, (name) => name === endpoint),
  };
  return keys.reduce(withoutTarget, gone);
}

function withoutInstances(endpoint: EndpointState): EndpointState["variants"] {
  return endpoint.variants.map((each) => ({ ...each, current: 0, desired: 0, starting: [] }));
}
