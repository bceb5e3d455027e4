import { parseVariantResourceId } from "../../aws/facts";
import { resourceNames } from "../../plan/endpoint";
import { type DeployedResource, type DeployedResources, isRecord } from "./deployed-resources";

/** What a stack has deployed for an endpoint so far: names at AWS, and its shape. */
export interface DeployedEndpoint {
  /** Absent for an existing endpoint, and before the first deployment. */
  readonly endpoint?: string;
  /** Variant to instance type, as JSON; absent where the endpoint is. */
  readonly instanceTypes?: string;
  /** Whether the endpoint was last updated, or made, with a deployment configuration. */
  readonly hasStrategy: boolean;
  /** Whether that names rollback alarms: where they come or go, another endpoint takes its place. */
  readonly hasRollbackAlarms: boolean;
  readonly target: boolean;
  readonly targetArn?: string;
  /** The endpoint that the target is for: the one before, where the run that was to replace it has failed. */
  readonly scaledEndpoint?: string;
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/**
 * The names at AWS of what this stack has deployed for an endpoint.
 *
 * In:  `key`: the endpoint's in the stack file
 * Out: nothing where the state cannot be read
 */
export function findDeployedEndpoint(deployed: DeployedResources, key: string): DeployedEndpoint {
  const resources = "unreadable" in deployed ? [] : deployed.resources;
  const namesOf = (type: string, isOurs: (name: string) => boolean): readonly string[] =>
    resources
      .filter((resource) => resource.type === type && isOurs(resource.name))
      .flatMap(({ outputs }: DeployedResource) =>
        typeof outputs["name"] === "string" ? [outputs["name"]] : [],
      );
  const only = (type: string, named: string): DeployedResource | undefined =>
    resources.find((resource) => resource.type === type && resource.name === named);
  const [endpoint] = namesOf(
    resourceTypes.endpoint,
    (name) => name === resourceNames.endpoint(key),
  );
  const shape = only(resourceTypes.shape, resourceNames.shape(key));
  const { deploymentConfig } =
    only(resourceTypes.endpoint, resourceNames.endpoint(key))?.outputs ?? {};
  const target = only(resourceTypes.target, resourceNames.target(key));
  const { resourceId, arn } = target?.outputs ?? {};
  const scaled = typeof resourceId === "string" ? parseVariantResourceId(resourceId) : undefined;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(shape === undefined ? {} : { instanceTypes: JSON.stringify(shape.outputs["output"]) }),
    hasStrategy: isRecord(deploymentConfig),
    hasRollbackAlarms:
      isRecord(deploymentConfig) && isRecord(deploymentConfig["autoRollbackConfiguration"]),
    target: target !== undefined,
    ...(typeof arn === "string" ? { targetArn: arn } : {}),
    ...(scaled === undefined ? {} : { scaledEndpoint: scaled.endpoint }),
    actions: namesOf(resourceTypes.action, (name) =>
      name.startsWith(resourceNames.action(key, "")),
    ),
    policies: namesOf(resourceTypes.policy, (name) => listPolicyNames(key).includes(name)),
  };
}

/** Policies of any endpoint whose key continues this one's have longer names. */
function listPolicyNames(key: string): readonly string[] {
  return [
    resourceNames.stepPolicy(key, "scale-in"),
    resourceNames.stepPolicy(key, "scale-out"),
    resourceNames.stepPolicy(key, "wake"),
    resourceNames.targetTracking(key),
  ];
}

const resourceTypes = {
  endpoint: "aws:sagemaker/endpoint:Endpoint",
  shape: "pulumi:index:Stash",
  target: "aws:appautoscaling/target:Target",
  action: "aws:appautoscaling/scheduledAction:ScheduledAction",
  policy: "aws:appautoscaling/policy:Policy",
};
