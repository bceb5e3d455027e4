import { compile } from "../../../src/compile";
import { readStackFile } from "../../../src/config/yaml/stack-file";
import { planEndpoint } from "../../../src/plan/endpoint/endpoint-plan";
import { instant } from "../../support/instant";
import { llmStackText } from "../../support/llm-stack";
import { record, type Recording } from "../../support/mocks";
import { PlannedEndpoint } from "../../support/planned-endpoint";

function run(name: string, text = llmStackText): Promise<Recording> {
  const now = instant("2026-12-01T12:00+01:00");
  const { endpoints, problems } = compile(readStackFile(text).raw, { now, readCalendarFile: () => undefined });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const { config, plan } = endpoints[name]!;
  return record(() => {
    new PlannedEndpoint(name, { plan: planEndpoint(name, config!, plan!, {}) });
    return {};
  });
}

const find = ({ resources }: Recording, type: string) =>
  resources.filter((resource) => resource.type.endsWith(`:${type}`)).map(({ name, inputs }) => [name, inputs] as const);

describe("createEndpointResources for an inference component", () => {
  const place = {
    resourceId: "inference-component/llama-70b",
    scalableDimension: "sagemaker:inference-component:DesiredCopyCount",
    serviceNamespace: "sagemaker",
  };
  const wakeAlarm = {
    namespace: "AWS/SageMaker",
    metricName: "NoCapacityInvocationFailures",
    statistic: "Sum",
    dimensions: { InferenceComponentName: "llama-70b" },
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
  };

  it("scales its copies by the timetable and by load, and wakes it from zero", async () => {
    const recording = await run("llama");
    expect(find(recording, "Target")).toEqual([["llama", { ...place, minCapacity: 2, maxCapacity: 6, tags: {} }]]);
    const actions = find(recording, "ScheduledAction");
    expect(actions.map(([name]) => name)).toContain("llama/office");
    for (const [, inputs] of actions) expect(inputs).toMatchObject(place);
    expect(find(recording, "Policy")).toEqual([
      ["llama-wake", expect.objectContaining({ ...place, policyType: "StepScaling" })],
      ["llama-target-tracking", expect.objectContaining(place)],
    ]);
    expect(find(recording, "Policy")[0]?.[1]["stepScalingPolicyConfiguration"]).toEqual({
      adjustmentType: "ChangeInCapacity",
      cooldown: 300,
      metricAggregationType: "Maximum",
      stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
    });
    expect(find(recording, "Policy")[1]?.[1]["targetTrackingScalingPolicyConfiguration"]).toMatchObject({
      targetValue: 4,
      predefinedMetricSpecification: {
        predefinedMetricType: "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
      },
    });
    expect(find(recording, "MetricAlarm")).toEqual([["llama-wake", expect.objectContaining(wakeAlarm)]]);
  });

  it("wakes it without scaling, too, as its calls fail; but not if it never sleeps or never may run", async () => {
    const unscaled = llmStackText.replace(/^ +scaling: .*invocationsPerCopy.*\n/m, "");
    expect(find(await run("qwen", unscaled), "Policy").map(([name]) => name)).toEqual(["qwen-wake"]);
    const awake = unscaled.replace("baseline: { min: 0, max: 1 }", "baseline: { min: 1, max: 1 }");
    expect(find(await run("qwen", awake), "Policy")).toEqual([]);
    const off = unscaled.replace("baseline: { min: 0, max: 1 }", "baseline: { min: 0, max: 0 }");
    expect(find(await run("qwen", off), "Policy")).toEqual([]);
  });

  it("imports the target that it adopts", async () => {
    const adopted = llmStackText.replace("existing: qwen-7b,", "existing: qwen-7b, adopt: true,");
    const { resources } = await run("qwen", adopted);
    const target = resources.find(({ type }) => type.endsWith(":Target"));
    expect(target?.options["import"] ?? target?.options["importId"]).toBe(
      "sagemaker/inference-component/qwen-7b/sagemaker:inference-component:DesiredCopyCount",
    );
  });
});

describe("createEndpointResources for a serverless endpoint", () => {
  it("scales its provisioned concurrency", async () => {
    const recording = await run("classify");
    const place = {
      resourceId: "endpoint/classify/variant/AllTraffic",
      scalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency",
    };
    expect(find(recording, "Target")).toMatchObject([["classify", { ...place, minCapacity: 5, maxCapacity: 20 }]]);
    expect(find(recording, "Policy")).toMatchObject([
      [
        "classify-target-tracking",
        {
          ...place,
          targetTrackingScalingPolicyConfiguration: {
            targetValue: 0.7,
            predefinedMetricSpecification: {
              predefinedMetricType: "SageMakerVariantProvisionedConcurrencyUtilization",
            },
          },
        },
      ],
    ]);
  });

  const made = llmStackText.replace(
    "serverless: { existing: classify, ",
    "model: { image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/tagger:1 }\n      serverless: { ",
  );

  it("creates one with the provisioned concurrency of the moment, which updates nothing by itself", async () => {
    const recording = await run("classify", made);
    expect(recording.resources.map(({ type }) => type.split(":").at(-1))).toEqual(
      expect.arrayContaining(["Role", "Model", "EndpointConfiguration", "Endpoint", "Target", "ScheduledAction"]),
    );
    const configuration = recording.resources.find(({ type }) => type.endsWith(":EndpointConfiguration"));
    expect(configuration?.inputs["productionVariants"]).toEqual([
      {
        variantName: "AllTraffic",
        modelName: expect.any(String) as string,
        serverlessConfig: { memorySizeInMb: 4096, maxConcurrency: 50, provisionedConcurrency: 5 },
      },
    ]);
    expect(configuration?.options["ignoreChanges"]).toEqual([
      "productionVariants[*].initialInstanceCount",
      "productionVariants[*].serverlessConfig.provisionedConcurrency",
    ]);
    expect(find(recording, "Stash")[0]).toEqual(["classify-shape", { input: { AllTraffic: "serverless" } }]);
    expect(find(recording, "Target")).toMatchObject([
      [
        "classify",
        { scalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency", minCapacity: 5, maxCapacity: 20 },
      ],
    ]);
  });
});

describe("createEndpointResources for a variant with an AMI version and a training plan", () => {
  it("asks for both", async () => {
    const arn = "arn:aws:sagemaker:eu-central-1:123456789012:training-plan/q1";
    const text = `config:
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:endpoints:
    llama:
      model: { image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/llama:1 }
      variant:
        instanceType: ml.p5.48xlarge
        inferenceAmiVersion: al2-ami-sagemaker-inference-gpu-3-1
        capacityReservation: { arn: "${arn}", instances: 4, from: "2026-11-01T06:00", until: "2027-03-31T20:00" }
      timetable: { baseline: { min: 1, max: 1 } }
`;
    const configuration = (await run("llama", text)).resources.find(({ type }) =>
      type.endsWith(":EndpointConfiguration"),
    );
    expect(configuration?.inputs["productionVariants"]).toMatchObject([
      {
        inferenceAmiVersion: "al2-ami-sagemaker-inference-gpu-3-1",
        capacityReservationConfig: {
          capacityReservationPreference: "capacity-reservations-only",
          mlReservationArn: arn,
        },
      },
    ]);
  });
});
