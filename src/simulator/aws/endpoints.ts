import * as v from "valibot";
import { sageMakerPageSizes } from "../../aws/facts";
import type { AwsState, EpochSeconds } from "./account-state";
import { createFleet, findQuotaProblem, findReadyMoment, type VariantState } from "./fleet";
import { takeFailure } from "./injected-failures";
import { type JsonObject, type Named, setEntry, toJsonObject, toTagMap } from "./json";
import { toArn, toNotFoundError } from "./models-and-configurations";
import { cutPage, defineOperation, definePageInput, type Outcome, toAnswer, toValidationError } from "./operation";
import { createEndpointShape, type DeploymentConfigInput, sagemakerName } from "./sagemaker-inputs";

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html, EndpointStatus */
export type EndpointStatus =
  | "Creating"
  | "InService"
  | "Updating"
  | "SystemUpdating"
  | "RollingBack"
  | "UpdateRollbackFailed"
  | "Deleting"
  | "Failed";

/**
 * What an endpoint is busy with until `endsAt`; nothing else can be asked of it meanwhile.
 *
 * `scaling` is any change of an instance count: it shows as Updating, too.
 * `updating`: the new fleet starts beside the old one, which serves until the end.
 * `failure`: how it will end, decided when it begins.
 */
export type Transition = { readonly endsAt: EpochSeconds } & (
  | { readonly kind: "creating"; readonly failure?: string }
  | {
      readonly kind: "updating";
      readonly configName: string;
      readonly fleet: readonly VariantState[];
      readonly deployment?: DeploymentConfigInput;
      readonly failure?: string;
    }
  | { readonly kind: "rollingBack"; readonly failure: string }
  | { readonly kind: "scaling"; readonly activityId?: string; readonly failure?: string }
  | { readonly kind: "systemUpdating" | "deleting" }
);

/** An endpoint and the instances that serve it now. */
export interface EndpointState {
  readonly name: string;
  readonly arn: string;
  /** The configuration whose fleet serves. */
  readonly configName: string;
  readonly variants: readonly VariantState[];
  readonly transition?: Transition;
  /** Set for good when the creation failed. */
  readonly failed?: true;
  /** A rollback failed; the old fleet is taken to serve still, where SageMaker may serve a mix. An update ends it. */
  readonly rollbackFailed?: true;
  readonly failureReason?: string;
  readonly lastDeployment?: DeploymentConfigInput;
  readonly createdAt: EpochSeconds;
  readonly modifiedAt: EpochSeconds;
  readonly tags: Named<string>;
  /** Requests that wait, on an asynchronous endpoint. */
  readonly backlog: number;
}

const statusByTransition = {
  creating: "Creating",
  updating: "Updating",
  rollingBack: "RollingBack",
  scaling: "Updating",
  systemUpdating: "SystemUpdating",
  deleting: "Deleting",
} as const satisfies Record<Transition["kind"], EndpointStatus>;

export function getEndpointStatus(endpoint: EndpointState): EndpointStatus {
  if (endpoint.transition !== undefined) return statusByTransition[endpoint.transition.kind];
  if (endpoint.rollbackFailed === true) return "UpdateRollbackFailed";
  return endpoint.failed === true ? "Failed" : "InService";
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html */
export const createEndpoint = defineOperation(createEndpointShape, (state, input): Outcome => {
  const name = input.EndpointName;
  const config = state.endpointConfigs[input.EndpointConfigName];
  if (state.endpoints[name] !== undefined) {
    const text = `Cannot create already existing endpoint "${toArn(state, "endpoint", name)}".`;
    return { error: toValidationError(text) };
  }
  if (config === undefined) return toNotFoundError("endpoint configuration", input.EndpointConfigName);
  const fleet = createFleet(state, name, config.input);
  const refusal = findQuotaProblem(state, fleet.variants);
  if (refusal !== undefined) {
    return { error: { code: "ResourceLimitExceeded", message: refusal } };
  }
  const mishap = takeFailure(fleet.state, name, "create");
  const endsAt = findReadyMoment(state, fleet.variants) + state.world.timing.shift;
  const failure = mishap.reason ?? fleet.shortage;
  const endpoint: EndpointState = {
    name,
    arn: toArn(state, "endpoint", name),
    configName: input.EndpointConfigName,
    variants: fleet.variants,
    transition: { kind: "creating", endsAt, ...(failure === undefined ? {} : { failure }) },
    ...(input.DeploymentConfig === undefined ? {} : { lastDeployment: input.DeploymentConfig }),
    createdAt: state.nowSeconds,
    modifiedAt: state.nowSeconds,
    tags: toTagMap(input.Tags),
    backlog: 0,
  };
  return toAnswer(setEndpoint(mishap.state, endpoint), { EndpointArn: endpoint.arn });
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export const describeEndpoint = defineOperation(
  v.strictObject({ EndpointName: sagemakerName }),
  (state, { EndpointName }): Outcome => {
    const endpoint = state.endpoints[EndpointName];
    return endpoint === undefined
      ? toNotFoundError("endpoint", EndpointName)
      : toAnswer(state, describeEndpointState(endpoint));
  },
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html */
export const listEndpoints = defineOperation(
  v.strictObject({
    NameContains: v.exactOptional(v.string()),
    SortBy: v.exactOptional(v.literal("CreationTime")),
    SortOrder: v.exactOptional(v.literal("Descending")),
    ...definePageInput(sageMakerPageSizes.most),
  }),
  (state, input): Outcome => {
    const endpoints = Object.values(state.endpoints)
      .filter(({ name }) => name.includes(input.NameContains ?? ""))
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map((endpoint) => ({
        EndpointName: endpoint.name,
        EndpointArn: endpoint.arn,
        EndpointStatus: getEndpointStatus(endpoint),
        CreationTime: endpoint.createdAt,
        LastModifiedTime: endpoint.modifiedAt,
      }));
    return toAnswer(state, cutPage("Endpoints", endpoints, sageMakerPageSizes.usual, input));
  },
);

function describeEndpointState(endpoint: EndpointState): JsonObject {
  return toJsonObject({
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.configName,
    EndpointStatus: getEndpointStatus(endpoint),
    FailureReason: endpoint.failureReason,
    LastDeploymentConfig: endpoint.lastDeployment,
    CreationTime: endpoint.createdAt,
    LastModifiedTime: endpoint.modifiedAt,
    ProductionVariants: endpoint.variants.map(describeVariant),
  });
}

/**
 * AWS answers the instance count 0 for a serverless variant at rest, and no DesiredServerlessConfig: public notebooks
 * show such answers. That the latter is there while it differs is inferred from API_ProductionVariantSummary.
 */
function describeVariant(variant: VariantState): JsonObject {
  const { name: VariantName, weight: CurrentWeight, current, desired, serverless, managed } = variant;
  if (serverless === undefined) {
    const scaling = managed && toJsonObject({ MinInstanceCount: managed.min, MaxInstanceCount: managed.max });
    return toJsonObject({
      VariantName,
      CurrentInstanceCount: current,
      DesiredInstanceCount: desired,
      CurrentWeight,
      ManagedInstanceScaling: scaling && { Status: "ENABLED", ...scaling },
    });
  }
  const describeConcurrency = (provisioned: number): JsonObject => ({
    MemorySizeInMB: serverless.memoryMb,
    MaxConcurrency: serverless.maxConcurrency,
    ...(provisioned === 0 ? {} : { ProvisionedConcurrency: provisioned }),
  });
  return {
    VariantName,
    CurrentInstanceCount: 0,
    CurrentWeight,
    CurrentServerlessConfig: describeConcurrency(current),
    ...(desired === current ? {} : { DesiredServerlessConfig: describeConcurrency(desired) }),
  };
}

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html
 *
 * Refused while the endpoint is being created or updated, and while it hosts inference components
 * (https://github.com/gruntwork-io/cloud-nuke/pull/1142, with the message). Deregisters the endpoint's scalable targets once it
 * is gone (developer guide, "Automatic scaling", deleting an endpoint with automatic scaling).
 */
export const deleteEndpoint = defineOperation(
  v.strictObject({ EndpointName: sagemakerName }),
  (state, { EndpointName }): Outcome => {
    const endpoint = state.endpoints[EndpointName];
    if (endpoint === undefined) return toNotFoundError("endpoint", EndpointName);
    const { kind } = endpoint.transition ?? { kind: "none" };
    if (kind === "deleting") return toAnswer(state, {});
    if (kind !== "none") return toBusyError(endpoint);
    if (Object.values(state.components).some((component) => component.endpoint === EndpointName)) {
      return { error: toValidationError(hostsComponents) };
    }
    const endsAt = state.nowSeconds + state.world.timing.deletion;
    return toAnswer(setEndpoint(state, { ...endpoint, transition: { kind: "deleting", endsAt } }), {});
  },
);

const hostsComponents =
  "Cannot delete endpoint with inference component associated. Please delete inference component and try it again.";

export function toBusyError(endpoint: EndpointState): Outcome {
  return { error: toValidationError(`Cannot update in-progress endpoint "${endpoint.arn}".`) };
}

export function setEndpoint(state: AwsState, endpoint: EndpointState): AwsState {
  return { ...state, endpoints: setEntry(state.endpoints, endpoint.name, endpoint) };
}
