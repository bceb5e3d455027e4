import type { AwsState, EpochSeconds } from "./account-state";
import { type ComponentState, setComponent } from "./inference-components";
import { takeFailure } from "./injected-failures";
import { removeEntries } from "./json";
import { countInstancesForCopies, startInstancesForCopies } from "./managed-instances";
import { endActivity } from "./scaling-activities";

/** @see https://github.com/huggingface/skills/pull/215, which met it at AWS when the component asked for too much */
export const noRoom =
  "There is not enough hardware resources on the instances for this endpoint to create a copy of the inference component.";

/**
 * The account with another number of copies asked for, and the instances for them.
 *
 * Copies that are too many leave at once. Each new copy starts when an instance has room for it. The component is busy
 * until the last one is there or gone; its endpoint stays in service, which is inferred.
 * @returns a refusal if the account's quota is too small; a lack of instances or room shows only at the end
 */
export function changeCopies(
  state: AwsState,
  component: ComponentState,
  desired: number,
  kind: "creating" | "updating",
): { readonly state: AwsState } | { readonly refusal: string } {
  const { nowSeconds, world } = state;
  const current = Math.min(component.current, desired);
  const asked: ComponentState = { ...component, current, desired, modifiedAt: nowSeconds };
  const fleet = startInstancesForCopies(setComponent(state, asked), component.endpoint, component.variant);
  if ("refusal" in fleet) return fleet;
  const starts = listCopyStarts(fleet.state, asked);
  const placed = starts.filter((at) => at !== undefined);
  const mishap =
    starts.length > 0 || kind === "creating"
      ? takeFailure(fleet.state, component.name, kind === "creating" ? "create" : "scaleOut")
      : { state: fleet.state };
  const failure = mishap.reason ?? fleet.shortage ?? (placed.length < starts.length ? noRoom : undefined);
  const slowest = nowSeconds + world.timing.startup + world.timing.copyStartup;
  const endsAt = Math.max(
    starts.length > 0 ? nowSeconds : nowSeconds + world.timing.scaleIn,
    ...placed,
    ...(failure === undefined ? [] : [slowest]),
  );
  const transition = { kind, endsAt, ...(failure === undefined ? {} : { failure }) };
  const starting = mishap.reason === undefined ? placed.toSorted((a, b) => a - b) : [];
  return { state: setComponent(mishap.state, { ...asked, starting, transition }) };
}

/** When each new copy will be in service; undefined for one that no instance has room for. */
function listCopyStarts(state: AwsState, component: ComponentState): readonly (EpochSeconds | undefined)[] {
  const variant = state.endpoints[component.endpoint]?.variants.find(({ name }) => name === component.variant);
  if (variant === undefined) return [];
  const { nowSeconds, world } = state;
  return Array.from({ length: component.desired - component.current }, (_, index) => {
    const copies = component.current + index + 1;
    const before = setComponent(state, { ...component, desired: copies });
    const needed = countInstancesForCopies(before, component.endpoint, variant);
    const instanceAt = needed <= variant.current ? nowSeconds : variant.starting[needed - variant.current - 1];
    return instanceAt === undefined ? undefined : Math.max(nowSeconds, instanceAt) + world.timing.copyStartup;
  });
}

/** When something will next happen to the component by itself; undefined when it rests. */
export function findNextComponentEvent({ transition, starting }: ComponentState): EpochSeconds | undefined {
  return transition === undefined ? undefined : Math.min(transition.endsAt, ...starting);
}

/** The account after everything has happened to its components that was due by now. */
export function finishComponentTransitions(state: AwsState): AwsState {
  return Object.values(state.components).reduce(advanceComponent, state);
}

function advanceComponent(state: AwsState, component: ComponentState): AwsState {
  const { transition } = component;
  if (transition === undefined) return state;
  const starting = component.starting.filter((at) => at > state.nowSeconds);
  const arrived = component.starting.length - starting.length;
  const here: ComponentState = { ...component, current: component.current + arrived, starting };
  if (transition.endsAt > state.nowSeconds) return arrived === 0 ? state : setComponent(state, here);
  if (transition.kind === "deleting") {
    return { ...state, components: removeEntries(state.components, (name) => name === component.name) };
  }
  return endTransition(state, here, transition);
}

/** Copies that never came are no longer asked for, as instances of a variant: inferred. */
function endTransition(
  state: AwsState,
  component: ComponentState,
  { kind, endsAt, failure, activityId }: NonNullable<ComponentState["transition"]>,
): AwsState {
  const { transition: _ended, failureReason: _past, ...resting } = component;
  const settled = setComponent(state, {
    ...resting,
    desired: component.current,
    modifiedAt: endsAt,
    ...(failure === undefined ? {} : { failureReason: failure }),
    ...(failure !== undefined && kind === "creating" ? { failed: true } : {}),
  });
  return activityId === undefined ? settled : endActivity(settled, activityId, failure);
}
