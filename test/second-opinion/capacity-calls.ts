import { createAccount } from "../../src/simulator/aws/account-state";
import type { OperationName } from "../../src/simulator/aws/call-simulated-aws";
import type { JsonObject } from "../../src/simulator/aws/json";
import { type Recorded, RecordingAccount } from "./recording-account";

const sagemaker = { ServiceNamespace: "sagemaker" };

/** Every call about components, managed instances and provisioned concurrency; moto has none of them. */
export async function recordedCapacityCalls(): Promise<readonly Recorded[]> {
  const account = new RecordingAccount(createAccount(Date.parse("2026-11-23T05:00:00Z") / 1000));
  const wait = (): void => {
    account.runUntil(account.state.nowSeconds + 1200);
  };
  for (const [operation, input] of capacityResources) await account.call(operation, input);
  wait();
  await account.call("sagemaker:CreateInferenceComponent", component);
  await account.call("sagemaker:DescribeInferenceComponent", { InferenceComponentName: "llama" });
  wait();
  for (const target of capacityTargets) await recordScaling(account, target);
  await account.call("sagemaker:DescribeEndpoint", { EndpointName: "classify" });
  wait();
  const change = { InferenceComponentName: "llama", DesiredRuntimeConfig: { CopyCount: 0 } };
  await account.call("sagemaker:UpdateInferenceComponentRuntimeConfig", change);
  await account.refused("sagemaker:UpdateInferenceComponentRuntimeConfig", change);
  wait();
  const list = { EndpointNameEquals: "shared", SortBy: "CreationTime", SortOrder: "Descending", MaxResults: 10 };
  await account.call("sagemaker:ListInferenceComponents", list);
  await account.call("sagemaker:DescribeInferenceComponent", { InferenceComponentName: "llama" });
  await account.call("sagemaker:DescribeEndpoint", { EndpointName: "shared" });
  const update = { VariantName: "v", ServerlessUpdateConfig: { MaxConcurrency: 30, ProvisionedConcurrency: 3 } };
  await account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
    EndpointName: "classify",
    DesiredWeightsAndCapacities: [update],
  });
  await account.refused("sagemaker:DeleteEndpoint", { EndpointName: "shared" });
  await account.call("sagemaker:DeleteInferenceComponent", { InferenceComponentName: "llama" });
  wait();
  await account.refused("sagemaker:DescribeInferenceComponent", { InferenceComponentName: "llama" });
  return account.recorded;
}

const role = "arn:aws:iam::123456789012:role/by-hand";

const capacityResources: readonly (readonly [OperationName, JsonObject])[] = [
  [
    "sagemaker:CreateModel",
    {
      ModelName: "m",
      ExecutionRoleArn: role,
      PrimaryContainer: {
        Image: "registry.example.com/by-hand",
        ModelDataSource: {
          S3DataSource: { S3Uri: "s3://models/llama/", S3DataType: "S3Prefix", CompressionType: "None" },
        },
        ImageConfig: {
          RepositoryAccessMode: "Vpc",
          RepositoryAuthConfig: {
            RepositoryCredentialsProviderArn: "arn:aws:lambda:eu-central-1:123456789012:function:sign-in",
          },
        },
      },
      VpcConfig: { Subnets: ["subnet-0a"], SecurityGroupIds: ["sg-0a"] },
    },
  ],
  ["sagemaker:DescribeModel", { ModelName: "m" }],
  [
    "sagemaker:CreateModel",
    { ModelName: "s", ExecutionRoleArn: role, PrimaryContainer: { Image: "registry.example.com/by-hand" } },
  ],
  ...[
    {
      EndpointConfigName: "shared",
      ExecutionRoleArn: role,
      ProductionVariants: [
        {
          VariantName: "v",
          InstanceType: "ml.g5.12xlarge",
          InitialInstanceCount: 1,
          ManagedInstanceScaling: { Status: "ENABLED", MinInstanceCount: 0, MaxInstanceCount: 4 },
        },
      ],
    },
    {
      EndpointConfigName: "reserved",
      ProductionVariants: [
        {
          VariantName: "v",
          ModelName: "m",
          InstanceType: "ml.p5.48xlarge",
          InitialInstanceCount: 1,
          InferenceAmiVersion: "al2-ami-sagemaker-inference-gpu-3-1",
          CapacityReservationConfig: {
            CapacityReservationPreference: "capacity-reservations-only",
            MlReservationArn: "arn:aws:sagemaker:eu-central-1:123456789012:training-plan/q1",
          },
        },
      ],
    },
    {
      EndpointConfigName: "classify",
      ProductionVariants: [
        {
          VariantName: "v",
          ModelName: "s",
          ServerlessConfig: { MemorySizeInMB: 4096, MaxConcurrency: 20, ProvisionedConcurrency: 2 },
        },
      ],
    },
  ].flatMap((config): readonly (readonly [OperationName, JsonObject])[] => {
    const { EndpointConfigName } = config;
    return [
      ["sagemaker:CreateEndpointConfig", config],
      ["sagemaker:DescribeEndpointConfig", { EndpointConfigName }],
      ["sagemaker:CreateEndpoint", { EndpointName: EndpointConfigName, EndpointConfigName }],
    ];
  }),
];

const component = {
  InferenceComponentName: "llama",
  EndpointName: "shared",
  VariantName: "v",
  Specification: {
    Container: { Image: "by-hand", ArtifactUrl: "s3://models/llama/", Environment: { A: "1" } },
    ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 4, MinMemoryRequiredInMb: 1024 },
  },
  RuntimeConfig: { CopyCount: 1 },
};

const capacityTargets = [
  {
    place: {
      ...sagemaker,
      ResourceId: "inference-component/llama",
      ScalableDimension: "sagemaker:inference-component:DesiredCopyCount",
    },
    metrics: [
      "SageMakerInferenceComponentInvocationsPerCopy",
      "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
    ],
  },
  {
    place: {
      ...sagemaker,
      ResourceId: "endpoint/classify/variant/v",
      ScalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency",
    },
    metrics: ["SageMakerVariantProvisionedConcurrencyUtilization"],
  },
];

/** A target with an action and policies, and the activities of a change of its limits. */
async function recordScaling(
  account: RecordingAccount,
  { place, metrics }: (typeof capacityTargets)[number],
): Promise<void> {
  const api = "application-autoscaling";
  const ResourceIds = [place.ResourceId];
  await account.call(`${api}:RegisterScalableTarget`, { ...place, MinCapacity: 1, MaxCapacity: 3 });
  for (const PredefinedMetricType of metrics) {
    const tracking = { TargetValue: 1, PredefinedMetricSpecification: { PredefinedMetricType } };
    await account.call(`${api}:PutScalingPolicy`, {
      ...place,
      PolicyName: PredefinedMetricType,
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: tracking,
    });
  }
  await account.call(`${api}:PutScheduledAction`, {
    ...place,
    ScheduledActionName: "open",
    Schedule: "cron(0 8 * * ? *)",
    ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 3 },
  });
  await account.call(`${api}:RegisterScalableTarget`, { ...place, MinCapacity: 2, MaxCapacity: 3 });
  await account.call(`${api}:DescribeScalableTargets`, {
    ...sagemaker,
    ResourceIds,
    ScalableDimension: place.ScalableDimension,
  });
  await account.call(`${api}:DescribeScheduledActions`, place);
  await account.call(`${api}:DescribeScalingPolicies`, place);
  await account.call(`${api}:DescribeScalingActivities`, place);
}
