import { getMetricValue } from "../../../src/simulator/aws/metrics";
import type { JsonObject } from "../../../src/simulator/aws/json";
import { constantLoad, hour, minute, monday, TestAccount } from "../../support/simulated-account";

const api = "application-autoscaling";
const concurrency = {
  ServiceNamespace: "sagemaker",
  ResourceId: "endpoint/e/variant/v",
  ScalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency",
};

/** Endpoint `e` with a serverless variant `v`, in service. */
function serveServerless(provisioned: JsonObject = { ProvisionedConcurrency: 1 }, requests = 0): TestAccount {
  const account = TestAccount.at(monday + 7 * hour, constantLoad(requests));
  account.call("sagemaker:CreateModel", { ModelName: "m", ExecutionRoleArn: "r", PrimaryContainer: { Image: "i" } });
  account.call("sagemaker:CreateEndpointConfig", {
    EndpointConfigName: "c",
    ProductionVariants: [
      {
        VariantName: "v",
        ModelName: "m",
        ServerlessConfig: { MemorySizeInMB: 4096, MaxConcurrency: 20, ...provisioned },
      },
    ],
  });
  account.call("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
  account.run(5 * minute);
  return account;
}

function register(account: TestAccount, min: number, max: number): void {
  account.call(`${api}:RegisterScalableTarget`, { ...concurrency, MinCapacity: min, MaxCapacity: max });
}

function describeVariant(account: TestAccount): JsonObject {
  const { ProductionVariants } = account.call("sagemaker:DescribeEndpoint", { EndpointName: "e" });
  return (ProductionVariants as JsonObject[])[0]!;
}

describe("provisioned concurrency", () => {
  it("changes by firing, while the endpoint is updating", () => {
    const account = serveServerless();
    register(account, 1, 1);
    account.call(`${api}:PutScheduledAction`, {
      ...concurrency,
      ScheduledActionName: "open",
      Schedule: "cron(0 8 * * ? *)",
      ScalableTargetAction: { MinCapacity: 10, MaxCapacity: 15 },
    });
    account.run(monday + 8 * hour - account.state.nowSeconds);
    const common = { MemorySizeInMB: 4096, MaxConcurrency: 20 };
    expect(describeVariant(account)).toEqual({
      VariantName: "v",
      CurrentInstanceCount: 0,
      CurrentWeight: 1,
      CurrentServerlessConfig: { ...common, ProvisionedConcurrency: 1 },
      DesiredServerlessConfig: { ...common, ProvisionedConcurrency: 10 },
    });
    expect(account.call("sagemaker:DescribeEndpoint", { EndpointName: "e" })["EndpointStatus"]).toBe("Updating");
    account.run(3 * minute);
    expect(account.counts).toEqual({ current: 10, desired: 10 });
    expect(account.history).toEqual([
      "Successful: Setting min capacity to 10 and max capacity to 15 (scheduled action name open was triggered)",
      "Successful: Setting desired provisioned concurrency to 10. (minimum capacity was set to 10)",
    ]);
  });

  it.each([
    [21, 30, /Failed to set desired provisioned concurrency to 21. Reason: .* MaxConcurrency 20/],
    [0, 0, /Failed to set desired provisioned concurrency to 0. Reason: .*at least 1/],
  ])("fails for limits of %d to %d, which SageMaker cannot reach", (min, max, message) => {
    const account = serveServerless();
    register(account, min, max);
    expect(account.state.activities.at(-1)?.message).toMatch(message);
    expect(account.counts.desired).toBe(1);
  });

  it("follows its utilization by target tracking, within the limits", () => {
    // 600 requests of 100 ms a minute: one at a time.
    const account = serveServerless({ ProvisionedConcurrency: 1 }, 600);
    register(account, 1, 10);
    account.call(`${api}:PutScalingPolicy`, {
      ...concurrency,
      PolicyName: "track",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 0.7,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantProvisionedConcurrencyUtilization" },
      },
    });
    account.run(hour);
    expect(account.counts.current).toBe(2);
  });

  it.each([
    ["ServerlessProvisionedConcurrencyUtilization", 0.5],
    ["Invocations", 1200],
    ["InvocationsPerInstance", undefined],
  ])("has the metric %s with the value %d", (metricName, expected) => {
    const account = serveServerless({ ProvisionedConcurrency: 4 }, 1200);
    const dimensions = { EndpointName: "e", VariantName: "v" };
    const query = { namespace: "AWS/SageMaker", metricName, dimensions, statistic: "Average" };
    const { nowSeconds } = account.state;
    expect(getMetricValue(account.state, query, nowSeconds - minute, nowSeconds)).toBe(expected);
  });

  it.each([
    [{}, "sagemaker:variant:DesiredProvisionedConcurrency", /has no provisioned concurrency/],
    [{ ProvisionedConcurrency: 1 }, "sagemaker:variant:DesiredInstanceCount", /is serverless/],
    [{ ProvisionedConcurrency: 1 }, "sagemaker:inference-component:DesiredCopyCount", /Unsupported service namespace/],
  ])("refuses a target for %j with %s", (provisioned, ScalableDimension, message) => {
    const account = serveServerless(provisioned);
    const input = { ...concurrency, ScalableDimension, MinCapacity: 1, MaxCapacity: 2 };
    expect(account.refusal(`${api}:RegisterScalableTarget`, input)).toMatch(message);
  });

  it.each([
    [{ ProvisionedConcurrency: 21 }, /less than or equal to MaxConcurrency 20/],
    [{ ProvisionedConcurrency: 0 }, /ProvisionedConcurrency/],
    [{ MemorySizeInMB: 1500 }, /MemorySizeInMB/],
  ])("refuses a configuration with %j", (changes, message) => {
    expect(() => serveServerless(changes)).toThrow(message);
  });

  it("is changed by UpdateEndpointWeightsAndCapacities within MaxConcurrency", () => {
    const account = serveServerless();
    const update = (ServerlessUpdateConfig: JsonObject) => ({
      EndpointName: "e",
      DesiredWeightsAndCapacities: [{ VariantName: "v", ServerlessUpdateConfig }],
    });
    const operation = "sagemaker:UpdateEndpointWeightsAndCapacities";
    expect(account.refusal(operation, update({ ProvisionedConcurrency: 30 }))).toMatch(/MaxConcurrency 20/);
    account.call(operation, update({ ProvisionedConcurrency: 30, MaxConcurrency: 40 }));
    account.run(5 * minute);
    expect(describeVariant(account)["CurrentServerlessConfig"]).toEqual({
      MemorySizeInMB: 4096,
      MaxConcurrency: 40,
      ProvisionedConcurrency: 30,
    });
  });
});

describe("a serverless endpoint", () => {
  const variant = { VariantName: "v", ServerlessConfig: { MemorySizeInMB: 4096, MaxConcurrency: 20 } };
  const containers = [{ Image: "i" }, { Image: "i" }];

  it.each<[string, JsonObject, JsonObject]>([
    ["a VPC", { PrimaryContainer: { Image: "i" }, VpcConfig: { Subnets: ["s"], SecurityGroupIds: ["g"] } }, {}],
    ["network isolation", { PrimaryContainer: { Image: "i" }, EnableNetworkIsolation: true }, {}],
    ["inference pipelines", { Containers: containers }, {}],
    [
      "data capture",
      { PrimaryContainer: { Image: "i" } },
      {
        DataCaptureConfig: {
          EnableCapture: true,
          InitialSamplingPercentage: 10,
          DestinationS3Uri: "s3://captured/",
          CaptureOptions: [{ CaptureMode: "Input" }],
        },
      },
    ],
    [
      "several production variants",
      { PrimaryContainer: { Image: "i" } },
      {
        ProductionVariants: [
          { ...variant, ModelName: "x" },
          { ...variant, VariantName: "w", ModelName: "x" },
        ],
      },
    ],
  ])("does not support %s", (feature, model, config) => {
    const account = TestAccount.at(monday);
    account.call("sagemaker:CreateModel", { ModelName: "x", ExecutionRoleArn: "r", ...model });
    const input = { EndpointConfigName: "x", ProductionVariants: [{ ...variant, ModelName: "x" }], ...config };
    expect(account.refusal("sagemaker:CreateEndpointConfig", input)).toContain(
      `Serverless endpoints do not support ${feature}.`,
    );
  });

  it("gets instances by an update, and does not lose them again; and takes no rolling update", () => {
    const account = serveServerless();
    account.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: "instances",
      ProductionVariants: [{ VariantName: "v", ModelName: "m", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }],
    });
    const size = { Type: "CAPACITY_PERCENT", Value: 25 };
    const rolling = { RollingUpdatePolicy: { MaximumBatchSize: size, WaitIntervalInSeconds: 60 } };
    const update = { EndpointName: "e", EndpointConfigName: "c", DeploymentConfig: rolling };
    expect(account.refusal("sagemaker:UpdateEndpoint", update)).toContain(
      "Rolling deployments do not support serverless",
    );
    account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "instances" });
    account.run(15 * minute);
    expect(describeVariant(account)).toMatchObject({ CurrentInstanceCount: 1 });
    const back = { EndpointName: "e", EndpointConfigName: "c" };
    expect(account.refusal("sagemaker:UpdateEndpoint", back)).toContain("has instances and cannot become serverless");
  });
});
