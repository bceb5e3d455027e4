import * as v from "valibot";
import {
  concurrentInvocationsRange,
  deploymentWaitSecondsRange,
  endpointNameRule,
  type FieldRange,
  inferenceAmiVersions,
  isAllowedBy,
  maxContainersPerModel,
  maxRollbackAlarmsPerEndpoint,
  minInitialInstanceCount,
  reservationArnRule,
  securityGroupsRange,
  startTimeoutSecondsRange,
  subnetsRange,
  volumeSizeGbRange,
} from "../../aws/facts";
import { isJsonObject, type JsonObject } from "./json";

// Shapes of the SageMaker API: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Service.html
// Optional members are exact: a client leaves them out, it does not send null.

const opt = v.exactOptional;

/** Any JSON object: a part that no rule of the simulator looks into. */
const opaque = v.custom<JsonObject>(isJsonObject, "expected an object");

/** Names of models, endpoint configurations, endpoints and variants. */
export const sagemakerName = v.pipe(
  v.string(),
  v.check((name) => isAllowedBy(endpointNameRule, name), endpointNameRule.words),
);

function defineRange({ from, to }: FieldRange) {
  return v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));
}

function defineList<T extends v.GenericSchema>(item: T, { from, to }: FieldRange) {
  return v.pipe(v.array(item), v.minLength(from), v.maxLength(to));
}

/** Tags as SageMaker, CloudWatch and IAM write them. */
export const tagList = v.array(v.strictObject({ Key: v.string(), Value: v.string() }));

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ImageConfig.html */
const imageConfig = v.strictObject({
  RepositoryAccessMode: v.picklist(["Platform", "Vpc"]),
  RepositoryAuthConfig: opt(v.strictObject({ RepositoryCredentialsProviderArn: v.string() })),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3ModelDataSource.html */
const modelDataSource = v.strictObject({
  S3DataSource: v.variant("S3DataType", [
    v.strictObject({
      S3Uri: v.pipe(v.string(), v.endsWith("/")),
      S3DataType: v.literal("S3Prefix"),
      CompressionType: v.literal("None"),
    }),
    v.strictObject({
      S3Uri: v.string(),
      S3DataType: v.literal("S3Object"),
      CompressionType: v.picklist(["None", "Gzip"]),
    }),
  ]),
});

const container = v.strictObject({
  Image: opt(v.string()),
  ModelDataUrl: opt(v.string()),
  Environment: opt(v.record(v.string(), v.string())),
  ContainerHostname: opt(v.string()),
  Mode: opt(v.string()),
  ModelPackageName: opt(v.string()),
  InferenceSpecificationName: opt(v.string()),
  ImageConfig: opt(imageConfig),
  MultiModelConfig: opt(opaque),
  ModelDataSource: opt(modelDataSource),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
export const modelShape = v.strictObject({
  ModelName: sagemakerName,
  PrimaryContainer: opt(container),
  Containers: opt(v.pipe(v.array(container), v.maxLength(maxContainersPerModel))),
  ExecutionRoleArn: v.string(),
  VpcConfig: opt(
    v.strictObject({
      Subnets: defineList(v.string(), subnetsRange),
      SecurityGroupIds: defineList(v.string(), securityGroupsRange),
    }),
  ),
  EnableNetworkIsolation: opt(v.boolean()),
  InferenceExecutionConfig: opt(opaque),
  Tags: opt(tagList),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html */
const concurrency = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200));

const serverlessShape = v.strictObject({
  MemorySizeInMB: v.picklist([1024, 2048, 3072, 4096, 5120, 6144]),
  MaxConcurrency: concurrency,
  ProvisionedConcurrency: opt(concurrency),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantManagedInstanceScaling.html */
const managedScalingShape = v.strictObject({
  Status: opt(v.picklist(["ENABLED", "DISABLED"])),
  MinInstanceCount: opt(v.pipe(v.number(), v.integer(), v.minValue(0))),
  MaxInstanceCount: opt(v.pipe(v.number(), v.integer(), v.minValue(1))),
  ScaleInPolicy: opt(opaque),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantCapacityReservationConfig.html */
const capacityReservation = v.strictObject({
  CapacityReservationPreference: opt(v.literal("capacity-reservations-only")),
  MlReservationArn: opt(
    v.pipe(
      v.string(),
      v.check((arn) => isAllowedBy(reservationArnRule, arn), reservationArnRule.words),
    ),
  ),
});

const variant = v.strictObject({
  VariantName: sagemakerName,
  ModelName: opt(sagemakerName),
  InstanceType: opt(v.string()),
  InitialInstanceCount: opt(v.pipe(v.number(), v.integer(), v.minValue(minInitialInstanceCount))),
  InitialVariantWeight: opt(v.number()),
  VolumeSizeInGB: opt(defineRange(volumeSizeGbRange)),
  ModelDataDownloadTimeoutInSeconds: opt(defineRange(startTimeoutSecondsRange)),
  ContainerStartupHealthCheckTimeoutInSeconds: opt(defineRange(startTimeoutSecondsRange)),
  EnableSSMAccess: opt(v.boolean()),
  InferenceAmiVersion: opt(v.picklist(inferenceAmiVersions)),
  CapacityReservationConfig: opt(capacityReservation),
  RoutingConfig: opt(v.strictObject({ RoutingStrategy: v.picklist(["LEAST_OUTSTANDING_REQUESTS", "RANDOM"]) })),
  ServerlessConfig: opt(serverlessShape),
  ManagedInstanceScaling: opt(managedScalingShape),
  CoreDumpConfig: opt(opaque),
});

const dataCapture = v.strictObject({
  EnableCapture: opt(v.boolean()),
  InitialSamplingPercentage: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  DestinationS3Uri: v.string(),
  KmsKeyId: opt(v.string()),
  CaptureOptions: v.pipe(
    v.array(v.strictObject({ CaptureMode: v.picklist(["Input", "Output", "InputAndOutput"]) })),
    v.minLength(1),
  ),
  CaptureContentTypeHeader: opt(opaque),
});

const asyncInference = v.strictObject({
  ClientConfig: opt(
    v.strictObject({ MaxConcurrentInvocationsPerInstance: opt(defineRange(concurrentInvocationsRange)) }),
  ),
  OutputConfig: v.strictObject({
    S3OutputPath: opt(v.string()),
    S3FailurePath: opt(v.string()),
    KmsKeyId: opt(v.string()),
    NotificationConfig: opt(opaque),
  }),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
export const endpointConfigShape = v.strictObject({
  EndpointConfigName: sagemakerName,
  ProductionVariants: v.pipe(v.array(variant), v.minLength(1), v.maxLength(10)),
  ShadowProductionVariants: opt(v.array(variant)),
  DataCaptureConfig: opt(dataCapture),
  AsyncInferenceConfig: opt(asyncInference),
  ExecutionRoleArn: opt(v.string()),
  KmsKeyId: opt(v.string()),
  Tags: opt(tagList),
});

const capacitySize = v.strictObject({
  Type: v.picklist(["INSTANCE_COUNT", "CAPACITY_PERCENT"]),
  Value: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

const waitSeconds = defineRange(deploymentWaitSecondsRange);

const executionTimeoutSeconds = v.pipe(v.number(), v.integer(), v.minValue(600), v.maxValue(28_800));

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html */
const deploymentConfigShape = v.strictObject({
  BlueGreenUpdatePolicy: opt(
    v.strictObject({
      TrafficRoutingConfiguration: v.strictObject({
        Type: v.picklist(["ALL_AT_ONCE", "CANARY", "LINEAR"]),
        WaitIntervalInSeconds: waitSeconds,
        CanarySize: opt(capacitySize),
        LinearStepSize: opt(capacitySize),
      }),
      TerminationWaitInSeconds: opt(waitSeconds),
      MaximumExecutionTimeoutInSeconds: opt(executionTimeoutSeconds),
    }),
  ),
  RollingUpdatePolicy: opt(
    v.strictObject({
      MaximumBatchSize: capacitySize,
      WaitIntervalInSeconds: waitSeconds,
      MaximumExecutionTimeoutInSeconds: opt(executionTimeoutSeconds),
      RollbackMaximumBatchSize: opt(capacitySize),
    }),
  ),
  AutoRollbackConfiguration: opt(
    v.strictObject({
      Alarms: opt(
        v.pipe(
          v.array(v.strictObject({ AlarmName: v.string() })),
          v.minLength(1),
          v.maxLength(maxRollbackAlarmsPerEndpoint),
        ),
      ),
    }),
  ),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html */
export const createEndpointShape = v.strictObject({
  EndpointName: sagemakerName,
  EndpointConfigName: sagemakerName,
  DeploymentConfig: opt(deploymentConfigShape),
  Tags: opt(tagList),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html */
export const updateEndpointShape = v.strictObject({
  EndpointName: sagemakerName,
  EndpointConfigName: sagemakerName,
  DeploymentConfig: opt(deploymentConfigShape),
  RetainAllVariantProperties: opt(v.boolean()),
  ExcludeRetainedVariantProperties: opt(
    v.array(
      v.strictObject({
        VariantPropertyType: v.picklist(["DesiredInstanceCount", "DesiredWeight", "DataCaptureConfig"]),
      }),
    ),
  ),
  RetainDeploymentConfig: opt(v.boolean()),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html */
export const weightsAndCapacitiesShape = v.strictObject({
  EndpointName: sagemakerName,
  DesiredWeightsAndCapacities: v.pipe(
    v.array(
      v.strictObject({
        VariantName: sagemakerName,
        DesiredWeight: opt(v.number()),
        DesiredInstanceCount: opt(v.pipe(v.number(), v.integer(), v.minValue(0))),
        ServerlessUpdateConfig: opt(
          v.strictObject({ MaxConcurrency: opt(concurrency), ProvisionedConcurrency: opt(concurrency) }),
        ),
      }),
    ),
    v.minLength(1),
  ),
});

const copyCountShape = v.strictObject({ CopyCount: v.pipe(v.number(), v.integer(), v.minValue(0)) });

const componentSpecification = v.strictObject({
  ModelName: opt(sagemakerName),
  Container: opt(
    v.strictObject({
      Image: opt(v.string()),
      ArtifactUrl: opt(v.string()),
      Environment: opt(v.record(v.string(), v.string())),
    }),
  ),
  StartupParameters: opt(opaque),
  ComputeResourceRequirements: v.strictObject({
    NumberOfCpuCoresRequired: opt(v.pipe(v.number(), v.minValue(0.25))),
    NumberOfAcceleratorDevicesRequired: opt(v.pipe(v.number(), v.minValue(1))),
    MinMemoryRequiredInMb: v.pipe(v.number(), v.integer(), v.minValue(128)),
    MaxMemoryRequiredInMb: opt(v.pipe(v.number(), v.integer(), v.minValue(128))),
  }),
  DataCacheConfig: opt(opaque),
  SchedulingConfig: opt(opaque),
});

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html
 *
 * Adapters and components for several instance types are not simulated.
 */
export const componentShape = v.strictObject({
  InferenceComponentName: sagemakerName,
  EndpointName: sagemakerName,
  VariantName: opt(sagemakerName),
  Specification: componentSpecification,
  RuntimeConfig: copyCountShape,
  Tags: opt(tagList),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateInferenceComponentRuntimeConfig.html */
export const componentRuntimeShape = v.strictObject({
  InferenceComponentName: sagemakerName,
  DesiredRuntimeConfig: copyCountShape,
});

/** CreateInferenceComponent's input. */
export type ComponentInput = v.InferOutput<typeof componentShape>;
/** CreateModel's input. */
export type ModelInput = v.InferOutput<typeof modelShape>;
/** CreateEndpointConfig's input. */
export type EndpointConfigInput = v.InferOutput<typeof endpointConfigShape>;
/** How an update shifts traffic. */
export type DeploymentConfigInput = v.InferOutput<typeof deploymentConfigShape>;
