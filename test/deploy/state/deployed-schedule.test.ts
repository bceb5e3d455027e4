import type { DeployedResource } from "../../../src/deploy/state/deployed-resources";
import {
  findDeployedSchedule,
  findDeployedStackSettings,
  listDeployedEndpoints,
} from "../../../src/deploy/state/deployed-schedule";

const target = (name: string): DeployedResource => ({
  type: "aws:appautoscaling/target:Target",
  name,
  outputs: { minCapacity: 4, maxCapacity: 12 },
});

const action = (name: string, outputs: Readonly<Record<string, unknown>> = {}): DeployedResource => ({
  type: "aws:appautoscaling/scheduledAction:ScheduledAction",
  name,
  outputs: {
    name: name.split("/")[1],
    schedule: "cron(0 8 ? * MON-FRI *)",
    timezone: "Europe/Berlin",
    scalableTargetAction: { minCapacity: 4, maxCapacity: 12 },
    ...outputs,
  },
});

const configuration: DeployedResource = {
  type: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
  name: "sentiment",
  outputs: { productionVariants: [{ variantName: "AllTraffic", instanceType: "ml.g5.xlarge" }] },
};

const schedule = { schedule: "cron(0 8 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 4, max: 12 };

describe("deployedSchedule", () => {
  it("reads an endpoint's actions, limits and instance type, and nothing of another endpoint", () => {
    const resources = [
      target("sentiment"),
      target("sentiment-2"),
      configuration,
      action("sentiment/office"),
      action("sentiment/batch"),
      action("sentiment-2/office"),
    ];
    expect(findDeployedSchedule({ resources }, "sentiment")).toEqual({
      kind: "deployed",
      actions: [
        { name: "batch", ...schedule },
        { name: "office", ...schedule },
      ],
      registered: { min: 4, max: 12 },
      instanceType: "ml.g5.xlarge",
    });
    expect(findDeployedSchedule({ resources }, "sentiment-2")).toEqual({
      kind: "deployed",
      actions: [{ name: "office", ...schedule }],
      registered: { min: 4, max: 12 },
    });
  });

  it("reads the instance type of one more variant from its trigger", () => {
    const trigger = {
      type: "pulumi:index:Stash",
      name: "canary-shape",
      outputs: { output: { canary: "ml.c5.xlarge" } },
    };
    const resources = [configuration, target("sentiment"), target("canary"), trigger];
    expect(findDeployedSchedule({ resources }, "canary")).toMatchObject({ instanceType: "ml.c5.xlarge" });
    expect(findDeployedSchedule({ resources }, "sentiment")).toMatchObject({ instanceType: "ml.g5.xlarge" });
  });

  it("reads the settings of an endpoint and of the stack, which an older version did not keep", () => {
    const settings = { endpoint: { variant: { instanceType: "ml.g5.xlarge" } }, stack: { guards: {} } };
    const type = "inference-timetable:index:TimetabledEndpoint";
    const resources = [target("fraud"), target("sentiment"), { type, name: "sentiment", outputs: { settings } }];
    expect(findDeployedSchedule({ resources }, "sentiment")).toMatchObject({ settings: settings.endpoint });
    expect(findDeployedSchedule({ resources }, "fraud")).not.toHaveProperty("settings");
    expect(findDeployedStackSettings({ resources })).toEqual(settings.stack);
    expect(findDeployedStackSettings({ resources: [target("fraud")] })).toBeUndefined();
  });

  it("takes counts that are text, and AWS's zone for an action without one", () => {
    const limits = { minCapacity: "0", maxCapacity: "3" };
    const resources = [
      target("sentiment"),
      action("sentiment/night", { scalableTargetAction: limits, timezone: undefined }),
      action("sentiment/half", { scalableTargetAction: { minCapacity: 1 } }),
    ];
    expect(findDeployedSchedule({ resources }, "sentiment")).toMatchObject({
      actions: [{ name: "night", timezone: "UTC", min: 0, max: 3 }],
    });
  });

  it("knows an endpoint that was never deployed, and a state that cannot be read", () => {
    expect(findDeployedSchedule({ resources: [target("fraud")] }, "sentiment")).toEqual({ kind: "nothing" });
    expect(findDeployedSchedule({ unreadable: "no access" }, "sentiment")).toEqual({
      kind: "unreadable",
      reason: "no access",
    });
  });
});

describe("deployedEndpoints", () => {
  it("lists endpoints that have a target, sorted", () => {
    const resources = [target("sentiment"), action("x/office"), target("fraud")];
    expect(listDeployedEndpoints({ resources })).toEqual(["fraud", "sentiment"]);
    expect(listDeployedEndpoints({ unreadable: "no access" })).toEqual([]);
  });
});
