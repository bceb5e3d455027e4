import { minInitialInstanceCount } from "../../aws/facts";
import type { AsyncConfig, DataCaptureConfig, ManagedEndpointConfig, VariantConfig } from "../../config/schema";
import type { Limits } from "../../timetable";

/**
 * The request CreateEndpointConfig without the model's name.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 */
export interface EndpointConfigurationPlan {
  readonly productionVariant: ProductionVariantPlan;
  readonly dataCaptureConfig?: DataCapturePlan;
  readonly asyncInferenceConfig?: AsyncInferencePlan;
}

/** Has instances, or `serverlessConfig`. Sizes in GB, times in seconds. */
export interface ProductionVariantPlan {
  readonly variantName: string;
  readonly instanceType?: string;
  readonly initialInstanceCount?: number;
  readonly initialVariantWeight?: number;
  readonly serverlessConfig?: {
    readonly memorySizeInMb: number;
    readonly maxConcurrency: number;
    readonly provisionedConcurrency: number;
  };
  readonly volumeSizeInGb?: number;
  readonly modelDataDownloadTimeoutInSeconds?: number;
  readonly containerStartupHealthCheckTimeoutInSeconds?: number;
  readonly inferenceAmiVersion?: string;
  readonly capacityReservationConfig?: {
    readonly capacityReservationPreference: "capacity-reservations-only";
    readonly mlReservationArn: string;
  };
  readonly routingConfigs?: readonly { readonly routingStrategy: "LEAST_OUTSTANDING_REQUESTS" | "RANDOM" }[];
}

/** Percent 1-100. */
interface DataCapturePlan {
  readonly enableCapture: true;
  readonly initialSamplingPercentage: number;
  readonly destinationS3Uri: string;
  readonly captureOptions: readonly { readonly captureMode: "Input" | "Output" }[];
  readonly kmsKeyId?: string;
}

/** Where results go, and which topics get a message. */
interface AsyncInferencePlan {
  readonly clientConfig?: { readonly maxConcurrentInvocationsPerInstance: number };
  readonly outputConfig: {
    readonly s3OutputPath: string;
    readonly s3FailurePath?: string;
    readonly kmsKeyId?: string;
    readonly notificationConfig?: { readonly successTopic?: string; readonly errorTopic?: string };
  };
}

/** Plans the endpoint configuration. See `planProductionVariant`. */
export function planEndpointConfiguration(
  config: Pick<ManagedEndpointConfig, "variant" | "dataCapture" | "async">,
  registered: Limits,
  liveCount?: number,
): EndpointConfigurationPlan {
  return {
    productionVariant: planProductionVariant(config.variant, registered, liveCount),
    ...(config.dataCapture === undefined ? {} : { dataCaptureConfig: planDataCapture(config.dataCapture) }),
    ...(config.async === undefined ? {} : { asyncInferenceConfig: planAsyncInference(config.async) }),
  };
}

const routingStrategies = {
  leastOutstandingRequests: "LEAST_OUTSTANDING_REQUESTS",
  random: "RANDOM",
} as const satisfies Record<NonNullable<VariantConfig["routing"]>, string>;

/**
 * Plans a variant with as many instances, or as much provisioned concurrency, as now, within the limits in force.
 * @param registered The limits now. If min is 0, the count still starts at 1: SageMaker takes no less.
 * @param liveCount The number of running instances, or the provisioned concurrency. 0 if unknown.
 */
export function planProductionVariant(
  variant: VariantConfig,
  registered: Limits,
  liveCount = 0,
): ProductionVariantPlan {
  const count = Math.max(minInitialInstanceCount, registered.min, Math.min(liveCount, registered.max));
  const { weight, volumeSizeGb, routing, modelDownloadTimeoutSeconds, startupHealthCheckTimeoutSeconds } = variant;
  const { inferenceAmiVersion, capacityReservation } = variant;
  return {
    variantName: variant.name,
    ...planCapacity(variant, count),
    ...(weight === undefined ? {} : { initialVariantWeight: weight }),
    ...(volumeSizeGb === undefined ? {} : { volumeSizeInGb: volumeSizeGb }),
    ...(modelDownloadTimeoutSeconds === undefined
      ? {}
      : { modelDataDownloadTimeoutInSeconds: modelDownloadTimeoutSeconds }),
    ...(startupHealthCheckTimeoutSeconds === undefined
      ? {}
      : { containerStartupHealthCheckTimeoutInSeconds: startupHealthCheckTimeoutSeconds }),
    ...(inferenceAmiVersion === undefined ? {} : { inferenceAmiVersion }),
    ...(capacityReservation === undefined
      ? {}
      : {
          capacityReservationConfig: {
            capacityReservationPreference: "capacity-reservations-only",
            mlReservationArn: capacityReservation.arn,
          },
        }),
    ...(routing === undefined ? {} : { routingConfigs: [{ routingStrategy: routingStrategies[routing] }] }),
  };
}

const captureModes = { input: "Input", output: "Output" } as const;

function planDataCapture(config: DataCaptureConfig): DataCapturePlan {
  return {
    enableCapture: true,
    initialSamplingPercentage: config.percent,
    destinationS3Uri: config.destination,
    captureOptions: config.capture.map((mode) => ({ captureMode: captureModes[mode] })),
    ...(config.kmsKeyId === undefined ? {} : { kmsKeyId: config.kmsKeyId }),
  };
}

function planAsyncInference(config: AsyncConfig): AsyncInferencePlan {
  const { maxConcurrentInvocationsPerInstance, failurePath, kmsKeyId } = config;
  const { successTopicArn, errorTopicArn } = config;
  const notification = {
    ...(successTopicArn === undefined ? {} : { successTopic: successTopicArn }),
    ...(errorTopicArn === undefined ? {} : { errorTopic: errorTopicArn }),
  };
  return {
    ...(maxConcurrentInvocationsPerInstance === undefined
      ? {}
      : { clientConfig: { maxConcurrentInvocationsPerInstance } }),
    outputConfig: {
      s3OutputPath: config.outputPath,
      ...(failurePath === undefined ? {} : { s3FailurePath: failurePath }),
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
      ...(Object.keys(notification).length === 0 ? {} : { notificationConfig: notification }),
    },
  };
}

function planCapacity({ instanceType, serverless }: VariantConfig, count: number) {
  if (serverless === undefined) {
    return { ...(instanceType === undefined ? {} : { instanceType }), initialInstanceCount: count };
  }
  return {
    serverlessConfig: {
      memorySizeInMb: serverless.memoryGb * 1024,
      maxConcurrency: serverless.maxConcurrency,
      provisionedConcurrency: count,
    },
  };
}
