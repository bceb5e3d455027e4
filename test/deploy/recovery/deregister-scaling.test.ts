import {
  deregisterAndRetry,
  deregisterBeforeUpdate,
  deregisterScaling,
  type InstanceTypes,
  tagScalableTarget,
} from "../../../src/deploy/recovery/deregister-scaling";
import { formatRestoreMessage, restoreScaling } from "../../../src/deploy/recovery/restore-scaling";
import { type ScalingSnapshots, snapshotScaling } from "../../../src/deploy/recovery/scaling-snapshot";
import { injectError } from "../../../src/simulator/aws/injected-failures";
import { serveAccount, type ServedAccount } from "../../support/served-account";
import { hour, monday, target, TestAccount } from "../../support/simulated-account";

const officeHours = "cron(0 8 ? * MON-FRI *)";
const alarm = {
  AlarmDescription: "much to do",
  ActionsEnabled: true,
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 60,
  DatapointsToAlarm: 1,
  TreatMissingData: "missing",
  OKActions: ["arn:aws:sns:eu-central-1:123456789012:ok"],
};
const resourceId = "endpoint/e/variant/v";
const scaled = { unit: "instances", resourceId } as const;
const variants = { endpointName: "e", toKey: () => "mood" };
const evening = "cron(0 18 ? * * *)";

describe("what scales an endpoint, during a change of its instance type", () => {
  let account: TestAccount;
  let served: ServedAccount;
  let snapshots: ScalingSnapshots;

  beforeEach(async () => {
    account = TestAccount.at(monday + 7 * hour)
      .serving(2)
      .register(1, 3);
    account.action("office", officeHours, 2, 6);
    account.action("evening", evening, 1, 3);
    account.call("application-autoscaling:PutScalingPolicy", {
      ...target,
      PolicyName: "tracking",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
        ScaleInCooldown: 120,
      },
    });
    account.stepPolicy("step", alarm, { StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] });
    account.call("application-autoscaling:RegisterScalableTarget", {
      ...target,
      SuspendedState: { DynamicScalingInSuspended: true },
    });
    served = await serveAccount(account);
    snapshots = new Map();
  });
  afterEach(() => served.close());

  const scaling = () => {
    const { targets, actions, policies } = account.state;
    return {
      suspended: Object.values(targets).map(({ suspended }) => suspended),
      limits: account.limits,
      actions: Object.values(actions).map(({ name, schedule, timezone, min, max }) =>
        [name, schedule, timezone, min, max].join(" "),
      ),
      policies: Object.values(policies)
        .map(({ name, tracking, step }) => ({ name, tracking, step }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    };
  };
  const minutes = () => Math.floor(account.state.nowSeconds / 60);
  const again = () => restoreScaling(served.aws, snapshots.get("mood")!, minutes());

  it("is restored as it was, with the limits that its actions would have set by now", async () => {
    const before = scaling();
    expect(before.limits).toEqual({ min: 1, max: 3 });
    expect(await deregisterScaling(served.aws, "mood", scaled, snapshots)).toEqual({ found: true });
    expect(scaling()).toMatchObject({ suspended: [], limits: undefined, actions: [], policies: [] });
    account.run(2 * hour);
    const done = await again();
    expect(done).toEqual({ limits: { min: 2, max: 6 }, actions: 2, policies: 2 });
    expect(scaling()).toEqual({ ...before, limits: { min: 2, max: 6 } });
    expect(formatRestoreMessage(done)).toEqual([
      "its target, 2 scheduled actions and 2 scaling policies are registered again as they were, now with min 2 and max 6",
    ]);
  });

  it("leaves policies out of the message if there were none", () => {
    const limits = { min: 0, max: 1 };
    expect(formatRestoreMessage({ limits, actions: 1, policies: 0 })).toEqual([
      "its target and 1 scheduled action are registered again as they were, now with min 0 and max 1",
    ]);
  });

  it("keeps its alarms, which call the new policy and are otherwise as they were", async () => {
    const { input } = account.state.alarms["step"]!;
    const old = Object.values(account.state.policies).map(({ arn }) => arn);
    expect(old).toContain(input.AlarmActions?.[0]);
    await deregisterScaling(served.aws, "mood", scaled, snapshots);
    await again();
    const { arn = "" } = Object.values(account.state.policies).find(({ step }) => step) ?? {};
    expect(old).not.toContain(arn);
    expect(account.state.alarms["step"]?.input).toEqual({ ...input, AlarmActions: [arn] });
  });

  const makeRoom = (types: InstanceTypes) => deregisterBeforeUpdate(served.aws, variants, types, snapshots);

  it("is deregistered for another instance type or variant, and for nothing else", async () => {
    const type = account.endpoint.variants[0]!.instanceType!;
    expect(await makeRoom({ v: type })).toEqual({ found: false });
    expect(account.limits).toEqual({ min: 1, max: 3 });
    expect(await makeRoom({ v: "ml.c7i.large" })).toEqual({ found: true });
    expect(account.limits).toBeUndefined();
    await again();
    expect(await makeRoom({ w: type })).toEqual({ found: true });
    // The snapshot stays when nothing is registered any more.
    expect(await makeRoom({ w: type })).toEqual({ found: false });
    expect((await again()).actions).toBe(2);
  });

  it("is left alone if only another variant changes or goes", async () => {
    const second = "endpoint/e/variant/w";
    const [first] = account.state.endpoints["e"]!.variants;
    const config = (name: string): void => {
      account.call("sagemaker:CreateEndpointConfig", {
        EndpointConfigName: name,
        ProductionVariants: [
          { VariantName: "v", ModelName: "m", InstanceType: first!.instanceType!, InitialInstanceCount: 2 },
          { VariantName: "w", ModelName: "m", InstanceType: "ml.c5.large", InitialInstanceCount: 1 },
        ],
      });
    };
    config("both");
    account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "both" });
    account.run(hour);
    const registerSecond = () =>
      account.call("application-autoscaling:RegisterScalableTarget", {
        ...target,
        ResourceId: second,
        MinCapacity: 1,
        MaxCapacity: 1,
      });
    const registered = () => Object.values(account.state.targets).map((each) => each.resourceId);
    const toKey = (id: string) => (id === second ? "canary" : "mood");
    const types = { v: first!.instanceType! };
    for (const next of [types, { ...types, w: "ml.c5.2xlarge" }]) {
      registerSecond();
      const done = await deregisterBeforeUpdate(served.aws, { endpointName: "e", toKey }, next, snapshots);
      expect(done).toEqual({ found: true });
      expect([registered(), [...snapshots.keys()]]).toEqual([[resourceId], ["canary"]]);
    }
  });

  it("is deregistered if the configuration in service is deleted, not if it may not be read", async () => {
    let slept = 0;
    const sleep = (seconds: number) => {
      account.run(seconds);
      slept += seconds;
      return Promise.resolve();
    };
    const wait = { sleep, log: () => undefined };
    const unknown = (...targetArns: readonly string[]) =>
      deregisterAndRetry(served.aws, { ...variants, targetArns }, snapshots, wait);
    const error = { code: "AccessDeniedException", message: "not for you" };
    const operation = "sagemaker:DescribeEndpointConfig";
    account.state = injectError(account.state, { operation, error });
    expect(await unknown()).toEqual({ found: false });
    account.call("sagemaker:DeleteEndpointConfig", { EndpointConfigName: account.endpoint.configName });
    expect(await makeRoom({ v: "ml.c7i.large" })).toEqual({ found: false });
    account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
      EndpointName: "e",
      DesiredWeightsAndCapacities: [{ VariantName: "v", DesiredInstanceCount: 3 }],
    });
    expect(await unknown()).toEqual({ found: true });
    expect(slept).toBeGreaterThan(0);
    expect(account.limits).toBeDefined();
    // No run creates the target of the state again.
    const [own] = Object.values(account.state.targets).map(({ arn }) => arn);
    expect(await unknown(own!)).toEqual({ found: false });
    expect(account.limits).toBeDefined();
    expect(await unknown("arn of one before")).toEqual({ found: true });
    expect(account.limits).toBeUndefined();
  });

  it("is tagged if it is already registered: another registration may not do that", async () => {
    const tags = () => Object.values(account.state.targets).map((target) => target.tags);
    expect(await tagScalableTarget(served.aws, scaled, { team: "ads" })).toEqual({ found: true });
    expect(tags()).toEqual([{ team: "ads" }]);
    account.register(2, 5);
    expect(tags()).toEqual([{ team: "ads" }]);
    expect(await tagScalableTarget(served.aws, scaled, {})).toEqual({ found: true });
    await deregisterScaling(served.aws, "mood", scaled, snapshots);
    expect(await tagScalableTarget(served.aws, scaled, { team: "ads" })).toEqual({ found: false });
  });

  it("is restored beside a registered target: what is missing, and nothing over what exists", async () => {
    const before = scaling();
    await deregisterScaling(served.aws, "mood", scaled, snapshots);
    account.register(2, 5);
    account.action("evening", "cron(0 21 * * ? *)", 0, 1);
    const left: ScalingSnapshots = new Map();
    await snapshotScaling(served.aws, "mood", scaled, left);
    const done = await restoreScaling(served.aws, snapshots.get("mood")!, minutes(), left.get("mood"));
    expect(formatRestoreMessage(done)).toEqual([
      "1 scheduled action and 2 scaling policies are registered again as they were",
    ]);
    const { limits, actions, policies } = scaling();
    expect({ limits, policies }).toEqual({ limits: { min: 2, max: 5 }, policies: before.policies });
    expect(actions).toHaveLength(2);
    expect(actions).toContain("evening cron(0 21 * * ? *) UTC 0 1");
    await snapshotScaling(served.aws, "mood", scaled, left);
    const more = await restoreScaling(served.aws, snapshots.get("mood")!, minutes(), left.get("mood"));
    expect(formatRestoreMessage(more)).toEqual([]);
  });

  it("says what AWS refused, and tries the rest", async () => {
    await deregisterScaling(served.aws, "mood", scaled, snapshots);
    const error = { code: "AccessDeniedException", message: "not for you" };
    const operation = "application-autoscaling:PutScheduledAction";
    account.state = injectError(account.state, { operation, error });
    const done = await again();
    expect(scaling()).toMatchObject({
      actions: [expect.stringContaining("evening")],
      policies: [{ name: "step" }, { name: "tracking" }],
    });
    expect(formatRestoreMessage(done)).toEqual([
      "its target and scheduled actions are not registered again as they were: application-autoscaling:PutScheduledAction is not permitted: not for you",
      "until the next complete pulumi up the endpoint is off its timetable: run it soon",
    ]);
  });

  it("tries nothing more if AWS refuses the target", async () => {
    await deregisterScaling(served.aws, "mood", scaled, snapshots);
    const error = { code: "AccessDeniedException", message: "not for you" };
    const operation = "application-autoscaling:RegisterScalableTarget";
    account.state = injectError(account.state, { operation, error });
    const calls = account.state.log.length;
    expect((await again()).failure?.operation).toBe(operation);
    expect(account.state.log).toHaveLength(calls + 1);
  });

  it("stays if the endpoint does not exist, or AWS does not show it", async () => {
    expect(
      await deregisterScaling(served.aws, "mood", { ...scaled, resourceId: "endpoint/other/variant/v" }, snapshots),
    ).toEqual({ found: false });
    const error = { code: "AccessDeniedException", message: "not for you" };
    const operation = "application-autoscaling:DescribeScheduledActions";
    account.state = injectError(account.state, { operation, error });
    expect(await deregisterScaling(served.aws, "mood", scaled, snapshots)).toMatchObject({
      failure: { kind: "denied", operation },
    });
    expect(account.limits).toEqual({ min: 1, max: 3 });
    expect(snapshots.size).toBe(0);
  });
});
