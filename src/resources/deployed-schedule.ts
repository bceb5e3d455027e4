import type { DeployedSchedule } from "../plan/deployed-schedule";
import type { ScheduledAction } from "../plan/plan";
import type { DeployedResource, DeployedResources } from "./deployed-resources";
import { isRecord } from "./is-record";
import { names } from "./names";

/**
 * The timetable of an endpoint as this stack has deployed it.
 *
 * In:  `endpoint`: its key in the stack file
 * Out: the actions sorted by name; one that lacks a limit, as AWS allows, is left out
 */
export function deployedSchedule(deployed: DeployedResources, endpoint: string): DeployedSchedule {
  if ("unreadable" in deployed) return { kind: "unreadable", reason: deployed.unreadable };
  const ofType = (type: string): readonly DeployedResource[] =>
    deployed.resources.filter((resource) => resource.type === type);
  const target = ofType(types.target).find(({ name }) => name === names.target(endpoint));
  const registered = limitsIn(target?.outputs);
  if (registered === undefined) return { kind: "nothing" };
  const instanceType = deployedType(deployed.resources, endpoint);
  return {
    kind: "deployed",
    actions: ofType(types.action)
      .filter(({ name }) => name.startsWith(names.action(endpoint, "")))
      .flatMap(actionIn)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    registered,
    ...(instanceType === undefined ? {} : { instanceType }),
  };
}

/** The endpoints that this stack has deployed, by their keys in the stack file. */
export function deployedEndpoints(deployed: DeployedResources): readonly string[] {
  if ("unreadable" in deployed) return [];
  return deployed.resources
    .filter(({ type }) => type === types.target)
    .map(({ name }) => name)
    .toSorted();
}

/** The instance types of the endpoints whose configurations this stack has deployed, by the endpoints' keys. */
export function deployedTypes(deployed: DeployedResources): Readonly<Record<string, string>> {
  if ("unreadable" in deployed) return {};
  const { resources } = deployed;
  return Object.fromEntries(
    deployedEndpoints(deployed).flatMap((endpoint) => {
      const type = deployedType(resources, endpoint);
      return type === undefined ? [] : [[endpoint, type]];
    }),
  );
}

function deployedType(
  resources: readonly DeployedResource[],
  endpoint: string,
): string | undefined {
  const [instanceType] = resources
    .filter(
      ({ type, name }) => type === types.configuration && name === names.configuration(endpoint),
    )
    .flatMap(({ outputs }) => instanceTypesIn(outputs["productionVariants"]));
  return instanceType;
}

const types = {
  action: "aws:appautoscaling/scheduledAction:ScheduledAction",
  configuration: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
  target: "aws:appautoscaling/target:Target",
};

function actionIn({ outputs }: DeployedResource): readonly ScheduledAction[] {
  const { name, schedule, timezone, scalableTargetAction } = outputs;
  const limits = isRecord(scalableTargetAction) ? limitsIn(scalableTargetAction) : undefined;
  if (typeof name !== "string" || typeof schedule !== "string" || limits === undefined) return [];
  return [{ name, schedule, timezone: typeof timezone === "string" ? timezone : "UTC", ...limits }];
}

function limitsIn(outputs: Readonly<Record<string, unknown>> = {}) {
  const [min, max] = [countIn(outputs["minCapacity"]), countIn(outputs["maxCapacity"])];
  return min === undefined || max === undefined ? undefined : { min, max };
}

/** The provider's schema has some counts as text. */
function countIn(value: unknown): number | undefined {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) ? count : undefined;
}

function instanceTypesIn(variants: unknown): readonly string[] {
  if (!Array.isArray(variants)) return [];
  return variants.flatMap((variant: unknown) => {
    const type = isRecord(variant) ? variant["instanceType"] : undefined;
    return typeof type === "string" ? [type] : [];
  });
}
