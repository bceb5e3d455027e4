import type { AwsState, EpochSeconds } from "./account-state";
import { hashToNumber } from "./repeatable-number";
import type { EndpointConfigInput } from "./sagemaker-inputs";
import { countInstancesAddedAtOnce } from "./begin-endpoint-update";

/** The instances of one production variant, or the provisioned concurrency of a serverless one. */
export interface VariantState {
  readonly name: string;
  /** Absent: serverless. */
  readonly instanceType?: string;
  /** Instances in service; of a serverless variant: units of provisioned concurrency. */
  readonly current: number;
  readonly desired: number;
  readonly weight: number;
  /** When each instance that was asked for will be in service, earliest first. */
  readonly starting: readonly EpochSeconds[];
  readonly serverless?: { readonly memoryMb: number; readonly maxConcurrency: number };
  /** Instances follow the copies of inference components within these counts; `releaseAt`: when idle ones go. */
  readonly managed?: { readonly min: number; readonly max?: number; readonly releaseAt?: EpochSeconds };
}

/**
 * The instances that an endpoint configuration asks for, all starting now.
 * @param counts the instance count by variant where it is not the configuration's own
 * @returns `shortage`: AWS does not have that many instances; they will never come
 */
export function createFleet(
  state: AwsState,
  endpoint: string,
  config: EndpointConfigInput,
  counts: Readonly<Record<string, number>> = {},
): { readonly state: AwsState; readonly variants: readonly VariantState[]; readonly shortage?: string } {
  let after = state;
  const variants = config.ProductionVariants.map((input): VariantState => {
    const provisioned = input.ServerlessConfig?.ProvisionedConcurrency;
    const desired = counts[input.VariantName] ?? input.InitialInstanceCount ?? provisioned ?? 0;
    const variant = describeVariantInput(input);
    const started = startCapacity(after, endpoint, variant, desired);
    after = started.state;
    return { ...variant, current: 0, desired, starting: started.readyAt };
  });
  const shortage = findShortage(state, variants);
  return { state: after, variants, ...(shortage === undefined ? {} : { shortage }) };
}

function describeVariantInput(
  input: EndpointConfigInput["ProductionVariants"][number],
): Omit<VariantState, "current" | "desired" | "starting"> {
  const { ServerlessConfig: serverless, ManagedInstanceScaling: managed } = input;
  return {
    name: input.VariantName,
    weight: input.InitialVariantWeight ?? 1,
    ...(input.InstanceType === undefined ? {} : { instanceType: input.InstanceType }),
    ...(serverless === undefined
      ? {}
      : { serverless: { memoryMb: serverless.MemorySizeInMB, maxConcurrency: serverless.MaxConcurrency } }),
    ...(managed === undefined || managed.Status === "DISABLED"
      ? {}
      : {
          managed: {
            min: managed.MinInstanceCount ?? 1,
            ...(managed.MaxInstanceCount === undefined ? {} : { max: managed.MaxInstanceCount }),
          },
        }),
  };
}

/** When each unit of new capacity will be in service: instances one by one, provisioned concurrency all at once. */
export function startCapacity(
  state: AwsState,
  endpoint: string,
  { serverless }: Pick<VariantState, "serverless">,
  count: number,
): ReturnType<typeof startInstances> {
  if (serverless === undefined) return startInstances(state, endpoint, count);
  const at = state.nowSeconds + state.world.timing.concurrencyStartup;
  return { state, readyAt: Array.from({ length: count }, () => at) };
}

/** When each of some new instances will be in service: each one's start-up has its own jitter. */
export function startInstances(
  state: AwsState,
  endpoint: string,
  count: number,
): { readonly state: AwsState; readonly readyAt: readonly EpochSeconds[] } {
  const { timing, seed } = state.world;
  const readyAt = Array.from({ length: count }, (_, index) => {
    const share = hashToNumber(seed, endpoint, state.serial + index);
    return state.nowSeconds + timing.startup + Math.round(share * timing.startupJitter);
  });
  return { state: { ...state, serial: state.serial + count }, readyAt: readyAt.toSorted((a, b) => a - b) };
}

/** When the last of the fleet's instances will be in service; now when none is starting. */
export function findReadyMoment(state: AwsState, variants: readonly VariantState[]): EpochSeconds {
  return Math.max(state.nowSeconds, ...variants.flatMap((variant) => variant.starting));
}

/** Every instance of the fleet in service. */
export function toReadyFleet(variants: readonly VariantState[]): readonly VariantState[] {
  return variants.map((variant) => ({ ...variant, current: variant.desired, starting: [] }));
}

/** The fleet with those instances in service whose time has come. */
export function addArrivedInstances(
  variants: readonly VariantState[],
  nowSeconds: EpochSeconds,
): readonly VariantState[] {
  return variants.map((variant) => {
    const starting = variant.starting.filter((at) => at > nowSeconds);
    const arrived = variant.starting.length - starting.length;
    return arrived === 0 ? variant : { ...variant, current: variant.current + arrived, starting };
  });
}

/**
 * Why the account's quota does not allow these instances beside those that it has.
 * @see developer guide, "Query Endpoint Auto Scaling History", the message of a failed activity
 */
export function findQuotaProblem(state: AwsState, added: readonly VariantState[]): string | undefined {
  for (const [type, count] of countInstancesByType(added)) {
    const quota = state.world.quotas[type];
    if (quota === undefined || countUsedInstances(state, type) + count <= quota) continue;
    return (
      `The account-level service limit '${type} for endpoint usage' is ${quota} Instances, ` +
      `with current utilization of ${countUsedInstances(state, type)} Instances and a request delta of ` +
      `${count} Instances. Please use AWS Service Quotas to request an increase for this quota.`
    );
  }
  return undefined;
}

/** Why AWS cannot start these instances at the moment. */
export function findShortage(state: AwsState, added: readonly VariantState[]): string | undefined {
  for (const [type, count] of countInstancesByType(added)) {
    const capacity = state.world.capacity[type];
    if (capacity === undefined || countUsedInstances(state, type) + count <= capacity) continue;
    return `Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error for ${type}.`;
  }
  return undefined;
}

function countInstancesByType(variants: readonly VariantState[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { instanceType, starting } of variants) {
    if (instanceType === undefined) continue;
    counts.set(instanceType, (counts.get(instanceType) ?? 0) + starting.length);
  }
  return counts;
}

/** The account's instances of one type: in service, starting, and those of fleets that are being replaced. */
function countUsedInstances(state: AwsState, type: string): number {
  return Object.values(state.endpoints)
    .flatMap(({ variants, transition }) =>
      transition?.kind === "updating"
        ? [...variants, ...countInstancesAddedAtOnce(transition.deployment, transition.fleet)]
        : variants,
    )
    .filter((variant) => variant.instanceType === type)
    .reduce((sum, variant) => sum + Math.max(variant.desired, variant.current), 0);
}
