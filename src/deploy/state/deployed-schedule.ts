import type { ScheduledAction } from "../../plan/cron";
import { type DeployedSchedule, resourceNames } from "../../plan/endpoint";
import { type DeployedResource, type DeployedResources, isRecord, resourceTypes } from "./deployed-resources";

/** What the stack file says about an endpoint and about the whole stack: the next preview names what differs. */
export interface StackFileSettings {
  readonly endpoint: object;
  readonly stack: object;
}

/**
 * The timetable of an endpoint that this stack has deployed, its actions sorted by name. Leaves out actions that lack a
 * limit, which AWS allows.
 * @param endpoint its key in the stack file
 */
export function findDeployedSchedule(deployed: DeployedResources, endpoint: string): DeployedSchedule {
  if ("unreadable" in deployed) return { kind: "unreadable", reason: deployed.unreadable };
  const ofType = (type: string): readonly DeployedResource[] =>
    deployed.resources.filter((resource) => resource.type === type);
  const target = ofType(resourceTypes.target).find(({ name }) => name === resourceNames.target(endpoint));
  const registered = parseLimits(target?.outputs);
  if (registered === undefined) return { kind: "nothing" };
  const instanceType = findInstanceType(deployed.resources, endpoint);
  const settings = findSettings(deployed.resources, endpoint)?.endpoint;
  return {
    kind: "deployed",
    actions: ofType(resourceTypes.action)
      .filter(({ name }) => name.startsWith(resourceNames.action(endpoint, "")))
      .flatMap(parseAction)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    registered,
    ...(settings === undefined ? {} : { settings }),
    ...(instanceType === undefined ? {} : { instanceType }),
  };
}

/**
 * The settings of the stack at its last update; undefined if no endpoint has them.
 * @param owner the only endpoint that has such settings; absent if all endpoints share them
 */
export function findDeployedStackSettings(deployed: DeployedResources, owner?: string): object | undefined {
  if ("unreadable" in deployed) return undefined;
  const { resources } = deployed;
  return (owner === undefined ? listDeployedEndpoints(deployed) : [owner])
    .map((endpoint) => findSettings(resources, endpoint)?.stack)
    .find((settings) => settings !== undefined);
}

function findSettings(
  resources: readonly DeployedResource[],
  endpoint: string,
): Partial<StackFileSettings> | undefined {
  const component = resources.find(({ type, name }) => type === resourceTypes.component && name === endpoint);
  const settings = component?.outputs["settings"];
  return isRecord(settings) ? settings : undefined;
}

/** The keys of the endpoints that this stack has deployed. */
export function listDeployedEndpoints(deployed: DeployedResources): readonly string[] {
  if ("unreadable" in deployed) return [];
  return deployed.resources
    .filter(({ type }) => type === resourceTypes.target)
    .map(({ name }) => name)
    .toSorted();
}

/** The deployed instance types, by the endpoints' keys. */
export function listDeployedInstanceTypes(deployed: DeployedResources): Readonly<Record<string, string>> {
  if ("unreadable" in deployed) return {};
  const { resources } = deployed;
  return Object.fromEntries(
    listDeployedEndpoints(deployed).flatMap((endpoint) => {
      const type = findInstanceType(resources, endpoint);
      return type === undefined ? [] : [[endpoint, type]];
    }),
  );
}

function findInstanceType(resources: readonly DeployedResource[], endpoint: string): string | undefined {
  const [instanceType] = resources
    .filter(({ type, name }) => type === resourceTypes.configuration && name === resourceNames.configuration(endpoint))
    .flatMap(({ outputs }) => listInstanceTypes(outputs["productionVariants"]));
  return instanceType ?? findVariantType(resources, endpoint);
}

/** One more variant of an endpoint has no configuration, only the trigger that holds its instance type. */
function findVariantType(resources: readonly DeployedResource[], endpoint: string): string | undefined {
  const trigger = resources.find(
    ({ type, name }) => type === resourceTypes.stash && name === resourceNames.shape(endpoint),
  );
  const types = trigger?.outputs["output"];
  return isRecord(types) ? Object.values(types).find((type) => typeof type === "string") : undefined;
}

function parseAction({ outputs }: DeployedResource): readonly ScheduledAction[] {
  const { name, schedule, timezone, scalableTargetAction } = outputs;
  const limits = isRecord(scalableTargetAction) ? parseLimits(scalableTargetAction) : undefined;
  if (typeof name !== "string" || typeof schedule !== "string" || limits === undefined) return [];
  return [{ name, schedule, timezone: typeof timezone === "string" ? timezone : "UTC", ...limits }];
}

function parseLimits(outputs: Readonly<Record<string, unknown>> = {}) {
  const [min, max] = [parseCount(outputs["minCapacity"]), parseCount(outputs["maxCapacity"])];
  return min === undefined || max === undefined ? undefined : { min, max };
}

/** The provider's schema has texts for some counts. */
function parseCount(value: unknown): number | undefined {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) ? count : undefined;
}

function listInstanceTypes(variants: unknown): readonly string[] {
  if (!Array.isArray(variants)) return [];
  return variants.flatMap((variant: unknown) => {
    const type = isRecord(variant) ? variant["instanceType"] : undefined;
    return typeof type === "string" ? [type] : [];
  });
}
