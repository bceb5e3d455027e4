import {
  instanceCountDimension,
  sageMakerNamespace,
  variantResourceId,
} from "../aws-facts/scalable-target";
import type { CompiledEndpoint } from "../compile";
import type { ExistingConfig } from "../config/config";
import { call, type OperationName } from "../simulate/call";
import { advance } from "../simulate/clock";
import type { JsonObject } from "../simulate/json";
import type { AwsState } from "../simulate/state";

/** What instances are where the stack file does not say it. */
const someType = "ml.m5.large";

/** Until an endpoint that somebody has just made is in service. */
const settleSeconds = 900;

/**
 * The account with those existing endpoints of a stack file that it lacks, as if somebody had made them by hand:
 * with one instance, and with a target where the stack file says that there is one.
 */
export function withEndpointsByHand(
  state: AwsState,
  endpoints: readonly CompiledEndpoint[],
): AwsState {
  const missing = endpoints.flatMap(({ config }) =>
    config !== undefined && "endpoint" in config && !(config.endpoint.name in state.endpoints)
      ? [config]
      : [],
  );
  if (missing.length === 0) return state;
  const made = missing.reduce(withEndpoint, state);
  const inService = advance(made, made.nowSeconds + settleSeconds);
  return missing.filter(({ endpoint }) => endpoint.adopt).reduce(withTarget, inService);
}

function withEndpoint(state: AwsState, { endpoint: { name, variant } }: ExistingConfig): AwsState {
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
  return calls.reduce((before, [operation, input]) => call(before, operation, input).state, state);
}

function withTarget(state: AwsState, { endpoint: { name, variant } }: ExistingConfig): AwsState {
  return call(state, "application-autoscaling:RegisterScalableTarget", {
    ServiceNamespace: sageMakerNamespace,
    ResourceId: variantResourceId(name, variant.name),
    ScalableDimension: instanceCountDimension,
    MinCapacity: 1,
    MaxCapacity: 2,
  }).state;
}
