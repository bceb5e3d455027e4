import * as v from "valibot";
import { sageMakerPageSizes } from "../aws-facts/scaling-activities";
import { validationError } from "./aws-error";
import { takeMishap } from "./faults";
import { fleetOf, quotaComplaint, readyAt, type VariantState } from "./instances";
import { jsonObject, type JsonObject } from "./json";
import { withEntry, type Named } from "./named";
import { pageOf, pageShape } from "./pages";
import { answer, operation, type Outcome } from "./operation";
import { arn, notFound } from "./sagemaker";
import { createEndpointShape, sagemakerName, type DeploymentConfigInput } from "./sagemaker-shapes";
import type { AwsState, EpochSeconds } from "./state";
import { tagMap } from "./tags";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html, EndpointStatus */
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

const statusOf = {
  creating: "Creating",
  updating: "Updating",
  rollingBack: "RollingBack",
  scaling: "Updating",
  systemUpdating: "SystemUpdating",
  deleting: "Deleting",
} as const satisfies Record<Transition["kind"], EndpointStatus>;

/** The status that DescribeEndpoint answers. */
export function endpointStatus(endpoint: EndpointState): EndpointStatus {
  if (endpoint.transition !== undefined) return statusOf[endpoint.transition.kind];
  if (endpoint.rollbackFailed === true) return "UpdateRollbackFailed";
  return endpoint.failed === true ? "Failed" : "InService";
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html */
export const createEndpoint = operation(createEndpointShape, (state, input): Outcome => {
  const name = input.EndpointName;
  const config = state.endpointConfigs[input.EndpointConfigName];
  if (state.endpoints[name] !== undefined) {
    const text = `Cannot create already existing endpoint "${arn(state, "endpoint", name)}".`;
    return { error: validationError(text) };
  }
  if (config === undefined) return notFound("endpoint configuration", input.EndpointConfigName);
  const fleet = fleetOf(state, name, config.input);
  const refusal = quotaComplaint(state, fleet.variants);
  if (refusal !== undefined) {
    return { error: { code: "ResourceLimitExceeded", message: refusal } };
  }
  const mishap = takeMishap(fleet.state, name, "create");
  const endsAt = readyAt(state, fleet.variants) + state.world.timing.shift;
  const failure = mishap.reason ?? fleet.shortage;
  const endpoint: EndpointState = {
    name,
    arn: arn(state, "endpoint", name),
    configName: input.EndpointConfigName,
    variants: fleet.variants,
    transition: { kind: "creating", endsAt, ...(failure === undefined ? {} : { failure }) },
    ...(input.DeploymentConfig === undefined ? {} : { lastDeployment: input.DeploymentConfig }),
    createdAt: state.nowSeconds,
    modifiedAt: state.nowSeconds,
    tags: tagMap(input.Tags),
    backlog: 0,
  };
  return answer(withEndpoint(mishap.state, endpoint), { EndpointArn: endpoint.arn });
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export const describeEndpoint = operation(
  v.strictObject({ EndpointName: sagemakerName }),
  (state, { EndpointName }): Outcome => {
    const endpoint = state.endpoints[EndpointName];
    return endpoint === undefined
      ? notFound("endpoint", EndpointName)
      : answer(state, description(endpoint));
  },
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html */
export const listEndpoints = operation(
  v.strictObject({
    NameContains: v.exactOptional(v.string()),
    SortBy: v.exactOptional(v.literal("CreationTime")),
    SortOrder: v.exactOptional(v.literal("Descending")),
    ...pageShape(sageMakerPageSizes.most),
  }),
  (state, input): Outcome => {
    const endpoints = Object.values(state.endpoints)
      .filter(({ name }) => name.includes(input.NameContains ?? ""))
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map((endpoint) => ({
        EndpointName: endpoint.name,
        EndpointArn: endpoint.arn,
        EndpointStatus: endpointStatus(endpoint),
        CreationTime: endpoint.createdAt,
        LastModifiedTime: endpoint.modifiedAt,
      }));
    return answer(state, pageOf("Endpoints", endpoints, sageMakerPageSizes.usual, input));
  },
);

function description(endpoint: EndpointState): JsonObject {
  return jsonObject({
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.configName,
    EndpointStatus: endpointStatus(endpoint),
    FailureReason: endpoint.failureReason,
    LastDeploymentConfig: endpoint.lastDeployment,
    CreationTime: endpoint.createdAt,
    LastModifiedTime: endpoint.modifiedAt,
    ProductionVariants: endpoint.variants.map((variant) => ({
      VariantName: variant.name,
      CurrentInstanceCount: variant.current,
      DesiredInstanceCount: variant.desired,
      CurrentWeight: variant.weight,
    })),
  });
}

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html
 *
 * Refused while the endpoint is being created or updated. Deregisters the endpoint's scalable targets once it
 * is gone (developer guide, "Automatic scaling", deleting an endpoint with automatic scaling).
 */
export const deleteEndpoint = operation(
  v.strictObject({ EndpointName: sagemakerName }),
  (state, { EndpointName }): Outcome => {
    const endpoint = state.endpoints[EndpointName];
    if (endpoint === undefined) return notFound("endpoint", EndpointName);
    const { kind } = endpoint.transition ?? { kind: "none" };
    if (kind === "deleting") return answer(state, {});
    if (kind !== "none") return busy(endpoint);
    const endsAt = state.nowSeconds + state.world.timing.deletion;
    return answer(
      withEndpoint(state, { ...endpoint, transition: { kind: "deleting", endsAt } }),
      {},
    );
  },
);

/** What SageMaker answers to a change while another one goes on. */
export function busy(endpoint: EndpointState): Outcome {
  return { error: validationError(`Cannot update in-progress endpoint "${endpoint.arn}".`) };
}

/** The account with one endpoint set. */
export function withEndpoint(state: AwsState, endpoint: EndpointState): AwsState {
  return { ...state, endpoints: withEntry(state.endpoints, endpoint.name, endpoint) };
}
