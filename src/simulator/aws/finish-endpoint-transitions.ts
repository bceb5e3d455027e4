import { parseVariantResourceId } from "../../aws/facts";
import type { AwsState, EpochSeconds } from "./account-state";
import { type EndpointState, setEndpoint, type Transition } from "./endpoints";
import { addArrivedInstances, toReadyFleet } from "./fleet";
import { takeFailure } from "./injected-failures";
import { removeEntries } from "./json";
import { removeTarget } from "./scalable-targets";
import { endActivity } from "./scaling-activities";

/** When something will next happen to the endpoint by itself; undefined when it rests. */
export function findNextEndpointEvent(endpoint: EndpointState): EpochSeconds | undefined {
  const { transition, variants } = endpoint;
  if (transition === undefined) return undefined;
  const arrivals = transition.kind === "scaling" ? variants.flatMap((each) => each.starting) : [];
  return Math.min(transition.endsAt, ...arrivals);
}

/** The account after everything has happened to its endpoints that was due by now. */
export function finishEndpointTransitions(state: AwsState): AwsState {
  return Object.values(state.endpoints).reduce(advanceEndpoint, rollBackOnAlarm(state));
}

function advanceEndpoint(state: AwsState, endpoint: EndpointState): AwsState {
  const { transition } = state.endpoints[endpoint.name] ?? endpoint;
  if (transition === undefined) return state;
  if (transition.endsAt <= state.nowSeconds) return endTransition(state, endpoint, transition);
  if (transition.kind !== "scaling") return state;
  const variants = addArrivedInstances(endpoint.variants, state.nowSeconds);
  const unchanged = variants.every((each, index) => each === endpoint.variants[index]);
  return unchanged ? state : setEndpoint(state, { ...endpoint, variants });
}

function endTransition(state: AwsState, endpoint: EndpointState, transition: Transition): AwsState {
  const { transition: _ended, failureReason: _past, ...resting } = endpoint;
  const modifiedAt = transition.endsAt;
  switch (transition.kind) {
    case "creating":
      return setEndpoint(state, {
        ...resting,
        modifiedAt,
        ...(transition.failure === undefined
          ? { variants: toReadyFleet(endpoint.variants) }
          : { failed: true, failureReason: transition.failure, variants: removeInstances(endpoint) }),
      });
    case "updating":
      return endUpdate(state, { ...resting, modifiedAt }, transition);
    case "rollingBack":
      return endRollback(state, { ...resting, modifiedAt, failureReason: transition.failure });
    case "scaling":
      return endScaling(state, { ...resting, modifiedAt }, transition);
    case "systemUpdating":
      return setEndpoint(state, { ...resting, modifiedAt });
    case "deleting":
      return removeEndpoint(state, endpoint.name);
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
  return setEndpoint(state, {
    ...endpoint,
    configName: update.configName,
    variants: toReadyFleet(update.fleet),
    ...(last === undefined ? {} : { lastDeployment: last }),
  });
}

/**
 * The new fleet is given up, the old one keeps serving.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html; that the
 * endpoint ends InService on the old configuration is inferred (hashicorp/terraform-provider-aws#39099)
 */
function rollBack(state: AwsState, endpoint: EndpointState, failure: string): AwsState {
  const endsAt = state.nowSeconds + state.world.timing.rollback;
  const transition = { kind: "rollingBack", endsAt, failure } as const;
  const rolling: EndpointState = { ...endpoint, transition };
  // One that takes no time is over before anybody can see it.
  return advanceEndpoint(setEndpoint(state, rolling), rolling);
}

/**
 * The old fleet serves, or what SageMaker could bring back of it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html, UpdateRollbackFailed
 */
function endRollback(state: AwsState, endpoint: EndpointState): AwsState {
  const mishap = takeFailure(state, endpoint.name, "rollback");
  const { rollbackFailed: _past, ...resting } = endpoint;
  const failed = { rollbackFailed: true, failureReason: mishap.reason ?? "" } as const;
  const ended = mishap.reason === undefined ? resting : { ...resting, ...failed };
  return setEndpoint(mishap.state, ended);
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
      ? toReadyFleet(resting.variants)
      : resting.variants.map((each) => ({ ...each, desired: each.current, starting: [] }));
  const settled = setEndpoint(state, { ...resting, variants });
  return scaling.activityId === undefined ? settled : endActivity(settled, scaling.activityId, scaling.failure);
}

/** @see developer guide, "Automatic scaling": deleting an endpoint deregisters its scalable targets. */
function removeEndpoint(state: AwsState, endpoint: string): AwsState {
  const keys = Object.entries(state.targets)
    .filter(([, target]) => parseVariantResourceId(target.resourceId)?.endpoint === endpoint)
    .map(([key]) => key);
  const gone = { ...state, endpoints: removeEntries(state.endpoints, (name) => name === endpoint) };
  return keys.reduce(removeTarget, gone);
}

function removeInstances(endpoint: EndpointState): EndpointState["variants"] {
  return endpoint.variants.map((each) => ({ ...each, current: 0, desired: 0, starting: [] }));
}
