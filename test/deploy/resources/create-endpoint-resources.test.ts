import * as pulumi from "@pulumi/pulumi";
import type { ManagedEndpointConfig } from "../../../src/config/schema/stack-config";
import type { DeploymentHooks, RecoveryHooks } from "../../../src/deploy/recovery/recovery-hooks";
import type { HookedEndpoint } from "../../../src/deploy/recovery/recovery-run";
import { PlannedEndpoint } from "../../support/planned-endpoint";
import { planManagedEndpoint } from "../../../src/plan/endpoint/endpoint-plan";
import type { SchedulePlan } from "../../../src/plan/endpoint/schedule-plan";
import { container, minimalConfig, stepScalingOf } from "../../support/endpoint-config";
import { record, type Recording, type Registered, unknown } from "../../support/mocks";

const horizon = { from: "2026-01-01", to: "2029-01-01" };
const stackTags = { team: "ml" };

const run = (
  config: ManagedEndpointConfig,
  schedule: Omit<SchedulePlan, "horizon">,
  options: {
    readonly preview?: boolean;
    readonly opts?: pulumi.ComponentResourceOptions;
    readonly environmentIsSecret?: boolean;
    readonly hooks?: DeploymentHooks;
  } = {},
): Promise<Recording> => {
  const plan = planManagedEndpoint("sentiment", config, { ...schedule, horizon }, stackTags);
  return record(() => {
    const { environmentIsSecret = false, hooks, opts } = options;
    const args = { plan, environmentIsSecret, ...(hooks === undefined ? {} : { hooks }) };
    const endpoint = new PlannedEndpoint("sentiment", args, opts);
    return { name: endpoint.endpointName, arn: endpoint.endpointArn };
  }, options);
};

/** Every resource's inputs by `Type name`, without what says nothing about the case at hand. */
function graph({ resources }: Recording): Readonly<Record<string, unknown>> {
  const entries = resources.map(({ type, name, inputs }) => [
    `${type.slice(type.lastIndexOf(":") + 1)} ${name}`,
    inputs,
  ]);
  expect(new Set(entries.map(([key]) => key)).size).toBe(entries.length);
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>;
}

function resource(recording: Recording, key: string): Registered {
  const [type, name] = key.split(" ");
  const found = recording.resources.find((r) => r.type.endsWith(`:${type}`) && r.name === name);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
}

const suffixed = "sentiment-0a1b2c3";
const target = {
  resourceId: `endpoint/${suffixed}/variant/AllTraffic`,
  scalableDimension: "sagemaker:variant:DesiredInstanceCount",
  serviceNamespace: "sagemaker",
};
const policyArn = (key: string): string =>
  `arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:sentiment-${key}-0a1b2c3`;

const sageMakerMayAssume = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "sagemaker.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    },
  ],
};

const registered = { min: 1, max: 2 };

describe("createEndpointResources", () => {
  it("protects the endpoint where the stack file says so, and nothing that an update has to replace", async () => {
    const config = { ...minimalConfig, protect: true };
    const { resources } = await run(config, { actions: [], registered });
    const isProtected = resources.filter(({ options }) => options["protect"] === true);
    expect(isProtected.map(({ type }) => type)).toEqual(["aws:sagemaker/endpoint:Endpoint"]);
  });

  it("sets the stack's boundary on the role", async () => {
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/inference-timetable-boundary";
    const recording = await run({ ...minimalConfig, permissionsBoundaryArn }, { actions: [], registered });
    expect(resource(recording, "Role sentiment").inputs["permissionsBoundary"]).toBe(permissionsBoundaryArn);
  });

  it("makes of the shortest endpoint a role, a model, a configuration, an endpoint and a target", async () => {
    const recording = await run(minimalConfig, { actions: [], registered });
    const { "RolePolicy sentiment": policy, ...rest } = graph(recording);
    expect(rest).toEqual({
      "TimetabledEndpoint sentiment": {},
      "Role sentiment": {
        path: "/inference-timetable/",
        assumeRolePolicy: JSON.stringify(sageMakerMayAssume),
        tags: stackTags,
      },
      "Model sentiment": {
        executionRoleArn: `arn:aws:iam::123456789012:role/${suffixed}`,
        primaryContainer: { image: container.image, modelDataUrl: container.dataUrl },
        enableNetworkIsolation: false,
        tags: stackTags,
      },
      "EndpointConfiguration sentiment": {
        productionVariants: [
          { variantName: "AllTraffic", modelName: suffixed, instanceType: "ml.g5.xlarge", initialInstanceCount: 1 },
        ],
        tags: stackTags,
      },
      "Stash sentiment-shape": { input: { AllTraffic: "ml.g5.xlarge" } },
      "Endpoint sentiment": { endpointConfigName: suffixed, tags: stackTags },
      "Target sentiment": { ...target, minCapacity: 1, maxCapacity: 2, tags: stackTags },
    });
    const { role, policy: document } = policy as { role: string; policy: string };
    expect(role).toBe(suffixed);
    expect(JSON.parse(document)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadModelAndInput",
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::models/sentiment.tar.gz"],
        },
        {
          Sid: "PullImage",
          Effect: "Allow",
          Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Resource: ["arn:aws:ecr:eu-central-1:123456789012:repository/sentiment"],
        },
        { Sid: "SignInToRegistry", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: ["arn:aws:logs:*:*:log-group:/aws/sagemaker/Endpoints/sentiment-*"],
        },
        {
          Sid: "WriteMetrics",
          Effect: "Allow",
          Action: ["cloudwatch:PutMetricData"],
          Resource: ["*"],
          Condition: { StringEquals: { "cloudwatch:namespace": ["/aws/sagemaker/Endpoints", "AWS/SageMaker"] } },
        },
      ],
    });
    expect(recording.outputs).toEqual({
      name: suffixed,
      arn: `arn:aws:sagemaker:eu-central-1:123456789012:endpoint/${suffixed}`,
    });
  });

  it("makes each part of an endpoint that uses every setting", async () => {
    const recording = await run(fullConfig, {
      registered: { min: 4, max: 12 },
      actions: [
        { name: "office", schedule: "cron(0/15 8-17 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 4, max: 12 },
        { name: "baseline", schedule: "cron(0/15 18 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 1, max: 2 },
      ],
    });
    const { "RolePolicy sentiment": policy, "Role sentiment": role, ...rest } = graph(recording);
    expect([policy, role]).not.toContain(undefined);
    const tags = { owner: "search", team: "ml" };
    expect(rest).toEqual({
      "TimetabledEndpoint sentiment": {},
      "Model sentiment": {
        executionRoleArn: `arn:aws:iam::123456789012:role/${suffixed}`,
        containers: [
          {
            image: container.image,
            modelDataUrl: container.dataUrl,
            environment: { LOG_LEVEL: "info" },
            containerHostname: "preprocess",
          },
          {
            image: "registry.example.com/classify:2",
            modelDataSource: {
              s3DataSources: [{ s3Uri: "s3://models/classify/", s3DataType: "S3Prefix", compressionType: "None" }],
            },
            imageConfig: {
              repositoryAccessMode: "Vpc",
              repositoryAuthConfig: {
                repositoryCredentialsProviderArn: "arn:aws:lambda:eu-central-1:123456789012:function:sign-in",
              },
            },
          },
        ],
        enableNetworkIsolation: true,
        vpcConfig: { subnets: ["subnet-0a", "subnet-0b"], securityGroupIds: ["sg-0a"] },
        tags,
      },
      "EndpointConfiguration sentiment": {
        productionVariants: [
          {
            variantName: "blue",
            modelName: suffixed,
            instanceType: "ml.g5.xlarge",
            initialInstanceCount: 4,
            volumeSizeInGb: 100,
            modelDataDownloadTimeoutInSeconds: 600,
            containerStartupHealthCheckTimeoutInSeconds: 300,
            routingConfigs: [{ routingStrategy: "LEAST_OUTSTANDING_REQUESTS" }],
          },
        ],
        dataCaptureConfig: {
          enableCapture: true,
          initialSamplingPercentage: 10,
          destinationS3Uri: "s3://captured/sentiment/",
          captureOptions: [{ captureMode: "Input" }, { captureMode: "Output" }],
          kmsKeyId: "alias/captured",
        },
        tags,
      },
      "Stash sentiment-shape": { input: { blue: "ml.g5.xlarge" } },
      "Endpoint sentiment": {
        endpointConfigName: suffixed,
        deploymentConfig: {
          blueGreenUpdatePolicy: {
            trafficRoutingConfiguration: {
              type: "CANARY",
              waitIntervalInSeconds: 300,
              canarySize: { type: "CAPACITY_PERCENT", value: 10 },
            },
            terminationWaitInSeconds: 120,
            maximumExecutionTimeoutInSeconds: 1800,
          },
          autoRollbackConfiguration: { alarms: [{ alarmName: "errors" }] },
        },
        tags,
      },
      "Target sentiment": { ...blueTarget, minCapacity: 4, maxCapacity: 12, tags },
      "Policy sentiment-scale-out": {
        ...blueTarget,
        policyType: "StepScaling",
        stepScalingPolicyConfiguration: {
          adjustmentType: "ChangeInCapacity",
          cooldown: 300,
          metricAggregationType: "Average",
          stepAdjustments: [
            { metricIntervalLowerBound: "0", metricIntervalUpperBound: "600", scalingAdjustment: 1 },
            { metricIntervalLowerBound: "600", scalingAdjustment: 3 },
          ],
        },
      },
      "MetricAlarm sentiment-scale-out": {
        alarmDescription: "Scale out: InvocationsPerInstance above 600",
        alarmActions: [policyArn("scale-out")],
        ...invocations,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 600,
        tags,
      },
      "Policy sentiment-scale-in": {
        ...blueTarget,
        policyType: "StepScaling",
        stepScalingPolicyConfiguration: {
          adjustmentType: "PercentChangeInCapacity",
          cooldown: 300,
          metricAggregationType: "Average",
          stepAdjustments: [{ metricIntervalUpperBound: "0", scalingAdjustment: -10 }],
        },
      },
      "MetricAlarm sentiment-scale-in": {
        alarmDescription: "Scale in: InvocationsPerInstance below 100",
        alarmActions: [policyArn("scale-in")],
        ...invocations,
        comparisonOperator: "LessThanThreshold",
        threshold: 100,
        tags,
      },
      "ScheduledAction sentiment/office": {
        ...blueTarget,
        name: "office",
        schedule: "cron(0/15 8-17 ? * MON-FRI *)",
        timezone: "Europe/Berlin",
        scalableTargetAction: { minCapacity: 4, maxCapacity: 12 },
      },
      "ScheduledAction sentiment/baseline": {
        ...blueTarget,
        name: "baseline",
        schedule: "cron(0/15 18 ? * MON-FRI *)",
        timezone: "Europe/Berlin",
        scalableTargetAction: { minCapacity: 1, maxCapacity: 2 },
      },
    });
  });

  it("makes of an asynchronous endpoint one that its backlog scales, and wakes from zero", async () => {
    const { "RolePolicy sentiment": policy, ...rest } = graph(
      await run(asyncConfig, {
        registered: { min: 0, max: 4 },
        actions: [{ name: "day", schedule: "cron(0 8 ? * * *)", timezone: "UTC", min: 1, max: 4 }],
      }),
    );
    expect(policy).toBeUndefined();
    const queueAlarm = {
      namespace: "AWS/SageMaker",
      statistic: "Average",
      dimensions: { EndpointName: suffixed },
      period: 60,
      tags: stackTags,
    };
    const stepPolicy = (adjustment: object): object => ({
      ...target,
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        cooldown: 300,
        metricAggregationType: "Average",
        stepAdjustments: [adjustment],
      },
    });
    expect(rest).toEqual({
      "TimetabledEndpoint sentiment": {},
      "Model sentiment": {
        executionRoleArn: "arn:aws:iam::123456789012:role/own",
        primaryContainer: { image: container.image, modelDataUrl: container.dataUrl },
        enableNetworkIsolation: false,
        tags: stackTags,
      },
      "EndpointConfiguration sentiment": {
        productionVariants: [
          { variantName: "AllTraffic", modelName: suffixed, instanceType: "ml.g5.xlarge", initialInstanceCount: 1 },
        ],
        asyncInferenceConfig: {
          clientConfig: { maxConcurrentInvocationsPerInstance: 4 },
          outputConfig: {
            s3OutputPath: "s3://bucket/out/",
            s3FailurePath: "s3://bucket/failed/",
            kmsKeyId: "alias/results",
            notificationConfig: {
              successTopic: "arn:aws:sns:eu-central-1:123456789012:done",
              errorTopic: "arn:aws:sns:eu-central-1:123456789012:failed",
            },
          },
        },
        tags: stackTags,
      },
      "Stash sentiment-shape": { input: { AllTraffic: "ml.g5.xlarge" } },
      "Endpoint sentiment": { endpointConfigName: suffixed, tags: stackTags },
      "Target sentiment": { ...target, minCapacity: 0, maxCapacity: 4, tags: stackTags },
      "Policy sentiment-scale-out": stepPolicy({ metricIntervalLowerBound: "0", scalingAdjustment: 1 }),
      "MetricAlarm sentiment-scale-out": {
        ...queueAlarm,
        alarmDescription: "Scale out: ApproximateBacklogSizePerInstance above 10",
        alarmActions: [policyArn("scale-out")],
        metricName: "ApproximateBacklogSizePerInstance",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 10,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: "notBreaching",
      },
      "Policy sentiment-scale-in": stepPolicy({ metricIntervalUpperBound: "0", scalingAdjustment: -1 }),
      "MetricAlarm sentiment-scale-in": {
        ...queueAlarm,
        alarmDescription: "Scale in: ApproximateBacklogSizePerInstance below 1",
        alarmActions: [policyArn("scale-in")],
        metricName: "ApproximateBacklogSizePerInstance",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: "breaching",
      },
      "Policy sentiment-wake": stepPolicy({ metricIntervalLowerBound: "0", scalingAdjustment: 1 }),
      "MetricAlarm sentiment-wake": {
        ...queueAlarm,
        alarmDescription: "Scale out: requests wait and no instance is there",
        alarmActions: [policyArn("wake")],
        metricName: "HasBacklogWithoutCapacity",
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        treatMissingData: "notBreaching",
      },
      "ScheduledAction sentiment/day": {
        ...target,
        name: "day",
        schedule: "cron(0 8 ? * * *)",
        timezone: "UTC",
        scalableTargetAction: { minCapacity: 1, maxCapacity: 4 },
      },
    });
  });

  it.each([
    [
      "by AWS's name for the metric",
      "invocationsPerInstance" as const,
      { predefinedMetricSpecification: { predefinedMetricType: "SageMakerVariantInvocationsPerInstance" } },
    ],
    [
      "by a metric described in full",
      "gpuUtilization" as const,
      {
        customizedMetricSpecification: {
          namespace: "/aws/sagemaker/Endpoints",
          metricName: "GPUUtilization",
          statistic: "Average",
          dimensions: [
            { name: "EndpointName", value: suffixed },
            { name: "VariantName", value: "AllTraffic" },
          ],
        },
      },
    ],
  ])("tracks a target %s, without alarms of its own", async (_, metric, specification) => {
    const recording = await run(
      {
        ...minimalConfig,
        scaling: {
          kind: "targetTracking",
          metric,
          target: 70,
          scaleInCooldownSeconds: 300,
          scaleOutCooldownSeconds: 60,
          scaleIn: true,
        },
      },
      { actions: [], registered },
    );
    const made = graph(recording);
    expect(Object.keys(made).filter((key) => /Policy sentiment-|MetricAlarm/.test(key))).toEqual([
      "Policy sentiment-target-tracking",
    ]);
    expect(made["Policy sentiment-target-tracking"]).toEqual({
      ...target,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 70,
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
        disableScaleIn: false,
        ...specification,
      },
    });
  });

  it("encrypts the environment of each container when the stack file encrypts something", async () => {
    const secret = { environmentIsSecret: true };
    const pipeline = graph(await run(fullConfig, { actions: [], registered }, secret));
    expect(pipeline["Model sentiment"]).toMatchObject({
      containers: [
        { image: container.image, environment: { secret: { LOG_LEVEL: "info" } } },
        { image: "registry.example.com/classify:2" },
      ],
    });
    const single = graph(await run(minimalConfig, { actions: [], registered }, secret));
    expect(single["Model sentiment"]).toMatchObject({
      primaryContainer: { image: container.image, modelDataUrl: container.dataUrl },
    });
  });

  describe("in the raw form", () => {
    it("tells AWS each schedule exactly as it is written", async () => {
      const made = graph(
        await run(minimalConfig, {
          registered,
          actions: [
            { name: "ScaleOutForPeakTimes", schedule: "cron(0 17 ? * MON-FRI *)", timezone: "UTC", min: 2, max: 5 },
          ],
        }),
      );
      expect(made["ScheduledAction sentiment/ScaleOutForPeakTimes"]).toEqual({
        ...target,
        name: "ScaleOutForPeakTimes",
        schedule: "cron(0 17 ? * MON-FRI *)",
        timezone: "UTC",
        scalableTargetAction: { minCapacity: 2, maxCapacity: 5 },
      });
    });
  });

  describe("for the engine", () => {
    const full = (): Promise<Recording> => run(fullConfig, { registered, actions });

    it("sets on each resource exactly the options that keep it in service", async () => {
      const { resources } = await full();
      const options = resources.map(({ type, name, options: { afterUpdate: _hooks, ...set } }) => [
        `${type.slice(type.lastIndexOf(":") + 1)} ${name}`,
        set,
      ]);
      const deletedFirst = { deleteBeforeReplace: true };
      expect(Object.fromEntries(options)).toEqual({
        "TimetabledEndpoint sentiment": {},
        "Role sentiment": { ignoreChanges: ["path"] },
        "RolePolicy sentiment": { replaceOnChanges: ["policy"] },
        "Model sentiment": {},
        "EndpointConfiguration sentiment": { ignoreChanges: ["productionVariants[*].initialInstanceCount"] },
        "Stash sentiment-shape": { ...deletedFirst, replaceOnChanges: ["input"] },
        "Endpoint sentiment": {},
        "Target sentiment": { ...deletedFirst, ignoreChanges: ["minCapacity", "maxCapacity"] },
        "Policy sentiment-scale-out": deletedFirst,
        "Policy sentiment-scale-in": deletedFirst,
        "MetricAlarm sentiment-scale-out": {},
        "MetricAlarm sentiment-scale-in": {},
        "ScheduledAction sentiment/office": deletedFirst,
      });
    });

    it("compares each resource of AWS with its inputs after an update", async () => {
      const { resources } = await full();
      for (const { type, options } of resources) {
        const hooks = options["afterUpdate"] ?? [];
        const expected = type.startsWith("aws:") ? 1 : 0;
        expect(hooks).toHaveLength(type.endsWith(":Endpoint") ? 2 : expected);
      }
    });

    it("makes the model after what its role may do", async () =>
      expect(resource(await full(), "Model sentiment").after).toContain("RolePolicy sentiment"));

    it("hangs the anchor on the configuration, and the endpoint on the anchor", async () => {
      const recording = await full();
      expect(resource(recording, "Stash sentiment-shape").after).toEqual(["EndpointConfiguration sentiment"]);
      expect(resource(recording, "Endpoint sentiment").after).toEqual([
        "EndpointConfiguration sentiment",
        "Stash sentiment-shape",
      ]);
    });

    it("computes the target's id from the endpoint and the anchor: that deregisters it in time", async () =>
      expect(resource(await full(), "Target sentiment").from).toEqual({
        resourceId: ["Endpoint sentiment", "Stash sentiment-shape"],
      }));

    it("takes the ids of policies and actions from the target", async () => {
      const recording = await full();
      for (const key of ["Policy sentiment-scale-out", "ScheduledAction sentiment/office"]) {
        expect(resource(recording, key).from["resourceId"]).toEqual(["Target sentiment"]);
      }
    });

    it("makes each policy and action wait for the one before it, and for what came before in the component", async () => {
      const recording = await full();
      const rest = ["Target sentiment", "TimetabledEndpoint sentiment"];
      expect(resource(recording, "Policy sentiment-scale-out").after).toEqual(rest);
      expect(resource(recording, "Policy sentiment-scale-in").after).toEqual(["Policy sentiment-scale-out", ...rest]);
      const action = resource(recording, "ScheduledAction sentiment/office");
      expect(action.after).toEqual(["Policy sentiment-scale-in", ...rest]);
    });

    it("replaces an action for which AWS has no room by its alias", async () => {
      const more = Array.from({ length: 200 }, (_, index) => `old${index}`);
      const plan = planManagedEndpoint(
        "sentiment",
        minimalConfig,
        { registered, actions, horizon },
        {},
        { actions: more },
      );
      const recording = await record(() => ({ name: new PlannedEndpoint("sentiment", { plan }).endpointName }));
      expect(resource(recording, "ScheduledAction sentiment/office").options).toMatchObject({
        aliases: ["sentiment/old0"],
        deleteBeforeReplace: true,
      });
    });

    it("puts every part under the component", async () => {
      const [component, ...children] = (await full()).resources;
      expect(component?.parent).toBeUndefined();
      expect(children).toHaveLength(12);
      for (const child of children) expect(child.parent).toBe("TimetabledEndpoint sentiment");
    });

    it("passes the caller's options on", async () => {
      const opts = { protect: true, aliases: [{ name: "mood" }] };
      const recording = await run(minimalConfig, { actions: [], registered }, { opts });
      expect(resource(recording, "TimetabledEndpoint sentiment").options).toEqual({ protect: true, aliases: ["mood"] });
      expect(resource(recording, "Target sentiment").options["protect"]).toBe(true);
    });

    it("asks in a preview for nothing that only AWS knows", async () => {
      const recording = await run(fullConfig, { registered, actions }, { preview: true });
      const made = graph(recording);
      expect(made["Endpoint sentiment"]).toMatchObject({ endpointConfigName: unknown });
      expect(made["Target sentiment"]).toMatchObject({ resourceId: unknown, minCapacity: 1 });
      expect(made["ScheduledAction sentiment/office"]).toMatchObject({
        resourceId: unknown,
        schedule: "cron(0 8 ? * * *)",
      });
      expect(made["MetricAlarm sentiment-scale-in"]).toMatchObject({
        alarmActions: [unknown],
        dimensions: { EndpointName: unknown, VariantName: "blue" },
      });
      expect(Object.keys(made)).toHaveLength(13);
    });
  });

  describe("calls its hooks", () => {
    const endpointHook = (when: string) => `aws:sagemaker/endpoint:Endpoint_sentiment_${when}_0`;
    const targetHook = "aws:appautoscaling/target:Target_sentiment_beforeCreate_0";
    const markerHook = "pulumi:index:Stash_sentiment-scaling_beforeCreate_0";

    /** Hooks that record their calls, and refuse with the text of `refusal`. */
    const runWithHooks = async (refusal?: string) => {
      const calls: unknown[] = [];
      const hook =
        (name: keyof RecoveryHooks) =>
        (...args: readonly unknown[]): Promise<void> => {
          calls.push([name, ...args]);
          return refusal === undefined ? Promise.resolve() : Promise.reject(new Error(refusal));
        };
      const forEndpoint = ({ key }: HookedEndpoint): RecoveryHooks => {
        calls.push(key);
        return {
          canRecover: true,
          beforeEndpointUpdate: hook("beforeEndpointUpdate"),
          afterEndpointUpdate: hook("afterEndpointUpdate"),
          beforeTargetCreate: hook("beforeTargetCreate"),
          beforeMarkerCreate: hook("beforeMarkerCreate"),
          markScalingReady: () => void calls.push("markScalingReady"),
          afterScaling: (...args) => {
            calls.push(["afterScaling", ...args]);
            return Promise.resolve();
          },
          onError: () => Promise.resolve(false),
        };
      };
      const hooks = { forEndpoint };
      return { calls, recording: await run(fullConfig, { actions, registered }, { hooks }) };
    };

    it("before and after the endpoint is updated, with what the engine knows", async () => {
      const { recording, calls } = await runWithHooks();
      const args = { newInputs: { endpointConfigName: "new" }, oldOutputs: { name: suffixed } };
      expect(await recording.callHook(endpointHook("beforeUpdate"), args)).toBeUndefined();
      expect(await recording.callHook(endpointHook("afterUpdate"), args)).toBeUndefined();
      const types = { blue: fullConfig.variant.instanceType };
      expect(calls).toEqual([
        "sentiment",
        "markScalingReady",
        [
          "afterScaling",
          { unit: "instances", resourceId: blueTarget.resourceId },
          expect.objectContaining({ registered }),
        ],
        ["beforeEndpointUpdate", expect.objectContaining(args), types],
        ["afterEndpointUpdate", expect.objectContaining(args)],
      ]);
    });

    it("before the target is created", async () => {
      const { recording, calls } = await runWithHooks();
      const args = { newInputs: { resourceId: "endpoint/x/variant/v" } };
      await recording.callHook(targetHook, args);
      expect(calls.at(-1)).toEqual(["beforeTargetCreate", expect.objectContaining(args)]);
    });

    it("before the ready marker is created, with the names at AWS of what it depends on", async () => {
      const { recording, calls } = await runWithHooks();
      await recording.callHook(markerHook, {});
      const planned = {
        unit: "instances",
        resourceId: blueTarget.resourceId,
        policies: ["sentiment-scale-out-0a1b2c3", "sentiment-scale-in-0a1b2c3"],
        actions: ["office"],
      };
      expect(calls.at(-1)).toEqual(["beforeMarkerCreate", planned]);
    });

    it("and ends the run if one of them throws", async () => {
      const { recording } = await runWithHooks("it is Updating");
      for (const name of [
        ...[endpointHook("beforeUpdate"), endpointHook("afterUpdate")],
        ...[targetHook, markerHook],
      ]) {
        expect(await recording.callHook(name, {})).toBe("it is Updating");
      }
    });

    it("and deletes nothing before the endpoint, and the marker first", async () => {
      const { recording } = await runWithHooks();
      const deletedWith = recording.resources.filter(({ options }) => "deletedWith" in options);
      expect(deletedWith.map(({ name, options }) => [name, options["deletedWith"]])).toEqual(
        ["sentiment", "sentiment-scale-out", "sentiment-scale-in", "sentiment/office"].map((name) => [
          name,
          "TimetabledEndpoint sentiment",
        ]),
      );
      expect(resource(recording, "Stash sentiment-scaling").after).toEqual([
        "Policy sentiment-scale-in",
        "Policy sentiment-scale-out",
        "ScheduledAction sentiment/office",
        "Target sentiment",
      ]);
    });

    it("and without access to AWS, only the one after an update", async () => {
      const recording = await run(minimalConfig, { actions: [], registered });
      const newInputs = { endpointConfigName: "sentiment-new" };
      const newOutputs = { endpointConfigName: "sentiment-old", name: suffixed };
      const call = (when: string) => recording.callHook(endpointHook(when), { newInputs, newOutputs });
      expect(await call("beforeUpdate")).toBeUndefined();
      expect(await call("afterUpdate")).toContain("SageMaker refused the update");
      expect(recording.resources.map(({ name }) => name)).not.toContain("sentiment-scaling");
    });
  });
});

const actions = [{ name: "office", schedule: "cron(0 8 ? * * *)", timezone: "UTC", min: 4, max: 12 }];
const blueTarget = { ...target, resourceId: `endpoint/${suffixed}/variant/blue` };
const invocations = {
  namespace: "AWS/SageMaker",
  metricName: "InvocationsPerInstance",
  statistic: "Sum",
  dimensions: { EndpointName: suffixed, VariantName: "blue" },
  period: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  treatMissingData: "notBreaching",
};

const fullConfig: ManagedEndpointConfig = {
  ...minimalConfig,
  model: {
    containers: [
      { ...container, environment: { LOG_LEVEL: "info" }, hostname: "preprocess" },
      {
        image: "registry.example.com/classify:2",
        dataUrl: "s3://models/classify/",
        compression: "none",
        environment: {},
        registry: {
          access: "vpc",
          credentialsProviderArn: "arn:aws:lambda:eu-central-1:123456789012:function:sign-in",
        },
      },
    ],
    networkIsolation: true,
    vpc: { subnetIds: ["subnet-0a", "subnet-0b"], securityGroupIds: ["sg-0a"] },
  },
  variant: {
    name: "blue",
    instanceType: "ml.g5.xlarge",
    volumeSizeGb: 100,
    routing: "leastOutstandingRequests",
    modelDownloadTimeoutSeconds: 600,
    startupHealthCheckTimeoutSeconds: 300,
  },
  dataCapture: {
    percent: 10,
    destination: "s3://captured/sentiment/",
    capture: ["input", "output"],
    kmsKeyId: "alias/captured",
  },
  deployment: {
    strategy: { type: "canary", size: { type: "percent", value: 10 }, waitSeconds: 300, terminationWaitSeconds: 120 },
    maximumExecutionTimeoutSeconds: 1800,
    rollbackAlarms: ["errors"],
  },
  scaling: stepScalingOf(
    [
      { when: { below: 100 }, change: { percent: -10 } },
      { when: { above: 1200 }, change: { instances: 3 } },
      { when: { above: 600 }, change: { instances: 1 } },
    ],
    { datapointsToAlarm: 2 },
  ),
  tags: { owner: "search" },
};

const asyncConfig: ManagedEndpointConfig = {
  ...minimalConfig,
  model: { ...minimalConfig.model, roleArn: "arn:aws:iam::123456789012:role/own" },
  async: {
    outputPath: "s3://bucket/out/",
    failurePath: "s3://bucket/failed/",
    kmsKeyId: "alias/results",
    maxConcurrentInvocationsPerInstance: 4,
    successTopicArn: "arn:aws:sns:eu-central-1:123456789012:done",
    errorTopicArn: "arn:aws:sns:eu-central-1:123456789012:failed",
  },
  scaling: stepScalingOf(
    [
      { when: { below: 1 }, change: { instances: -1 } },
      { when: { above: 10 }, change: { instances: 1 } },
    ],
    { metric: "backlogPerInstance" },
  ),
};
