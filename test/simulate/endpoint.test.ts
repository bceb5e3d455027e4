import { endpointStatus } from "../../src/simulate/endpoint";
import { injectMishap } from "../../src/simulate/faults";
import { minute, monday, TestAccount } from "../support/simulated-account";

const model = {
  ModelName: "m",
  ExecutionRoleArn: "arn:aws:iam::123456789012:role/r",
  PrimaryContainer: { Image: "i" },
};

describe("CreateEndpoint", () => {
  it("is Creating until the last instance has started", () => {
    const account = TestAccount.at(monday);
    account.call("sagemaker:CreateModel", model);
    account.config("c", { InitialInstanceCount: 3 });
    account.call("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
    account.run(4 * minute);
    expect(endpointStatus(account.endpoint)).toBe("Creating");
    account.run(3 * minute);
    expect(endpointStatus(account.endpoint)).toBe("InService");
    expect(account.counts).toEqual({ current: 3, desired: 3 });
  });

  it("refuses what the account's quota does not allow", () => {
    const account = TestAccount.at(monday, { quotas: { "ml.m5.large": 2 } });
    account.call("sagemaker:CreateModel", model);
    account.config("c", { InitialInstanceCount: 3 });
    expect(
      account.refusal("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" }),
    ).toMatch(/^ResourceLimitExceeded: .*'ml.m5.large for endpoint usage' is 2 Instances/);
  });

  it("ends Failed with the reason when AWS has too few instances", () => {
    const account = TestAccount.at(monday, { capacity: { "ml.m5.large": 2 } }).serving(3);
    expect(endpointStatus(account.endpoint)).toBe("Failed");
    expect(account.endpoint.failureReason).toMatch(/InsufficientInstanceCapacity/);
    expect(account.counts).toEqual({ current: 0, desired: 0 });
  });

  it("wants models and configurations that exist", () => {
    const account = TestAccount.at(monday);
    expect(() => {
      account.config("c");
    }).toThrow(/Could not find model/);
    expect(
      account.refusal("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" }),
    ).toMatch(/^ValidationException: Could not find endpoint configuration/);
  });
});

describe("UpdateEndpoint", () => {
  const update = (EndpointConfigName: string, more = {}) => ({
    EndpointName: "e",
    EndpointConfigName,
    ...more,
  });

  it("serves with the old fleet until the new one is there, then with InitialInstanceCount", () => {
    const account = TestAccount.at(monday).serving(4);
    account.config("c2", { InitialInstanceCount: 2 });
    account.call("sagemaker:UpdateEndpoint", update("c2"));
    account.run(4 * minute);
    expect(endpointStatus(account.endpoint)).toBe("Updating");
    expect(account.endpoint.configName).toBe("c");
    expect(account.counts.current).toBe(4);
    account.run(4 * minute);
    expect(account.endpoint.configName).toBe("c2");
    expect(account.counts).toEqual({ current: 2, desired: 2 });
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
    expect(account.refusal("sagemaker:UpdateEndpoint", update("type"))).toMatch(
      /given another instance type/,
    );
    expect(account.refusal("sagemaker:UpdateEndpoint", update("other"))).toMatch(/removed/);
    account.call("sagemaker:UpdateEndpoint", update("model"));

    const free = TestAccount.at(monday).serving();
    free.config("type", { InstanceType: "ml.m5.xlarge" });
    free.call("sagemaker:UpdateEndpoint", update("type"));
  });

  it("forgets the deployment configuration that it is not given again, unless it is told to retain it", () => {
    const DeploymentConfig = {
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 0 },
      },
    };
    const last = (more: object): unknown => {
      const account = TestAccount.at(monday).serving();
      for (const [index, each] of [{ DeploymentConfig }, more].entries()) {
        account.config(`c${index}x`);
        account.call("sagemaker:UpdateEndpoint", update(`c${index}x`, each));
        account.run(20 * minute);
      }
      return account.call("sagemaker:DescribeEndpoint", { EndpointName: "e" })[
        "LastDeploymentConfig"
      ];
    };
    expect(last({})).toBeUndefined();
    expect(last({ RetainDeploymentConfig: true })).toEqual(DeploymentConfig);
  });

  it("refuses an endpoint that is busy", () => {
    const account = TestAccount.at(monday).serving();
    account.config("c2");
    account.call("sagemaker:UpdateEndpoint", update("c2"));
    expect(account.refusal("sagemaker:UpdateEndpoint", update("c"))).toMatch(/in-progress/);
    expect(account.refusal("sagemaker:DeleteEndpoint", { EndpointName: "e" })).toMatch(
      /in-progress/,
    );
  });

  it("needs quota for both fleets", () => {
    const account = TestAccount.at(monday, { quotas: { "ml.m5.large": 7 } }).serving(4);
    account.config("c2", { InitialInstanceCount: 4 });
    expect(account.refusal("sagemaker:UpdateEndpoint", update("c2"))).toMatch(
      /^ResourceLimitExceeded/,
    );
  });

  it("rolls back to the old fleet and ends InService, with the reason", () => {
    const account = TestAccount.at(monday).serving(4);
    account.config("c2");
    account.state = injectMishap(account.state, { endpoint: "e", on: "update", reason: "no ping" });
    account.call("sagemaker:UpdateEndpoint", update("c2"));
    account.run(6 * minute);
    expect(endpointStatus(account.endpoint)).toBe("RollingBack");
    account.run(5 * minute);
    expect(endpointStatus(account.endpoint)).toBe("InService");
    expect(account.endpoint).toMatchObject({ configName: "c", failureReason: "no ping" });
    expect(account.counts).toEqual({ current: 4, desired: 4 });
  });

  it("rolls back as soon as one of its alarms rings, and not without its alarms", () => {
    const alarm = {
      AlarmName: "errors",
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
    };
    const DeploymentConfig = {
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 600 },
      },
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
      {
        Type: "LINEAR",
        WaitIntervalInSeconds: 300,
        LinearStepSize: { Type: "CAPACITY_PERCENT", Value: 25 },
      },
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
    expect(endpointStatus(account.endpoint)).toBe("Deleting");
    account.run(minute);
    const { endpoints, targets, actions } = account.state;
    expect({ endpoints, targets, actions }).toEqual({ endpoints: {}, targets: {}, actions: {} });
  });

  it("does not refuse a configuration in service", () => {
    const account = TestAccount.at(monday).serving();
    account.call("sagemaker:DeleteEndpointConfig", { EndpointConfigName: "c" });
    expect(account.state.endpointConfigs).toEqual({});
    expect(account.refusal("sagemaker:DeleteEndpointConfig", { EndpointConfigName: "c" })).toMatch(
      /Could not find/,
    );
  });
});

describe("UpdateEndpointWeightsAndCapacities", () => {
  it("sets the count whatever the target's limits are", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
      EndpointName: "e",
      DesiredWeightsAndCapacities: [{ VariantName: "v", DesiredInstanceCount: 5 }],
    });
    expect(endpointStatus(account.endpoint)).toBe("Updating");
    account.run(10 * minute);
    expect(account.counts).toEqual({ current: 5, desired: 5 });
    expect(account.limits).toEqual({ min: 1, max: 2 });
  });
});
