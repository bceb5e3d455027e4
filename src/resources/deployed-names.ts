import { endpointOfResource } from "../aws-facts/scalable-target";
import type { DeployedResource, DeployedResources } from "./deployed-resources";
import { isRecord } from "./is-record";
import { names } from "./names";

/** What a stack has deployed for an endpoint so far: names at AWS, and its shape. */
export interface DeployedNames {
  /** Absent for an existing endpoint, and before the first deployment. */
  readonly endpoint?: string;
  /** Variant to instance type, as JSON; absent where the endpoint is. */
  readonly shape?: string;
  /** Whether the endpoint was last updated, or made, with a deployment configuration. */
  readonly hasStrategy: boolean;
  /** Whether that names rollback alarms: where they come or go, another endpoint takes its place. */
  readonly hasRollbackAlarms: boolean;
  readonly target: boolean;
  readonly targetArn?: string;
  /** The endpoint that the target is for: the one before, where the run that was to replace it has failed. */
  readonly scaled?: string;
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/**
 * The names at AWS of what this stack has deployed for an endpoint.
 *
 * In:  `key`: the endpoint's in the stack file
 * Out: nothing where the state cannot be read
 */
export function deployedNames(deployed: DeployedResources, key: string): DeployedNames {
  const resources = "unreadable" in deployed ? [] : deployed.resources;
  const namesOf = (type: string, isOurs: (name: string) => boolean): readonly string[] =>
    resources
      .filter((resource) => resource.type === type && isOurs(resource.name))
      .flatMap(({ outputs }: DeployedResource) =>
        typeof outputs["name"] === "string" ? [outputs["name"]] : [],
      );
  const only = (type: string, named: string): DeployedResource | undefined =>
    resources.find((resource) => resource.type === type && resource.name === named);
  const [endpoint] = namesOf(types.endpoint, (name) => name === names.endpoint(key));
  const shape = only(types.shape, names.shape(key));
  const { deploymentConfig } = only(types.endpoint, names.endpoint(key))?.outputs ?? {};
  const target = only(types.target, names.target(key));
  const { resourceId, arn } = target?.outputs ?? {};
  const scaled = typeof resourceId === "string" ? endpointOfResource(resourceId) : undefined;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(shape === undefined ? {} : { shape: JSON.stringify(shape.outputs["output"]) }),
    hasStrategy: isRecord(deploymentConfig),
    hasRollbackAlarms:
      isRecord(deploymentConfig) && isRecord(deploymentConfig["autoRollbackConfiguration"]),
    target: target !== undefined,
    ...(typeof arn === "string" ? { targetArn: arn } : {}),
    ...(scaled === undefined ? {} : { scaled: scaled.endpoint }),
    actions: namesOf(types.action, (name) => name.startsWith(names.action(key, ""))),
    policies: namesOf(types.policy, (name) => policyNames(key).includes(name)),
  };
}

/** Policies of any endpoint whose key continues this one's have longer names. */
function policyNames(key: string): readonly string[] {
  return [
    names.stepPolicy(key, "scale-in"),
    names.stepPolicy(key, "scale-out"),
    names.stepPolicy(key, "wake"),
    names.targetTracking(key),
  ];
}

const types = {
  endpoint: "aws:sagemaker/endpoint:Endpoint",
  shape: "pulumi:index:Stash",
  target: "aws:appautoscaling/target:Target",
  action: "aws:appautoscaling/scheduledAction:ScheduledAction",
  policy: "aws:appautoscaling/policy:Policy",
};
