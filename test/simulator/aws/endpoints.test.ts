import type { SimulatedBehavior } from "../../../src/simulator/aws/account-state";
import { getEndpointStatus } from "../../../src/simulator/aws/endpoints";
import { injectFailure } from "../../../src/simulator/aws/injected-failures";
import type { JsonObject } from "../../../src/simulator/aws/json";
import { minute, monday, TestAccount } from "../../support/simulated-account";

const model = {
  ModelName: "m",
  ExecutionRoleArn: "arn:aws:iam::123456789012:role/r",
  PrimaryContainer: { Image: "i" },
};

describe("CreateModel", () => {
  const inRegistry = { ...model, PrimaryContainer: { Image: "i", ImageConfig: { RepositoryAccessMode: "Vpc" } } };

  it("reads a private registry only through a VPC", () => {
    const account = TestAccount.at(monday);
    expect(account.refusal("sagemaker:CreateModel", inRegistry)).toBe(
      "ValidationException: RepositoryAccessMode Vpc requires VpcConfig.",
    );
    const VpcConfig = { Subnets: ["subnet-0a"], SecurityGroupIds: ["sg-0a"] };
    account.call("sagemaker:CreateModel", { ...inRegistry, VpcConfig });
    expect(account.call("sagemaker:DescribeModel", { ModelName: "m" })).toMatchObject({ ...inRegistry, VpcConfig });
  });
});

describe("CreateEndpoint", () => {
  it("is Creating until the last instance has started", () => {
    const account = TestAccount.at(monday);
    account.call("sagemaker:CreateModel", model);
    account.config("c", { InitialInstanceCount: 3 });
    account.call("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
    account.run(4 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("Creating");
    account.run(3 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("InService");
    expect(account.counts).toEqual({ current: 3, desired: 3 });
  });

  it("refuses what the account's quota does not allow", () => {
    const account = TestAccount.at(monday, { quotas: { "ml.m5.large": 2 } });
    account.call("sagemaker:CreateModel", model);
    account.config("c", { InitialInstanceCount: 3 });
    expect(account.refusal("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" })).toMatch(
      /^ResourceLimitExceeded: .*'ml.m5.large for endpoint usage' is 2 Instances/,
    );
  });

  it("ends Failed with the reason when AWS has too few instances", () => {
    const account = TestAccount.at(monday, { capacity: { "ml.m5.large": 2 } }).serving(3);
    expect(getEndpointStatus(account.endpoint)).toBe("Failed");
    expect(account.endpoint.failureReason).toMatch(/InsufficientInstanceCapacity/);
    expect(account.counts).toEqual({ current: 0, desired: 0 });
  });

  it("wants models and configurations that exist", () => {
    const account = TestAccount.at(monday);
    expect(() => {
      account.config("c");
    }).toThrow(/Could not find model/);
    expect(account.refusal("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" })).toMatch(
      /^ValidationException: Could not find endpoint configuration/,
    );
  });
});

describe("UpdateEndpoint", () => {
  const update = (EndpointConfigName: string, more = {}) => ({ EndpointName: "e", EndpointConfigName, ...more });

  it("serves with the old fleet until the new one is there, then with InitialInstanceCount", () => {
    const account = TestAccount.at(monday).serving(4);
    account.config("c2", { InitialInstanceCount: 2 });
    account.call("sagemaker:UpdateEndpoint", update("c2"));
    account.run(4 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("Updating");
    expect(account.endpoint.configName).toBe("c");
    expect(account.counts.current).toBe(4);
    account.run(4 * minute);
    expect(account.endpoint.configName).toBe("c2");
    expect(account.counts).toEqual({ current: 2, desired: 2 });
  });

  it("keeps the weight likewise", () => {
    const weightAfter = (more: object): number => {
      const account = TestAccount.at(monday).serving();
      account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
        EndpointName: "e",
        DesiredWeightsAndCapacities: [{ VariantName: "v", DesiredWeight: 0.25 }],
      });
      account.run(2 * minute);
      account.config("c2");
      account.call("sagemaker:UpdateEndpoint", update("c2", more));
      account.run(10 * minute);
      return account.endpoint.variants[0]!.weight;
    };
    const RetainAllVariantProperties = true;
    const excluded = (VariantPropertyType: string) => ({
      RetainAllVariantProperties,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType }],
    });
    expect(weightAfter({})).toBe(1);
    expect(weightAfter({ RetainAllVariantProperties })).toBe(0.25);
    expect(weightAfter(excluded("DesiredInstanceCount"))).toBe(0.25);
    expect(weightAfter(excluded("DesiredWeight"))).toBe(1);
  });

  it("keeps the desired count when it is told to retain it, unless that is excluded", () => {
    const retained = TestAccount.at(monday).serving(4);
    retained.config("c2", { InitialInstanceCount: 1 });
    retained.call("sagemaker:UpdateEndpoint", update("c2", { RetainAllVariantProperties: true }));
    retained.run(10 * minute);
    expect(retained.counts.desired).toBe(4);

    const excluded = TestAccount.at(monday).serving(4);
    excluded.config("c2", { InitialInstanceCount: 1 });
    const ExcludeRetainedVariantProperties = [{ VariantPropertyType: "DesiredInstanceCount" }];
    excluded.call(
      "sagemaker:UpdateEndpoint",
      update("c2", { RetainAllVariantProperties: true, ExcludeRetainedVariantProperties }),
    );
    excluded.run(10 * minute);
    expect(excluded.counts.desired).toBe(1);
  });

  it("refuses another instance type or no variant while the target is registered", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    account.config("type", { InstanceType: "ml.m5.xlarge" });
    account.config("other", { VariantName: "w" });
    account.config("model", { InitialInstanceCount: 2 });
    expect(account.refusal("sagemaker:UpdateEndpoint", update("type"))).toMatch(/given another instance type/);
    expect(account.refusal("sagemaker:UpdateEndpoint", update("other"))).toMatch(/removed/);
    account.call("sagemaker:UpdateEndpoint", update("model"));

    const free = TestAccount.at(monday).serving();
    free.config("type", { InstanceType: "ml.m5.xlarge" });
    free.call("sagemaker:UpdateEndpoint", update("type"));
  });

  it("takes another update where the rollback of one has failed, and is in service then", () => {
    const account = TestAccount.at(monday).serving();
    const reason = "no instance came back";
    for (const on of ["update", "rollback"] as const) {
      account.state = injectFailure(account.state, { endpoint: "e", on, reason });
    }
    account.config("next");
    account.call("sagemaker:UpdateEndpoint", update("next"));
    account.run(20 * minute);
    expect(account.call("sagemaker:DescribeEndpoint", { EndpointName: "e" })).toMatchObject({
      EndpointStatus: "UpdateRollbackFailed",
      FailureReason: reason,
    });
    const DesiredWeightsAndCapacities = [{ VariantName: "v", DesiredInstanceCount: 2 }];
    expect(() =>
      account.call("sagemaker:UpdateEndpointWeightsAndCapacities", { EndpointName: "e", DesiredWeightsAndCapacities }),
    ).toThrow("Cannot update in-progress endpoint");
    account.call("sagemaker:UpdateEndpoint", update("next"));
    account.run(20 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("InService");
  });

  it("forgets the deployment configuration that it is not given again, unless it is told to retain it", () => {
    const DeploymentConfig = {
      BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 0 } },
    };
    const last = (more: object, world: Partial<SimulatedBehavior> = {}): unknown => {
      const account = TestAccount.at(monday, world).serving();
      for (const [index, each] of [{ DeploymentConfig }, more].entries()) {
        account.config(`c${index}x`);
        account.call("sagemaker:UpdateEndpoint", update(`c${index}x`, each));
        account.run(20 * minute);
      }
      return account.call("sagemaker:DescribeEndpoint", { EndpointName: "e" })["LastDeploymentConfig"];
    };
    expect(last({})).toBeUndefined();
    expect(last({ RetainDeploymentConfig: true })).toEqual(DeploymentConfig);
    expect(last({}, { lastDeployment: "kept" })).toEqual(DeploymentConfig);
  });

  it("refuses an endpoint that is busy", () => {
    const account = TestAccount.at(monday).serving();
    account.config("c2");
    account.call("sagemaker:UpdateEndpoint", update("c2"));
    expect(account.refusal("sagemaker:UpdateEndpoint", update("c"))).toMatch(/in-progress/);
    expect(account.refusal("sagemaker:DeleteEndpoint", { EndpointName: "e" })).toMatch(/in-progress/);
  });

  it("needs quota for both fleets", () => {
    const account = TestAccount.at(monday, { quotas: { "ml.m5.large": 7 } }).serving(4);
    account.config("c2", { InitialInstanceCount: 4 });
    expect(account.refusal("sagemaker:UpdateEndpoint", update("c2"))).toMatch(/^ResourceLimitExceeded/);
  });

  const rolling = (Value: number) => ({
    RollingUpdatePolicy: { MaximumBatchSize: { Type: "CAPACITY_PERCENT", Value }, WaitIntervalInSeconds: 60 },
  });

  it("needs quota and capacity for one batch only while it rolls", () => {
    for (const [limit, batch] of [
      ["quotas", 25],
      ["capacity", 25],
      ["quotas", 50],
      ["capacity", 50],
    ] as const) {
      const account = TestAccount.at(monday, { [limit]: { "ml.m5.large": 5 } }).serving(4);
      account.config("c2", { InitialInstanceCount: 4 });
      const request = update("c2", { DeploymentConfig: rolling(batch) });
      if (batch === 50 && limit === "quotas") {
        expect(account.refusal("sagemaker:UpdateEndpoint", request)).toMatch(/LimitExceeded/);
        continue;
      }
      account.call("sagemaker:UpdateEndpoint", request);
      account.run(60 * minute);
      expect(account.endpoint.configName).toBe(batch === 25 ? "c2" : "c");
    }
  });

  it("takes longer by the waits and the start of each further batch while it rolls", () => {
    const ends = (more: object): number => {
      const account = TestAccount.at(monday).serving(4);
      account.config("c2", { InitialInstanceCount: 4 });
      account.call("sagemaker:UpdateEndpoint", update("c2", more));
      return account.endpoint.transition!.endsAt;
    };
    expect(ends({ DeploymentConfig: rolling(25) }) - ends({})).toBe(4 * 60 + 3 * 240);
    expect(ends({ DeploymentConfig: rolling(50) }) - ends({})).toBe(2 * 60 + 240);
  });

  it.each([
    ["CanarySize", 51, "CANARY"],
    ["LinearStepSize", 9, "LINEAR"],
    ["MaximumBatchSize", 4, "rolling"],
  ])("refuses a %s of %i percent", (name, Value, type) => {
    const account = TestAccount.at(monday).serving();
    account.config("c2");
    const size = { Type: "CAPACITY_PERCENT", Value };
    const TrafficRoutingConfiguration = { Type: type, WaitIntervalInSeconds: 0, [name]: size };
    const DeploymentConfig =
      type === "rolling" ? rolling(Value) : { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration } };
    expect(account.refusal("sagemaker:UpdateEndpoint", update("c2", { DeploymentConfig }))).toMatch(
      new RegExp(`ValidationException: ${name} must be between`),
    );
  });

  it("is rolled back when it takes longer than it may", () => {
    const account = TestAccount.at(monday).serving();
    account.config("c2");
    const DeploymentConfig = {
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: "CANARY", WaitIntervalInSeconds: 900 },
        MaximumExecutionTimeoutInSeconds: 1200,
      },
    };
    account.call("sagemaker:UpdateEndpoint", update("c2", { DeploymentConfig }));
    account.run(20 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("RollingBack");
    account.run(20 * minute);
    expect(account.endpoint).toMatchObject({
      configName: "c",
      failureReason: "The deployment took longer than its maximum execution timeout.",
    });
  });

  it("rolls back to the old fleet and ends InService, with the reason", () => {
    const account = TestAccount.at(monday).serving(4);
    account.config("c2");
    account.state = injectFailure(account.state, { endpoint: "e", on: "update", reason: "no ping" });
    account.call("sagemaker:UpdateEndpoint", update("c2"));
    account.run(6 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("RollingBack");
    account.run(5 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("InService");
    expect(account.endpoint).toMatchObject({ configName: "c", failureReason: "no ping" });
    expect(account.counts).toEqual({ current: 4, desired: 4 });
  });

  it("rolls back as soon as one of its alarms rings, and not without its alarms", () => {
    const alarm = { AlarmName: "errors", ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1 };
    const DeploymentConfig = {
      BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 600 } },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: "errors" }] },
    };
    const ring = { AlarmName: "errors", StateValue: "ALARM", StateReason: "test" };
    for (const watched of [true, false]) {
      const account = TestAccount.at(monday).serving();
      account.call("cloudwatch:PutMetricAlarm", alarm);
      account.config("c2");
      account.call("sagemaker:UpdateEndpoint", update("c2", watched ? { DeploymentConfig } : {}));
      account.run(2 * minute);
      account.call("cloudwatch:SetAlarmState", ring);
      account.run(30 * minute);
      expect(account.endpoint.configName).toBe(watched ? "c" : "c2");
    }
  });

  it.each([
    ["nothing", undefined, 0],
    ["a canary, twice the wait", { Type: "CANARY", WaitIntervalInSeconds: 300 }, 600],
    [
      "four linear steps",
      { Type: "LINEAR", WaitIntervalInSeconds: 300, LinearStepSize: { Type: "CAPACITY_PERCENT", Value: 25 } },
      1200,
    ],
  ] as const)("takes longer by %s", (_, TrafficRoutingConfiguration, seconds) => {
    const ends = (more: object): number => {
      const account = TestAccount.at(monday).serving(4);
      account.config("c2", { InitialInstanceCount: 4 });
      account.call("sagemaker:UpdateEndpoint", update("c2", more));
      return account.endpoint.transition!.endsAt;
    };
    const DeploymentConfig = { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration } };
    const longer = TrafficRoutingConfiguration === undefined ? {} : { DeploymentConfig };
    expect(ends(longer) - ends({})).toBe(seconds);
  });
});

describe("DeleteEndpoint and DeleteEndpointConfig", () => {
  it("takes the endpoint's target along, with its actions and policies", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    account.action("a", "cron(0 8 * * ? *)", 1, 2);
    account.call("sagemaker:DeleteEndpoint", { EndpointName: "e" });
    expect(getEndpointStatus(account.endpoint)).toBe("Deleting");
    account.run(minute);
    const { endpoints, targets, actions } = account.state;
    expect({ endpoints, targets, actions }).toEqual({ endpoints: {}, targets: {}, actions: {} });
  });

  it("does not refuse a configuration in service", () => {
    const account = TestAccount.at(monday).serving();
    account.call("sagemaker:DeleteEndpointConfig", { EndpointConfigName: "c" });
    expect(account.state.endpointConfigs).toEqual({});
    expect(account.refusal("sagemaker:DeleteEndpointConfig", { EndpointConfigName: "c" })).toMatch(/Could not find/);
  });
});

describe("UpdateEndpointWeightsAndCapacities", () => {
  it("sets the count whatever the target's limits are", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
      EndpointName: "e",
      DesiredWeightsAndCapacities: [{ VariantName: "v", DesiredInstanceCount: 5 }],
    });
    expect(getEndpointStatus(account.endpoint)).toBe("Updating");
    account.run(10 * minute);
    expect(account.counts).toEqual({ current: 5, desired: 5 });
    expect(account.limits).toEqual({ min: 1, max: 2 });
  });

  const two = (): TestAccount => {
    const account = TestAccount.at(monday, { quotas: { "ml.m5.large": 12 } }).serving(3);
    const [variant] = account.state.endpointConfigs["c"]!.input.ProductionVariants;
    account.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: "both",
      ProductionVariants: [
        { ...variant!, VariantName: "a", InitialInstanceCount: 3 },
        { ...variant!, VariantName: "b", InitialInstanceCount: 1, InitialVariantWeight: 3 },
      ],
    });
    account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "both" });
    account.run(10 * minute);
    return account;
  };
  const set = (account: TestAccount, wanted: readonly JsonObject[]): void => {
    account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
      EndpointName: "e",
      DesiredWeightsAndCapacities: wanted,
    });
  };
  const shown = (account: TestAccount): readonly string[] =>
    account.endpoint.variants.map(
      ({ name, current, desired, weight }) => `${name}: ${current} of ${desired}, weight ${weight}`,
    );

  it("sets several variants at once, each as it is asked to", () => {
    const account = two();
    set(account, [
      { VariantName: "a", DesiredInstanceCount: 1, DesiredWeight: 2 },
      { VariantName: "b", DesiredInstanceCount: 4 },
    ]);
    expect(getEndpointStatus(account.endpoint)).toBe("Updating");
    expect(shown(account)).toEqual(["a: 1 of 1, weight 2", "b: 1 of 4, weight 3"]);
    account.run(10 * minute);
    expect(getEndpointStatus(account.endpoint)).toBe("InService");
    expect(shown(account)).toEqual(["a: 1 of 1, weight 2", "b: 4 of 4, weight 3"]);
  });

  it("changes weights alone, and counts of the other variants not", () => {
    const account = two();
    set(account, [{ VariantName: "b", DesiredWeight: 0 }]);
    account.run(10 * minute);
    expect(shown(account)).toEqual(["a: 3 of 3, weight 1", "b: 1 of 1, weight 0"]);
  });

  it("refuses a variant that is not there, and both counts together when the quota is too small", () => {
    const account = two();
    const refusal = (wanted: readonly JsonObject[]): string =>
      account.refusal("sagemaker:UpdateEndpointWeightsAndCapacities", {
        EndpointName: "e",
        DesiredWeightsAndCapacities: wanted,
      });
    expect(refusal([{ VariantName: "c", DesiredInstanceCount: 1 }])).toMatch(/"c" is\/are not/);
    expect(
      refusal([
        { VariantName: "a", DesiredInstanceCount: 7 },
        { VariantName: "b", DesiredInstanceCount: 6 },
      ]),
    ).toMatch(/^ResourceLimitExceeded/);
  });
});
