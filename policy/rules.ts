/** What the rules read of a resource; programs that do not use this project create the same types. */
export interface StackResource {
  readonly type: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/** The config of the rule for costs; without `maxMonthlyCostUsd`, it does nothing. */
export interface CostConfig {
  readonly maxMonthlyCostUsd?: number;
  /** Prices by instance type; others cost nothing here. */
  readonly hourlyPriceUsd?: Readonly<Record<string, number>>;
}

interface Violation {
  readonly urn: string;
  readonly message: string;
}

const endpointType = "aws:sagemaker/endpoint:Endpoint";
const configurationType = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";
const targetType = "aws:appautoscaling/target:Target";
const actionType = "aws:appautoscaling/scheduledAction:ScheduledAction";

/** The average of a year, as AWS's pricing calculator has it. */
const hoursPerMonth = 730;

/** Lists the variants of endpoints that no scheduled action scales. */
export function listEndpointsWithoutTimetable(resources: readonly StackResource[]): readonly Violation[] {
  return listVariants(resources).flatMap(({ endpoint, shown, targets }): readonly Violation[] => {
    const fix = "put it on a timetable, or add scheduled actions";
    if (targets.length === 0) {
      return [{ urn: endpoint.urn, message: `${shown} has no scalable target: ${fix}` }];
    }
    const scheduled = targets.some((target) => listActions(target, resources).length > 0);
    return scheduled
      ? []
      : [{ urn: endpoint.urn, message: `the scalable target of ${shown} has no scheduled actions: ${fix}` }];
  });
}

/** Finds a max of a scalable target or scheduled action of SageMaker that is above the limit. */
export function findMaxAbove(
  resource: Pick<StackResource, "type" | "props">,
  maxCapacity: number | undefined,
): string | undefined {
  const max = readMax(resource);
  if (maxCapacity === undefined || max === undefined || max <= maxCapacity) return undefined;
  return `max ${max} is above the ${maxCapacity} that the policy pack allows: lower it`;
}

/** Finds a cost of all instances at their max that is above the limit. */
export function findCostAbove(
  resources: readonly StackResource[],
  { maxMonthlyCostUsd, hourlyPriceUsd = {} }: CostConfig,
): string | undefined {
  if (maxMonthlyCostUsd === undefined) return undefined;
  const costs = listVariants(resources).map(({ variant, targets }) => {
    const price = hourlyPriceUsd[String(readKnown(() => variant?.["instanceType"]))] ?? 0;
    const scaled = targets.flatMap((target) => [target, ...listActions(target, resources)]);
    const counts = scaled.flatMap((resource) => readMax(resource) ?? []);
    const initial = toCount(readKnown(() => variant?.["initialInstanceCount"])) ?? 0;
    return price * (counts.length === 0 ? initial : Math.max(...counts)) * hoursPerMonth;
  });
  const total = Math.round(costs.reduce((sum, cost) => sum + cost, 0));
  if (total <= maxMonthlyCostUsd) return undefined;
  return `all instances at their max cost ${total} USD a month, above the ${maxMonthlyCostUsd} that the policy pack allows: lower a max`;
}

interface ScaledVariant {
  readonly endpoint: StackResource;
  /** Undefined if the endpoint configuration is not in the stack. */
  readonly variant: Readonly<Record<string, unknown>> | undefined;
  readonly shown: string;
  readonly targets: readonly StackResource[];
}

function listVariants(resources: readonly StackResource[]): readonly ScaledVariant[] {
  return resources
    .filter(({ type }) => type === endpointType)
    .flatMap((endpoint) =>
      readVariants(endpoint, resources).map((variant) => {
        const name = readKnown(() => variant?.["variantName"]);
        const shown = `endpoint ${endpoint.urn.slice(endpoint.urn.lastIndexOf("::") + 2)}`;
        return {
          endpoint,
          variant,
          shown: typeof name === "string" ? `variant ${name} of ${shown}` : shown,
          targets: resources.filter((resource) => isTarget(resource, endpoint, name)),
        };
      }),
    );
}

/** Leaves out what cannot have a target: serverless without provisioned concurrency, and hosts of components. */
function readVariants(
  endpoint: StackResource,
  resources: readonly StackResource[],
): readonly (Readonly<Record<string, unknown>> | undefined)[] {
  const configuration = resources.find(
    (resource) =>
      resource.type === configurationType &&
      (dependsOn(endpoint, "endpointConfigName", resource) ||
        isSameText(
          readKnown(() => resource.props["name"]),
          readKnown(() => endpoint.props["endpointConfigName"]),
        )),
  );
  const variants = readKnown(() => configuration?.props["productionVariants"]);
  if (!Array.isArray(variants)) return [undefined];
  return (variants as readonly Readonly<Record<string, unknown>>[]).filter((variant) => {
    const serverless = readKnown(() => variant["serverlessConfig"]) as Readonly<Record<string, unknown>> | undefined;
    if (serverless === undefined) return hasModel(variant);
    return (toCount(readKnown(() => serverless["provisionedConcurrency"])) ?? 0) > 0;
  });
}

/** A name that a preview does not know yet is a model's. */
function hasModel(variant: Readonly<Record<string, unknown>>): boolean {
  try {
    return (variant["modelName"] ?? "") !== "";
  } catch {
    return true;
  }
}

function isTarget(resource: StackResource, endpoint: StackResource, variantName: unknown): boolean {
  if (resource.type !== targetType) return false;
  const id = readKnown(() => resource.props["resourceId"]);
  if (typeof id !== "string") return dependsOn(resource, "resourceId", endpoint);
  const name = readKnown(() => endpoint.props["name"]);
  const [, idName, idVariant] = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(id) ?? [];
  const isOfEndpoint = isSameText(idName, name) || (name === undefined && dependsOn(resource, "resourceId", endpoint));
  return isOfEndpoint && (typeof variantName !== "string" || idVariant === variantName);
}

function listActions(target: StackResource, resources: readonly StackResource[]): readonly StackResource[] {
  const id = readKnown(() => target.props["resourceId"]);
  return resources.filter((resource) => {
    if (resource.type !== actionType) return false;
    const own = readKnown(() => resource.props["resourceId"]);
    if (typeof own === "string" && typeof id === "string") return own === id;
    const shared = target.propertyDependencies["resourceId"] ?? [];
    return [target, ...shared].some((each) => dependsOn(resource, "resourceId", each));
  });
}

function readMax({ type, props }: Pick<StackResource, "type" | "props">): number | undefined {
  if (type !== targetType && type !== actionType) return undefined;
  if (readKnown(() => props["serviceNamespace"]) !== "sagemaker") return undefined;
  if (type === targetType) return toCount(readKnown(() => props["maxCapacity"]));
  return toCount(readKnown(() => (props["scalableTargetAction"] as { readonly maxCapacity?: unknown }).maxCapacity));
}

/** Scheduled actions have counts as text. */
function toCount(value: unknown): number | undefined {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) ? count : undefined;
}

function dependsOn(resource: StackResource, property: string, { urn }: { readonly urn: string }): boolean {
  return (resource.propertyDependencies[property] ?? []).some((each) => each.urn === urn);
}

function isSameText(a: unknown, b: unknown): boolean {
  return typeof a === "string" && a === b;
}

/** Returns undefined for a value that a preview does not know yet: reading one throws. */
function readKnown(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
