import { sageMakerServiceNamespace, scalableDimensions, toResourceId, toScaledResource } from "../../aws/facts";
import type { EndpointConfig, ExistingEndpoint } from "../../config/schema";
import { advanceClock, type AwsState, callSimulatedAws, type JsonObject, type OperationName } from "../aws";

type Call = readonly [OperationName, JsonObject];

/** The instance type if the stack file names none. */
const defaultType = "ml.m5.large";

/** Instances of the endpoint that hosts a component: as many as a stack file may need. */
const maxHostInstances = 20;

/** Long enough for a new endpoint, and then for the copies of a component, to be in service. */
const settleSeconds = 900;

/**
 * Adds the existing endpoints and inference components of a stack file that the account lacks, as if made by hand: with
 * one instance, copy or unit of concurrency, and with a scalable target if the stack file adopts it.
 */
export function addHandMadeEndpoints(
  state: AwsState,
  endpoints: readonly { readonly config?: EndpointConfig | undefined }[],
): AwsState {
  const missing = endpoints.flatMap(({ config }): readonly ExistingEndpoint[] =>
    config !== undefined && "endpoint" in config && !isMade(state, config.endpoint) ? [config.endpoint] : [],
  );
  if (missing.length === 0) return state;
  const served = settle(missing.reduce((before, each) => makeCalls(before, listEndpointCalls(before, each)), state));
  const components = missing.filter(({ unit }) => unit === "copies");
  const made = components.map(toComponentCall);
  const inService = made.length === 0 ? served : settle(makeCalls(served, made));
  return makeCalls(inService, missing.filter(({ adopt }) => adopt).map(toTargetCall));
}

function isMade(state: AwsState, { unit, name }: ExistingEndpoint): boolean {
  return name in (unit === "copies" ? state.components : state.endpoints);
}

function settle(state: AwsState): AwsState {
  return advanceClock(state, state.nowSeconds + settleSeconds);
}

function makeCalls(state: AwsState, calls: readonly Call[]): AwsState {
  return calls.reduce((before, [operation, input]) => callSimulatedAws(before, operation, input).state, state);
}

/** The model and the endpoint; of a component, that which hosts it, unless another component has made it already. */
function listEndpointCalls(state: AwsState, existing: ExistingEndpoint): readonly Call[] {
  const ExecutionRoleArn = `arn:aws:iam::${state.accountId}:role/by-hand`;
  const { name, unit } = existing;
  const endpoint = unit === "copies" ? toHostName(existing) : name;
  const model: Call = [
    "sagemaker:CreateModel",
    { ModelName: name, ExecutionRoleArn, PrimaryContainer: { Image: "by-hand" } },
  ];
  if (endpoint in state.endpoints) return [model];
  const input = {
    EndpointConfigName: endpoint,
    ...(unit === "copies" ? { ExecutionRoleArn } : {}),
    ProductionVariants: [toVariantInput(existing)],
  };
  return [
    model,
    ["sagemaker:CreateEndpointConfig", input],
    ["sagemaker:CreateEndpoint", { EndpointName: endpoint, EndpointConfigName: endpoint }],
  ];
}

function toHostName({ name, hostEndpoint }: ExistingEndpoint): string {
  return hostEndpoint ?? `${name}-host`;
}

function toVariantInput(existing: ExistingEndpoint): JsonObject {
  const { name: ModelName, unit, variant, memoryGb = 2, maxConcurrency = 20 } = existing;
  const VariantName = variant.name;
  if (unit === "copies") {
    return {
      VariantName: hostVariant,
      InstanceType: variant.instanceType ?? chooseHostType(existing),
      InitialInstanceCount: 1,
      ManagedInstanceScaling: { Status: "ENABLED", MinInstanceCount: 0, MaxInstanceCount: maxHostInstances },
    };
  }
  if (unit === "concurrency") {
    const limits = { MemorySizeInMB: memoryGb * 1024, MaxConcurrency: maxConcurrency, ProvisionedConcurrency: 1 };
    return { VariantName, ModelName, ServerlessConfig: limits };
  }
  return { VariantName, ModelName, InstanceType: variant.instanceType ?? defaultType, InitialInstanceCount: 1 };
}

const hostVariant = "AllTraffic";

/** A type with the accelerators of at least one copy, if the stack file names none. */
function chooseHostType({ acceleratorsPerCopy = 1 }: ExistingEndpoint): string {
  return acceleratorsPerCopy > 4 ? "ml.g5.48xlarge" : "ml.g5.12xlarge";
}

function toComponentCall(existing: ExistingEndpoint): Call {
  const { name, acceleratorsPerCopy } = existing;
  const accelerators =
    acceleratorsPerCopy === undefined ? {} : { NumberOfAcceleratorDevicesRequired: acceleratorsPerCopy };
  return [
    "sagemaker:CreateInferenceComponent",
    {
      InferenceComponentName: name,
      EndpointName: toHostName(existing),
      VariantName: hostVariant,
      Specification: { ModelName: name, ComputeResourceRequirements: { MinMemoryRequiredInMb: 1024, ...accelerators } },
      RuntimeConfig: { CopyCount: 1 },
    },
  ];
}

function toTargetCall({ name, unit, variant }: ExistingEndpoint): Call {
  return [
    "application-autoscaling:RegisterScalableTarget",
    {
      ServiceNamespace: sageMakerServiceNamespace,
      ResourceId: toResourceId(toScaledResource(unit, name, variant.name)),
      ScalableDimension: scalableDimensions[unit],
      MinCapacity: 1,
      MaxCapacity: 2,
    },
  ];
}
