import { injectFailure } from "../../../src/simulator/aws/injected-failures";
import { getMetricValue } from "../../../src/simulator/aws/metrics";
import { constantLoad, day, hour, minute, monday } from "../../support/simulated-account";
import { ComponentAccount, componentInput, componentTarget, singleCallAt } from "./component-account";

const api = "application-autoscaling";
const perCopy = "SageMakerInferenceComponentInvocationsPerCopy";

describe("CreateInferenceComponent", () => {
  it("is in service once its copies are, and its endpoint stays in service", () => {
    const account = ComponentAccount.serving(monday);
    account.component("llama", 4, 2);
    expect(account.copies("llama")).toEqual({ current: 0, desired: 2, status: "Creating" });
    expect(account.counts).toEqual({ current: 1, desired: 2 });
    expect(account.endpoint.transition).toBeUndefined();
    account.run(6 * minute);
    expect(account.copies("llama")).toEqual({ current: 1, desired: 2, status: "Creating" });
    account.run(5 * minute);
    expect(account.copies("llama")).toEqual({ current: 2, desired: 2, status: "InService" });
    expect(account.counts).toEqual({ current: 2, desired: 2 });
  });

  it.each([
    [{ RuntimeConfig: { CopyCount: 0 } }, /larger than 0/],
    [{ EndpointName: "x" }, /Could not find endpoint "x"/],
    [{ VariantName: "x" }, /Could not find variant "x"/],
    [{ Specification: { ModelName: "x", ComputeResourceRequirements: { MinMemoryRequiredInMb: 128 } } }, /find model/],
    [{ ...componentInput("llama", 8) }, /not enough hardware resources/],
    [{ InferenceComponentName: "there" }, /Cannot create already existing inference component/],
    [{ Specification: { ModelName: "m" } }, /ComputeResourceRequirements/],
  ])("refuses %j", (changes, message) => {
    const account = ComponentAccount.serving(monday);
    account.component("there", 1);
    const input = { ...componentInput("llama", 4), ...changes };
    expect(account.refusal("sagemaker:CreateInferenceComponent", input)).toMatch(message);
  });

  it("ends Failed if the account has a mishap in store", () => {
    const account = ComponentAccount.serving(monday);
    account.state = injectFailure(account.state, { endpoint: "llama", on: "create", reason: "no ping" });
    account.component("llama", 4);
    account.run(20 * minute);
    expect(account.copies("llama")).toEqual({ current: 0, desired: 0, status: "Failed" });
  });
});

describe("CreateEndpointConfig", () => {
  const config = (changes: object, more: object = {}) => ({
    EndpointConfigName: "x",
    ProductionVariants: [{ VariantName: "v", InstanceType: "ml.g5.12xlarge", InitialInstanceCount: 1, ...changes }],
    ...more,
  });

  it.each([
    [config({}), /ExecutionRoleArn/],
    [config({ ModelName: "m", ManagedInstanceScaling: {} }), /only supported for inference component endpoints/],
    [
      config({ ModelName: "m", ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 5 } }),
      /cannot have instances/,
    ],
    [config({ ManagedInstanceScaling: { MaxInstanceCount: 0 } }), /MaxInstanceCount/],
  ])("refuses %j", (input, message) => {
    const account = ComponentAccount.serving(monday);
    expect(account.refusal("sagemaker:CreateEndpointConfig", input)).toMatch(message);
  });
});

describe("UpdateInferenceComponentRuntimeConfig", () => {
  const update = (CopyCount: number) => ({ InferenceComponentName: "llama", DesiredRuntimeConfig: { CopyCount } });

  it("is refused until the last change has ended, as is deletion", () => {
    const account = ComponentAccount.serving(monday);
    account.component("llama", 2);
    account.run(10 * minute);
    account.call("sagemaker:UpdateInferenceComponentRuntimeConfig", update(2));
    const busy = /while it is in state UPDATE_RC_IN_PROGRESS/;
    expect(account.refusal("sagemaker:UpdateInferenceComponentRuntimeConfig", update(1))).toMatch(busy);
    expect(account.refusal("sagemaker:DeleteInferenceComponent", { InferenceComponentName: "llama" })).toMatch(busy);
    account.run(10 * minute);
    expect(account.copies("llama")).toEqual({ current: 2, desired: 2, status: "InService" });
  });

  it("ends with the copies that found room", () => {
    const account = ComponentAccount.serving(monday, {}, { MaxInstanceCount: 2 });
    account.component("llama", 4);
    account.run(10 * minute);
    account.call("sagemaker:UpdateInferenceComponentRuntimeConfig", update(3));
    account.run(20 * minute);
    expect(account.copies("llama")).toEqual({ current: 2, desired: 2, status: "InService" });
    expect(account.state.components["llama"]?.failureReason).toMatch(/not enough hardware resources/);
  });

  it("is refused if the instances exceed the account's quota", () => {
    const account = ComponentAccount.serving(monday, { quotas: { "ml.g5.12xlarge": 1 } });
    account.component("llama", 4);
    account.run(10 * minute);
    const refusal = account.refusal("sagemaker:UpdateInferenceComponentRuntimeConfig", update(2));
    expect(refusal).toMatch(/^ResourceLimitExceeded: .*'ml.g5.12xlarge for endpoint usage' is 1/);
  });
});

describe("DeleteInferenceComponent", () => {
  it("frees its endpoint, which cannot be deleted before, and its instances after a while", () => {
    const account = ComponentAccount.serving(monday);
    account.component("llama", 4);
    account.run(10 * minute);
    expect(account.refusal("sagemaker:DeleteEndpoint", { EndpointName: "e" })).toMatch(/with inference component/);
    account.call("sagemaker:DeleteInferenceComponent", { InferenceComponentName: "llama" });
    expect(account.copies("llama").status).toBe("Deleting");
    account.run(minute);
    expect(account.call("sagemaker:ListInferenceComponents", {})).toEqual({ InferenceComponents: [] });
    expect(account.counts.current).toBe(1);
    account.run(12 * minute);
    expect(account.counts.current).toBe(0);
    account.call("sagemaker:DeleteEndpoint", { EndpointName: "e" });
  });
});

describe("instances that follow copies", () => {
  it("are shared by two components of one endpoint", () => {
    const account = ComponentAccount.serving(monday);
    account.component("large", 2);
    account.component("small", 1);
    account.run(10 * minute);
    expect(account.counts).toEqual({ current: 1, desired: 1 });
    account.registerComponent("small", 2, 6);
    account.run(10 * minute);
    expect(account.copies("small").current).toBe(2);
    expect(account.counts.current).toBe(1);
    account.registerComponent("small", 3, 6);
    expect(account.counts).toEqual({ current: 1, desired: 2 });
    account.run(15 * minute);
    expect(account.copies("small").current).toBe(3);
    account.registerComponent("small", 0, 2);
    account.run(10 * minute);
    expect(account.counts.current).toBe(2);
    account.run(5 * minute);
    expect(account.counts.current).toBe(1);
  });

  it("never split a copy between two instances", () => {
    const account = ComponentAccount.serving(monday);
    account.component("odd", 3, 4);
    expect(account.counts.desired).toBe(4);
  });

  it("stay at the configuration's minimum without copies", () => {
    const account = ComponentAccount.serving(monday, {}, { MinInstanceCount: 1 });
    account.run(hour);
    expect(account.counts.current).toBe(1);
  });
});

describe("the metrics of a component", () => {
  const curve = { ...singleCallAt(0), requestsPerMinute: [90] };

  function readMetric(account: ComponentAccount, metricName: string, more: Record<string, string> = {}) {
    const { nowSeconds } = account.state;
    const dimensions = { InferenceComponentName: "llama", ...more };
    const query = { namespace: "AWS/SageMaker", metricName, dimensions, statistic: "Sum" };
    return getMetricValue(account.state, query, nowSeconds - minute, nowSeconds);
  }

  it("are per copy while copies run, and count failed calls while none does", () => {
    const account = ComponentAccount.serving(monday, { load: { llama: curve } });
    account.component("llama", 1, 3);
    expect(readMetric(account, "NoCapacityInvocationFailures")).toBe(90);
    expect(readMetric(account, "InvocationsPerCopy")).toBeUndefined();
    expect(readMetric(account, "ConcurrentRequestsPerCopy")).toBeUndefined();
    account.run(10 * minute);
    expect(readMetric(account, "NoCapacityInvocationFailures")).toBeUndefined();
    expect(readMetric(account, "InvocationsPerCopy")).toBe(30);
    expect(readMetric(account, "ConcurrentRequestsPerCopy")).toBeGreaterThan(0);
  });

  it("have no other dimension", () => {
    const account = ComponentAccount.serving(monday, { load: { llama: curve } });
    account.component("llama", 1);
    expect(readMetric(account, "NoCapacityInvocationFailures", { EndpointName: "e" })).toBeUndefined();
    expect(readMetric(account, "Invocations")).toBeUndefined();
  });

  it("count no failed call while nobody calls", () => {
    const account = ComponentAccount.serving(monday);
    account.component("llama", 1);
    expect(readMetric(account, "NoCapacityInvocationFailures")).toBeUndefined();
  });
});

describe("a component that sleeps at night", () => {
  const atThree = { load: { llama: singleCallAt(3 * 60) } };

  function fallAsleep(world = atThree): ComponentAccount {
    const account = ComponentAccount.serving(monday - 2 * hour, world);
    account.component("llama", 4);
    account.run(20 * minute);
    account.registerComponent("llama", 0, 2);
    account.track("llama", perCopy, 10);
    account.wakeUp("llama");
    account.run(monday + 3 * hour - account.state.nowSeconds);
    return account;
  }

  it("has neither copies nor instances until a call fails for want of capacity and wakes it", () => {
    const account = fallAsleep();
    expect(account.copies("llama")).toEqual({ current: 0, desired: 0, status: "InService" });
    expect(account.counts.current).toBe(0);
    account.run(2 * minute);
    expect(account.copies("llama")).toEqual({ current: 0, desired: 1, status: "Updating" });
    account.run(11 * minute);
    expect(account.copies("llama")).toEqual({ current: 1, desired: 1, status: "InService" });
    expect(account.counts.current).toBe(1);
    expect(account.history.slice(-1)).toEqual([
      "Successful: Setting desired copy count to 1. (monitor alarm wake in state ALARM triggered policy wake)",
    ]);
  });

  it("sleeps again after the call, and is ready at seven by a scheduled action", () => {
    const account = fallAsleep();
    account.schedule("llama", "cron(40 6 * * ? *)", 2, 2);
    account.run(2 * hour);
    expect(account.copies("llama").current).toBe(0);
    expect(account.counts.current).toBe(0);
    account.run(monday + 7 * hour - account.state.nowSeconds);
    expect(account.limits).toEqual({ min: 2, max: 2 });
    expect(account.copies("llama")).toEqual({ current: 2, desired: 2, status: "InService" });
    expect(account.counts.current).toBe(2);
    expect(account.history.slice(-2)).toEqual([
      "Successful: Setting min capacity to 2 and max capacity to 2 (scheduled action name a2-2 was triggered)",
      "Successful: Setting desired copy count to 2. (minimum capacity was set to 2)",
    ]);
  });

  it("is not woken by target tracking alone", () => {
    const account = fallAsleep();
    account.call("cloudwatch:DeleteAlarms", { AlarmNames: ["wake"] });
    account.run(3 * hour);
    expect(account.copies("llama").desired).toBe(0);
  });

  it("misses a firing while it wakes, which is not tried again", () => {
    const account = fallAsleep();
    account.schedule("llama", "cron(5 3 * * ? *)", 2, 2);
    account.run(hour);
    expect(account.limits).toEqual({ min: 0, max: 2 });
    expect(account.state.activities.some(({ message }) => /is not scalable. Reason: .*UPDATE_RC/.test(message))).toBe(
      true,
    );
    account.call("cloudwatch:DeleteAlarms", { AlarmNames: ["wake"] });
    account.run(day);
    expect(account.limits).toEqual({ min: 2, max: 2 });
  });

  it("scales with its load by target tracking", () => {
    const { load } = constantLoad(35);
    const account = fallAsleep({ load: { llama: { ...load!["e"]!, instanceRequestsPerMinute: 60 } } });
    account.registerComponent("llama", 0, 4);
    account.run(hour);
    expect(account.copies("llama").current).toBe(4);
    expect(account.counts.current).toBe(4);
  });
});

describe("RegisterScalableTarget", () => {
  it.each([
    [
      { ScalableDimension: "sagemaker:variant:DesiredInstanceCount" },
      /^ValidationException: Unsupported service namesp/,
    ],
    [{ ResourceId: "endpoint/e/variant/v" }, /^ValidationException: Unsupported service namespace/],
    [{ ResourceId: "inference-component/x" }, /Inference component not found/],
    [{ ScalableDimension: "sagemaker:inference-component:Copies" }, /ScalableDimension/],
    [
      { ResourceId: "endpoint/e/variant/v", ScalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency" },
      /is not serverless/,
    ],
  ])("refuses %j", (changes, message) => {
    const account = ComponentAccount.serving(monday);
    account.component("llama", 1);
    const input = { ...componentTarget("llama"), MinCapacity: 0, MaxCapacity: 1, ...changes };
    expect(account.refusal(`${api}:RegisterScalableTarget`, input)).toMatch(message);
  });

  it("is followed by no policy on another dimension's metric", () => {
    const account = ComponentAccount.serving(monday);
    account.component("llama", 1);
    account.registerComponent("llama", 0, 1);
    const policy = {
      ...componentTarget("llama"),
      PolicyName: "track",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 1,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      },
    };
    expect(account.refusal(`${api}:PutScalingPolicy`, policy)).toMatch(/does not belong to/);
  });
});
