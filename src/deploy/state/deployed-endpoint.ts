import { parseVariantResourceId } from "../../aws/facts";
import { resourceNames } from "../../plan/endpoint";
import { type DeployedResource, type DeployedResources, isRecord, resourceTypes } from "./deployed-resources";

/** What a stack has deployed for an endpoint so far. Names are those at AWS. */
export interface DeployedEndpoint {
  /** Absent for an existing endpoint, and before the first deployment. */
  readonly endpoint?: string;
  readonly endpointArn?: string;
  readonly configuration?: string;
  /** Variant to instance type, as JSON; absent where the endpoint is. */
  readonly instanceTypes?: string;
  /** Whether the last update or creation of the endpoint had a deployment configuration. */
  readonly hasStrategy: boolean;
  /** Whether that has rollback alarms: when they come or go, another endpoint replaces this one. */
  readonly hasRollbackAlarms: boolean;
  readonly target: boolean;
  readonly targetArn?: string;
  /** Of the target: endpoint and variant, or inference component. */
  readonly resourceId?: string;
  /** Of the target: what its limits count. */
  readonly dimension?: string;
  /** The endpoint that the target scales: the old one, if the run that should replace it failed. */
  readonly scaledEndpoint?: string;
  /** Of the endpoint that the target scales. */
  readonly scaledVariant?: string;
  /** Whether the last run ended with everything that scales the endpoint in place; always false for an existing one. */
  readonly scalingReady: boolean;
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/**
 * What this stack has deployed for an endpoint; nothing if the state cannot be read.
 * @param key the endpoint's in the stack file
 * @param owner the key of the endpoint that it is a variant of
 */
export function findDeployedEndpoint(deployed: DeployedResources, key: string, owner = key): DeployedEndpoint {
  const resources = "unreadable" in deployed ? [] : deployed.resources;
  const find = (type: string, name: string): DeployedResource | undefined =>
    resources.find((resource) => resource.type === type && resource.name === name);
  const listAwsNames = (type: string, isOwn: (name: string) => boolean): readonly string[] =>
    resources
      .filter((resource) => resource.type === type && isOwn(resource.name))
      .flatMap(({ outputs }) => (typeof outputs["name"] === "string" ? [outputs["name"]] : []));
  const endpoint = find(resourceTypes.endpoint, resourceNames.endpoint(owner))?.outputs ?? {};
  const { name, arn: endpointArn, deploymentConfig } = endpoint;
  const configuration = find(resourceTypes.configuration, resourceNames.configuration(owner))?.outputs["name"];
  const trigger = find(resourceTypes.stash, resourceNames.shape(key));
  const target = find(resourceTypes.target, resourceNames.target(key));
  const { resourceId, scalableDimension: dimension, arn } = target?.outputs ?? {};
  const scaled = typeof resourceId === "string" ? parseVariantResourceId(resourceId) : undefined;
  return {
    ...(typeof name === "string" ? { endpoint: name } : {}),
    ...(typeof endpointArn === "string" ? { endpointArn } : {}),
    ...(typeof configuration === "string" ? { configuration } : {}),
    ...(trigger === undefined ? {} : { instanceTypes: JSON.stringify(trigger.outputs["output"]) }),
    hasStrategy: isRecord(deploymentConfig),
    hasRollbackAlarms: isRecord(deploymentConfig) && isRecord(deploymentConfig["autoRollbackConfiguration"]),
    target: target !== undefined,
    ...(typeof arn === "string" ? { targetArn: arn } : {}),
    ...(typeof resourceId === "string" ? { resourceId } : {}),
    ...(typeof dimension === "string" ? { dimension } : {}),
    ...(scaled === undefined ? {} : { scaledEndpoint: scaled.endpoint, scaledVariant: scaled.variant }),
    scalingReady: find(resourceTypes.stash, resourceNames.scaling(key)) !== undefined,
    actions: listAwsNames(resourceTypes.action, (action) => action.startsWith(resourceNames.action(key, ""))),
    policies: listAwsNames(resourceTypes.policy, (policy) => listPolicyNames(key).includes(policy)),
  };
}

/** The ARNs of all targets that this stack has deployed. */
export function listDeployedTargetArns(deployed: DeployedResources): readonly string[] {
  const resources = "unreadable" in deployed ? [] : deployed.resources;
  return resources
    .filter(({ type }) => type === resourceTypes.target)
    .flatMap(({ outputs: { arn } }) => (typeof arn === "string" ? [arn] : []));
}

/** The account in which this stack has deployed its endpoints and targets; undefined before the first. */
export function findDeployedAccount(deployed: DeployedResources): string | undefined {
  const resources = "unreadable" in deployed ? [] : deployed.resources;
  const [account] = resources
    .filter(({ type }) => type === resourceTypes.endpoint || type === resourceTypes.target)
    .flatMap(({ outputs: { arn } }) => (typeof arn === "string" ? (arn.split(":")[4] ?? []) : []));
  return account;
}

/** A prefix is not enough: another endpoint's key may begin with this one. */
function listPolicyNames(key: string): readonly string[] {
  return [
    resourceNames.stepPolicy(key, "scale-in"),
    resourceNames.stepPolicy(key, "scale-out"),
    resourceNames.stepPolicy(key, "wake"),
    resourceNames.targetTracking(key),
  ];
}
