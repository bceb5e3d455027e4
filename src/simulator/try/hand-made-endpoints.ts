import {
  instanceCountDimension,
  sageMakerServiceNamespace,
  toVariantResourceId,
} from "../../aws/facts";
import type { EndpointConfig, ExistingEndpointConfig } from "../../config/schema";
import { advanceClock, type AwsState, callAws, type JsonObject, type OperationName } from "../aws";

/** What instances are where the stack file does not say it. */
const someType = "ml.m5.large";

/** Until an endpoint that somebody has just made is in service. */
const settleSeconds = 900;

/**
 * The account with those existing endpoints of a stack file that it lacks, as if somebody had made them by hand:
 * with one instance, and with a target where the stack file says that there is one.
 */
export function addHandMadeEndpoints(
  state: AwsState,
  endpoints: readonly { readonly config?: EndpointConfig | undefined }[],
): AwsState {
  const missing = endpoints.flatMap(({ config }) =>
    config !== undefined && "endpoint" in config && !(config.endpoint.name in state.endpoints)
      ? [config]
      : [],
  );
  if (missing.length === 0) return state;
  const made = missing.reduce(addEndpoint, state);
  const inService = advanceClock(made, made.nowSeconds + settleSeconds);
  return missing.filter(({ endpoint }) => endpoint.adopt).reduce(addTarget, inService);
}

function addEndpoint(
  state: AwsState,
  { endpoint: { name, variant } }: ExistingEndpointConfig,
): AwsState {
  const roleArn = `arn:aws:iam::${state.accountId}:role/by-hand`;
  const calls: readonly (readonly [OperationName, JsonObject])[] = [
    [
      "sagemaker:CreateModel",
      { ModelName: name, ExecutionRoleArn: roleArn, PrimaryContainer: { Image: "by-hand" } },
    ],
    [
      "sagemaker:CreateEndpointConfig",
      {
        EndpointConfigName: name,
        ProductionVariants: [
          {
            VariantName: variant.name,
            ModelName: name,
            InstanceType: variant.instanceType ?? someType,
            InitialInstanceCount: 1,
          },
        ],
      },
    ],
    ["sagemaker:CreateEndpoint", { EndpointName: name, EndpointConfigName: name }],
  ];
  return calls.reduce(
    (before, [operation, input]) => callAws(before, operation, input).state,
    state,
  );
}

function addTarget(
  state: AwsState,
  { endpoint: { name, variant } }: ExistingEndpointConfig,
): AwsState {
  return callAws(state, "application-autoscaling:RegisterScalableTarget", {
    ServiceNamespace: sageMakerServiceNamespace,
    ResourceId: toVariantResourceId(name, variant.name),
    ScalableDimension: instanceCountDimension,
    MinCapacity: 1,
    MaxCapacity: 2,
  }).state;
}
