import { instanceCountDimension, sageMakerServiceNamespace, toVariantResourceId } from "../../aws/facts";
import type { EndpointConfig, ExistingEndpointConfig } from "../../config/schema";
import { advanceClock, type AwsState, callSimulatedAws, type JsonObject, type OperationName } from "../aws";

/** The instance type if the stack file names none. */
const defaultType = "ml.m5.large";

/** Long enough for a new endpoint to be in service. */
const settleSeconds = 900;

/**
 * Adds the existing endpoints of a stack file that the account lacks, as if made by hand: with one instance, and with a
 * scalable target if the stack file adopts it.
 */
export function addHandMadeEndpoints(
  state: AwsState,
  endpoints: readonly { readonly config?: EndpointConfig | undefined }[],
): AwsState {
  const missing = endpoints.flatMap(({ config }) =>
    config !== undefined && "endpoint" in config && !(config.endpoint.name in state.endpoints) ? [config] : [],
  );
  if (missing.length === 0) return state;
  const created = missing.reduce(addEndpoint, state);
  const inService = advanceClock(created, created.nowSeconds + settleSeconds);
  return missing.filter(({ endpoint }) => endpoint.adopt).reduce(addTarget, inService);
}

function addEndpoint(state: AwsState, { endpoint: { name, variant } }: ExistingEndpointConfig): AwsState {
  const roleArn = `arn:aws:iam::${state.accountId}:role/by-hand`;
  const calls: readonly (readonly [OperationName, JsonObject])[] = [
    ["sagemaker:CreateModel", { ModelName: name, ExecutionRoleArn: roleArn, PrimaryContainer: { Image: "by-hand" } }],
    [
      "sagemaker:CreateEndpointConfig",
      {
        EndpointConfigName: name,
        ProductionVariants: [
          {
            VariantName: variant.name,
            ModelName: name,
            InstanceType: variant.instanceType ?? defaultType,
            InitialInstanceCount: 1,
          },
        ],
      },
    ],
    ["sagemaker:CreateEndpoint", { EndpointName: name, EndpointConfigName: name }],
  ];
  return calls.reduce((before, [operation, input]) => callSimulatedAws(before, operation, input).state, state);
}

function addTarget(state: AwsState, { endpoint: { name, variant } }: ExistingEndpointConfig): AwsState {
  return callSimulatedAws(state, "application-autoscaling:RegisterScalableTarget", {
    ServiceNamespace: sageMakerServiceNamespace,
    ResourceId: toVariantResourceId(name, variant.name),
    ScalableDimension: instanceCountDimension,
    MinCapacity: 1,
    MaxCapacity: 2,
  }).state;
}
