import * as pulumi from "@pulumi/pulumi";
import type { ManagedEndpointConfig } from "../../../src/config/schema/stack-config";
import type { DeploymentHooks, NewTarget } from "../../../src/deploy/recovery/recovery-hooks";
import { TimetabledEndpoint } from "../../../src/deploy/resources/timetabled-endpoint";
import { planManagedEndpoint } from "../../../src/plan/endpoint/endpoint-plan";
import type { ScalingNames } from "../../../src/plan/endpoint/scaling-plan";
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
    readonly atAws?: DeploymentHooks;
  } = {},
): Promise<Recording> => {
  const plan = planManagedEndpoint("sentiment", config, { ...schedule, horizon }, stackTags);
  return record(() => {
    const { environmentIsSecret = false, atAws, opts } = options;
    const made = new TimetabledEndpoint(
      "sentiment",
      { plan, environmentIsSecret, hooks: atAws },
      opts,
    );
    return { name: made.endpointName, arn: made.endpointArn };
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
    },
  ],
};

const registered = { min: 1, max: 2 };

describe("TimetabledEndpoint", () => {
  it("protects the endpoint where the stack file says so, and nothing that an update has to replace", async () => {
    const config = { ...minimalConfig, protect: true };
    const { resources } = await run(config, { actions: [], registered });
    const isProtected = resources.filter(({ options }) => options["protect"] === true);
    expect(isProtected.map(({ type }) => type)).toEqual(["aws:sagemaker/endpoint:Endpoint"]);
  });

  it("makes of the shortest endpoint a role, a model, a configuration, an endpoint and a target", async () => {
    const recording = await run(minimalConfig, { actions: [], registered });
    const { "RolePolicy sentiment": policy, ...rest } = graph(recording);
    expect(rest).toEqual({
      "TimetabledEndpoint sentiment": {},
      "Role sentiment": {
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
          {
            variantName: "AllTraffic",
            modelName: suffixed,
            instanceType: "ml.g5.xlarge",
            initialInstanceCount: 1,
          },
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
          Action: [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
          ],
          Resource: ["arn:aws:ecr:eu-central-1:123456789012:repository/sentiment"],
        },
        {
          Sid: "SignInToRegistry",
          Effect: "Allow",
          Action: ["ecr:GetAuthorizationToken"],
          Resource: ["*"],
        },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
          ],
          Resource: ["arn:aws:logs:*:*:log-group:/aws/sagemaker/Endpoints/sentiment-*"],
        },
        {
          Sid: "WriteMetrics",
          Effect: "Allow",
          Action: ["cloudwatch:PutMetricData"],
          Resource: ["*"],
          Condition: {
            StringEquals: {
              "cloudwatch:namespace": ["/aws/sagemaker/Endpoints", "AWS/SageMaker"],
            },
          },
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
        {
          name: "office",
          schedule: "cron(0/15 8-17 ? * MON-FRI *)",
          timezone: "Europe/Berlin",
          min: 4,
          max: 12,
        },
        {
          name: "baseline",
          schedule: "cron(0/15 18 ? * MON-FRI *)",
          timezone: "Europe/Berlin",
          min: 1,
          max: 2,
        },
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
          { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/classify:2" },
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
            {
              metricIntervalLowerBound: "0",
              metricIntervalUpperBound: "600",
              scalingAdjustment: 1,
            },
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
          {
            variantName: "AllTraffic",
            modelName: suffixed,
            instanceType: "ml.g5.xlarge",
            initialInstanceCount: 1,
          },
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
      "Policy sentiment-scale-out": stepPolicy({
        metricIntervalLowerBound: "0",
        scalingAdjustment: 1,
      }),
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
      "Policy sentiment-scale-in": stepPolicy({
        metricIntervalUpperBound: "0",
        scalingAdjustment: -1,
      }),
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
      {
        predefinedMetricSpecification: {
          predefinedMetricType: "SageMakerVariantInvocationsPerInstance",
        },
      },
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
        { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/classify:2" },
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
            {
              name: "ScaleOutForPeakTimes",
              schedule: "cron(0 17 ? * MON-FRI *)",
              timezone: "UTC",
              min: 2,
              max: 5,
            },
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
      const options = resources.map(({ type, name, options: set }) => [
        `${type.slice(type.lastIndexOf(":") + 1)} ${name}`,
        set,
      ]);
      const deletedFirst = { deleteBeforeReplace: true };
      expect(Object.fromEntries(options)).toEqual({
        "TimetabledEndpoint sentiment": {},
        "Role sentiment": {},
        "RolePolicy sentiment": { replaceOnChanges: ["policy"] },
        "Model sentiment": {},
        "EndpointConfiguration sentiment": {
          ignoreChanges: ["productionVariants[*].initialInstanceCount"],
        },
        "Stash sentiment-shape": { ...deletedFirst, replaceOnChanges: ["input"] },
        "Endpoint sentiment": {
          afterUpdate: ["aws:sagemaker/endpoint:Endpoint_sentiment_afterUpdate_0"],
        },
        "Target sentiment": { ...deletedFirst, ignoreChanges: ["minCapacity", "maxCapacity"] },
        "Policy sentiment-scale-out": deletedFirst,
        "Policy sentiment-scale-in": deletedFirst,
        "MetricAlarm sentiment-scale-out": {},
        "MetricAlarm sentiment-scale-in": {},
        "ScheduledAction sentiment/office": {
          ...deletedFirst,
          afterUpdate: [
            "aws:appautoscaling/scheduledAction:ScheduledAction_sentiment/office_afterUpdate_0",
          ],
        },
      });
    });

    it("makes the model after what its role may do", async () =>
      expect(resource(await full(), "Model sentiment").after).toContain("RolePolicy sentiment"));

    it("hangs the anchor on the configuration, and the endpoint on the anchor", async () => {
      const recording = await full();
      expect(resource(recording, "Stash sentiment-shape").after).toEqual([
        "EndpointConfiguration sentiment",
      ]);
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

    it("puts every part under the component", async () => {
      const [component, ...children] = (await full()).resources;
      expect(component?.parent).toBeUndefined();
      expect(children).toHaveLength(12);
      for (const child of children) expect(child.parent).toBe("TimetabledEndpoint sentiment");
    });

    it("passes the caller's options on", async () => {
      const opts = { protect: true, aliases: [{ name: "mood" }] };
      const recording = await run(minimalConfig, { actions: [], registered }, { opts });
      expect(resource(recording, "TimetabledEndpoint sentiment").options).toEqual({
        protect: true,
        aliases: ["mood"],
      });
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

  describe("after an update", () => {
    const afterUpdate = "aws:sagemaker/endpoint:Endpoint_sentiment_afterUpdate_0";
    const hookSays = async (
      live: string,
      options: { readonly atAws?: DeploymentHooks } = {},
    ): Promise<string | undefined> => {
      const recording = await run(minimalConfig, { actions: [], registered }, options);
      return recording.callHook(afterUpdate, {
        newInputs: { endpointConfigName: "sentiment-new" },
        newOutputs: { endpointConfigName: live, name: suffixed },
      });
    };

    it("fails the run when SageMaker has gone back to the old configuration", async () =>
      expect(await hookSays("sentiment-old")).toBe(
        `endpoint ${suffixed} serves configuration sentiment-old and not sentiment-new: SageMaker has refused the update or rolled it back
nothing was deleted; the old configuration stays in service
reason: aws sagemaker describe-endpoint --endpoint-name ${suffixed} --query FailureReason
fix: correct the model or the deployment, then run pulumi up again`,
      ));

    it("says SageMaker's own reason where AWS may be read", async () => {
      const reasons: Readonly<Record<string, string>> = { [suffixed]: "the ping failed" };
      const failureReason = (name: string) => Promise.resolve(reasons[name]);
      const whyBusy = () => Promise.resolve(undefined);
      const readCreationFailure = whyBusy;
      const said = await hookSays("sentiment-old", {
        atAws: {
          readFailureReason: failureReason,
          waitUntilUpdatable: whyBusy,
          readCreationFailure: readCreationFailure,
        },
      });
      expect(said).toContain("\nreason: the ping failed\n");
    });

    it("fails the run on an endpoint that could not be created, so that the one it replaces stays", async () => {
      const none = () => Promise.resolve(undefined);
      const readCreationFailure = (name: string) => Promise.resolve(`no capacity for ${name}`);
      const atAws = { readFailureReason: none, waitUntilUpdatable: none, readCreationFailure };
      expect(await hookSays("sentiment-new", { atAws }))
        .toBe(`endpoint ${suffixed} could not be created and serves nothing
nothing was deleted; an endpoint that it was to replace stays in service
reason: no capacity for ${suffixed}
fix: aws sagemaker delete-endpoint --endpoint-name ${suffixed}, then pulumi up --refresh, which makes it anew`);
    });

    it("agrees when the endpoint serves what was asked for", async () =>
      expect(await hookSays("sentiment-new")).toBeUndefined());
  });

  describe("before an update", () => {
    const beforeUpdate = "aws:sagemaker/endpoint:Endpoint_sentiment_beforeUpdate_0";
    const deploymentConfig = (size: number) => ({ rollingUpdatePolicy: { size } });
    const hookSays = async (
      asked: string,
      {
        sizes = [1, 1],
        isBusy = true,
        before = {},
      }: { readonly sizes?: number[]; readonly isBusy?: boolean; readonly before?: object } = {},
    ): Promise<readonly (string | undefined)[]> => {
      const askedFor: string[] = [];
      const atAws = {
        readFailureReason: () => Promise.resolve(undefined),
        readCreationFailure: () => Promise.resolve(undefined),
        waitUntilUpdatable: (name: string) => {
          askedFor.push(name);
          return Promise.resolve(isBusy ? "endpoint is Updating" : undefined);
        },
      };
      const recording = await run(minimalConfig, { actions: [], registered }, { atAws });
      const said = await recording.callHook(beforeUpdate, {
        newInputs: {
          endpointConfigName: asked,
          deploymentConfig: deploymentConfig(sizes[0]!),
          tags: { team: "ads" },
        },
        oldInputs: {
          deploymentConfig: deploymentConfig(sizes[1]!),
          tags: { team: "search" },
          ...before,
        },
        oldOutputs: { endpointConfigName: "sentiment-old", name: suffixed },
      });
      return [said, ...askedFor];
    };

    it("fails the run when the endpoint does not become ready for it", async () =>
      expect(await hookSays("sentiment-new")).toEqual([
        `endpoint is Updating
the update was not begun; the old configuration stays in service
fix: run pulumi up again when the endpoint is InService`,
        suffixed,
      ]));

    it("agrees when it is ready", async () =>
      expect(await hookSays("sentiment-new", { isBusy: false })).toEqual([undefined, suffixed]));

    it("waits before another strategy, too, and not where only tags change", async () => {
      expect(await hookSays("sentiment-old", { sizes: [2, 1] })).toHaveLength(2);
      expect(await hookSays("sentiment-old")).toEqual([undefined]);
    });

    /** What is done at AWS about the scaling, and what the hook says. */
    const withScaling = async (
      asked: string,
      { blocked, busy }: { readonly blocked?: string; readonly busy?: string } = {},
    ) => {
      const done: unknown[] = [];
      const atAws = {
        readFailureReason: () => Promise.resolve(undefined),
        readCreationFailure: () => Promise.resolve(undefined),
        waitUntilUpdatable: () => Promise.resolve(busy),
        scaling: {
          deregisterBeforeUpdate: (...args: unknown[]) => {
            done.push(args);
            return Promise.resolve(blocked);
          },
          prepareTarget: (_: string, target: NewTarget) =>
            Promise.resolve(`${JSON.stringify(target)} is still there`),
          deleteLeftoverScaling: (_: string, meant: ScalingNames) =>
            Promise.resolve({ left: JSON.stringify(meant) }),
          markScalingReady: () => undefined,
          deregisterAndRetry: () => Promise.resolve(false),
          waitUntilIdle: () => Promise.resolve(false),
          restoreScaling: (name: string) => Promise.resolve([`${name} is scaled again`]),
        },
      };
      const recording = await run(fullConfig, { actions, registered }, { atAws });
      const said = await recording.callHook(beforeUpdate, {
        newInputs: { endpointConfigName: asked },
        oldInputs: {},
        oldOutputs: { endpointConfigName: "sentiment-old", name: suffixed },
      });
      return { said, done, recording };
    };

    it("takes away what a failed run has registered again, and not for an update that is only repeated", async () => {
      const way = [["sentiment", { blue: fullConfig.variant.instanceType }]];
      expect(await withScaling("sentiment-new")).toMatchObject({ said: undefined, done: way });
      expect(await withScaling("sentiment-old")).toMatchObject({ said: undefined, done: [] });
    });

    it.each([{ busy: "it is Updating" }, { blocked: "it cannot be taken away" }])(
      "keeps the endpoint scaled where the update is not begun: %j",
      async (why) =>
        expect((await withScaling("sentiment-new", why)).said).toBe(
          `${Object.values(why)[0]}
the update was not begun; the old configuration stays in service
sentiment is scaled again
fix: run pulumi up again when the endpoint is InService`,
        ),
    );

    it("makes no target beside one that could not be taken away", async () => {
      const { recording } = await withScaling("sentiment-new");
      const hook = "aws:appautoscaling/target:Target_sentiment_beforeCreate_0";
      const resourceId = "endpoint/x/variant/v";
      const said = (newInputs: Readonly<Record<string, unknown>>) =>
        recording.callHook(hook, { newInputs });
      const tags = { team: "ads" };
      const ofProvider = { resourceId, tags, tagsAll: { from: "provider", ...tags } };
      const clear = (target: object) => `${JSON.stringify(target)} is still there`;
      expect(await said({ resourceId })).toBe(clear({ resourceId, tags: {} }));
      expect(await said({ resourceId, tags })).toBe(clear({ resourceId, tags }));
      expect(await said(ofProvider)).toBe(clear({ resourceId, tags: ofProvider.tagsAll }));
    });

    it("deletes nothing before the endpoint, and marks first what it drops from the state", async () => {
      const { recording } = await withScaling("sentiment-new");
      const ending = recording.resources.filter(({ options }) => "deletedWith" in options);
      expect(ending.map(({ name, options }) => [name, options["deletedWith"]])).toEqual(
        ["sentiment", "sentiment-scale-in", "sentiment-scale-out", "sentiment/office"].map(
          (name) => [name, "TimetabledEndpoint sentiment"],
        ),
      );
      expect(resource(recording, "Stash sentiment-scaling").after).toEqual([
        "Policy sentiment-scale-in",
        "Policy sentiment-scale-out",
        "ScheduledAction sentiment/office",
        "Target sentiment",
      ]);
    });

    it("makes no mark where something else is on the target", async () => {
      const { recording } = await withScaling("sentiment-new");
      expect(
        await recording.callHook("pulumi:index:Stash_sentiment-scaling_beforeCreate_0", {}),
      ).toBe(
        JSON.stringify({
          resourceId: blueTarget.resourceId,
          policies: ["sentiment-scale-out-0a1b2c3", "sentiment-scale-in-0a1b2c3"],
          actions: ["office"],
        }),
      );
    });

    it("waits when an update that failed is repeated, so that what became of it is read at rest", async () =>
      expect(await hookSays("sentiment-old", { before: { tags: { team: "ads" } } })).toHaveLength(
        2,
      ));

    it("waits for nothing where AWS may not be read", async () => {
      const recording = await run(minimalConfig, { actions: [], registered });
      const newInputs = { endpointConfigName: "sentiment-new" };
      expect(await recording.callHook(beforeUpdate, { newInputs })).toBeUndefined();
    });
  });
});

const actions = [
  { name: "office", schedule: "cron(0 8 ? * * *)", timezone: "UTC", min: 4, max: 12 },
];
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
        image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/classify:2",
        environment: {},
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
    strategy: {
      type: "canary",
      size: { type: "percent", value: 10 },
      waitSeconds: 300,
      terminationWaitSeconds: 120,
    },
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
