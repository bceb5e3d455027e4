import { countAccelerators } from "./accelerators";
import type { AwsState, EpochSeconds } from "./account-state";
import { type EndpointState, setEndpoint } from "./endpoints";
import { addArrivedInstances, findQuotaProblem, findShortage, startInstances, type VariantState } from "./fleet";

/**
 * The instances on which the copies of all components of a variant have room, those that are asked for included.
 *
 * A copy lies on one instance: the largest copies are placed first, each on the first instance with room. For copies
 * whose accelerators divide those of the instance this is their sum by the instance's, rounded up. A copy without
 * accelerators has room on any instance: its memory is not counted. How SageMaker places copies is inferred.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentComputeResourceRequirements.html
 */
export function countInstancesForCopies(state: AwsState, endpoint: string, variant: VariantState): number {
  const perInstance = countAccelerators(variant.instanceType ?? "");
  const hosted = Object.values(state.components).filter(
    (each) => each.endpoint === endpoint && each.variant === variant.name && each.transition?.kind !== "deleting",
  );
  const copies = hosted
    .flatMap(({ desired, specification }) => {
      const { NumberOfAcceleratorDevicesRequired: needed = 0 } = specification.ComputeResourceRequirements;
      return Array.from({ length: desired }, () => needed);
    })
    .toSorted((a, b) => b - a);
  return copies.reduce<readonly number[]>((free, needed) => {
    const index = free.findIndex((room) => room >= needed);
    return index === -1 ? [...free, perInstance - needed] : free.with(index, (free[index] ?? 0) - needed);
  }, []).length;
}

/** The count that managed instance scaling wants; the variant's own count if it is not managed. */
function countWantedInstances(state: AwsState, endpoint: string, variant: VariantState): number {
  const { managed } = variant;
  if (managed === undefined) return variant.desired;
  const needed = countInstancesForCopies(state, endpoint, variant);
  return Math.min(managed.max ?? Infinity, Math.max(managed.min, needed));
}

/**
 * Starts the instances that a variant's copies lack.
 *
 * They count toward the account's quota as those of any endpoint.
 * @returns `shortage`: AWS does not have that many instances, and none is started
 */
export function startInstancesForCopies(
  state: AwsState,
  endpointName: string,
  variantName: string,
): { readonly state: AwsState; readonly shortage?: string } | { readonly refusal: string } {
  const endpoint = state.endpoints[endpointName];
  const variant = endpoint?.variants.find(({ name }) => name === variantName);
  if (endpoint === undefined || variant === undefined) return { state };
  const wanted = countWantedInstances(state, endpointName, variant);
  if (wanted <= variant.desired) return { state };
  const started = startInstances(state, endpointName, wanted - variant.desired);
  const added = { ...variant, starting: started.readyAt };
  const [refusal, shortage] = [findQuotaProblem(state, [added]), findShortage(state, [added])];
  if (refusal !== undefined) return { refusal };
  if (shortage !== undefined) return { state, shortage };
  const starting = [...variant.starting, ...started.readyAt].toSorted((a, b) => a - b);
  return { state: setVariant(started.state, endpoint, { ...keepInstances(variant), desired: wanted, starting }) };
}

/** When something will next happen to the managed instances of an endpoint that rests. */
export function findNextInstanceEvent({ transition, variants }: EndpointState): EpochSeconds | undefined {
  const moments = variants.flatMap(({ managed, starting }) =>
    managed === undefined || transition !== undefined ? [] : [...starting, managed.releaseAt ?? Infinity],
  );
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/**
 * The account after the instances of its endpoints have followed the copies that they host.
 *
 * Idle instances are released later: 12 minutes were measured, https://github.com/huggingface/skills/pull/215.
 */
export function adjustManagedInstances(state: AwsState): AwsState {
  return Object.values(state.endpoints).reduce((after, endpoint) => {
    if (endpoint.transition !== undefined) return after;
    return endpoint.variants
      .filter(({ managed }) => managed !== undefined)
      .reduce((before, { name }) => adjustVariant(before, endpoint.name, name), after);
  }, state);
}

function adjustVariant(state: AwsState, endpointName: string, name: string): AwsState {
  const grown = startInstancesForCopies(state, endpointName, name);
  const after = "refusal" in grown ? state : grown.state;
  const endpoint = after.endpoints[endpointName];
  const variant = endpoint?.variants.find((each) => each.name === name);
  if (endpoint === undefined || variant === undefined) return after;
  const [arrived = variant] = addArrivedInstances([variant], after.nowSeconds);
  const next = releaseIdleInstances(after, arrived, countWantedInstances(after, endpointName, arrived));
  return next === variant ? after : setVariant(after, endpoint, next);
}

function releaseIdleInstances(state: AwsState, variant: VariantState, wanted: number): VariantState {
  const { managed, desired } = variant;
  if (managed === undefined) return variant;
  if (wanted >= desired) return keepInstances(variant);
  const releaseAt = managed.releaseAt ?? state.nowSeconds + state.world.timing.instanceRelease;
  if (releaseAt > state.nowSeconds) {
    return managed.releaseAt === releaseAt ? variant : { ...variant, managed: { ...managed, releaseAt } };
  }
  const current = Math.min(variant.current, wanted);
  return { ...keepInstances(variant), desired: wanted, current, starting: variant.starting.slice(0, wanted - current) };
}

function keepInstances(variant: VariantState): VariantState {
  if (variant.managed?.releaseAt === undefined) return variant;
  const { releaseAt: _past, ...managed } = variant.managed;
  return { ...variant, managed };
}

function setVariant(state: AwsState, endpoint: EndpointState, variant: VariantState): AwsState {
  const variants = endpoint.variants.map((each) => (each.name === variant.name ? variant : each));
  return setEndpoint(state, { ...endpoint, variants });
}
