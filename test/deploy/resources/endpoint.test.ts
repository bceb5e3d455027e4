import type { ExistingEndpointConfig } from "../../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../../support/planned-endpoint";
import { planEndpoint } from "../../../src/plan/endpoint/endpoint-plan";
import { stepScalingOf } from "../../support/endpoint-config";
import { record, type Recording } from "../../support/mocks";

const schedule = {
  actions: [{ name: "day", schedule: "cron(0 8 ? * * *)", timezone: "UTC", min: 1, max: 4 }],
  registered: { min: 1, max: 4 },
  horizon: { from: "2026-01-01", to: "2029-01-01" },
};

const run = (adopt: boolean, rest: Partial<ExistingEndpointConfig> = {}): Promise<Recording> => {
  const variant = { name: "blue" };
  const endpoint = { name: "fraud-2024", unit: "instances" as const, variant, async: false, adopt };
  const config = { endpoint, variant, tags: { owner: "risk" }, ...rest };
  const plan = planEndpoint("fraud", config, schedule, { team: "ml" });
  return record(() => {
    const { endpointName, endpointArn } = new PlannedEndpoint("fraud", { plan });
    return { name: endpointName, arn: endpointArn ?? "none" };
  });
};

const inputsOf = ({ resources }: Recording): Readonly<Record<string, unknown>> =>
  Object.fromEntries(resources.map(({ type, name, inputs }) => [`${type.split(":").at(-1)} ${name}`, inputs]));

const place = {
  resourceId: "endpoint/fraud-2024/variant/blue",
  scalableDimension: "sagemaker:variant:DesiredInstanceCount",
  serviceNamespace: "sagemaker",
};
const tags = { owner: "risk", team: "ml" };

describe("createEndpointResources for an existing endpoint", () => {
  it("declares what scales it and nothing else", async () => {
    const recording = await run(false, {
      scaling: stepScalingOf([{ when: { above: 600 }, change: { instances: 1 } }]),
    });
    expect(inputsOf(recording)).toEqual({
      "TimetabledEndpoint fraud": {},
      "Target fraud": { ...place, minCapacity: 1, maxCapacity: 4, tags },
      "Policy fraud-scale-out": {
        ...place,
        policyType: "StepScaling",
        stepScalingPolicyConfiguration: {
          adjustmentType: "ChangeInCapacity",
          cooldown: 300,
          metricAggregationType: "Average",
          stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
        },
      },
      "ScheduledAction fraud/day": {
        ...place,
        name: "day",
        schedule: "cron(0 8 ? * * *)",
        timezone: "UTC",
        scalableTargetAction: { minCapacity: 1, maxCapacity: 4 },
      },
      "MetricAlarm fraud-scale-out": expect.objectContaining({ dimensions, tags }) as unknown,
    });
    expect(recording.outputs).toEqual({ name: "fraud-2024", arn: "none" });
  });

  const dimensions = { EndpointName: "fraud-2024", VariantName: "blue" };

  it("registers the target where there is none, and imports one that is to be adopted", async () => {
    const options = async (adopt: boolean) =>
      (await run(adopt)).resources.find(({ type }) => type.endsWith(":Target"))?.options;
    const ignoreChanges = ["minCapacity", "maxCapacity"];
    const afterUpdate = [expect.any(String)];
    expect(await options(false)).toEqual({ deleteBeforeReplace: true, ignoreChanges, afterUpdate });
    expect(await options(true)).toEqual({
      afterUpdate,
      deleteBeforeReplace: true,
      ignoreChanges: [...ignoreChanges, "tags"],
      importId: "sagemaker/endpoint/fraud-2024/variant/blue/sagemaker:variant:DesiredInstanceCount",
    });
  });
});
