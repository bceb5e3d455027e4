import type { AwsState } from "../../../src/simulator/aws/account-state";
import { constantLoad, hour, minute, monday, target, TestAccount } from "../../support/simulated-account";

const above = { ComparisonOperator: "GreaterThanThreshold", Threshold: 600 };
const below = { ComparisonOperator: "LessThanThreshold", Threshold: 100 };
const out = (ScalingAdjustment: number, Cooldown = 300) => ({
  Cooldown,
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment }],
});
const inwards = (ScalingAdjustment: number, Cooldown = 300) => ({
  Cooldown,
  StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment }],
});

/** Each count that was asked for, in order. */
function desiredCounts(account: TestAccount, seconds: number): readonly number[] {
  const counts = [account.counts.desired];
  account.run(seconds, (state: AwsState) => {
    const { desired } = state.endpoints["e"]!.variants[0]!;
    if (desired !== counts.at(-1)) counts.push(desired);
  });
  return counts;
}

describe("a step scaling policy", () => {
  it("adds instances until the load by instance is below the threshold", () => {
    const account = TestAccount.at(monday, constantLoad(2000)).serving().register(1, 10);
    account.stepPolicy("out", above, out(1));
    expect(desiredCounts(account, 2 * hour)).toEqual([1, 2, 3, 4]);
  });

  it("stays within the target's limits", () => {
    const account = TestAccount.at(monday, constantLoad(20_000)).serving().register(1, 5);
    account.stepPolicy("out", above, out(3));
    expect(desiredCounts(account, 2 * hour)).toEqual([1, 4, 5]);
    const idle = TestAccount.at(monday).serving(6).register(2, 6);
    idle.stepPolicy("in", below, inwards(-3));
    expect(desiredCounts(idle, 2 * hour)).toEqual([6, 3, 2]);
  });

  it("takes the step that the breach falls into", () => {
    const account = TestAccount.at(monday, constantLoad(2500)).serving().register(1, 20);
    account.stepPolicy("out", above, {
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 1000, ScalingAdjustment: 1 },
        { MetricIntervalLowerBound: 1000, ScalingAdjustment: 5 },
      ],
    });
    expect(desiredCounts(account, hour)).toEqual([1, 6]);
  });

  it("counts what it has added in the cooldown as part of the next step", () => {
    // Counted from one instance, as before the cooldown, the same step asks for no more than is there.
    const account = TestAccount.at(monday, constantLoad(20_000)).serving().register(1, 50);
    account.stepPolicy("out", above, out(2, 3600));
    expect(desiredCounts(account, 50 * minute)).toEqual([1, 3]);
    expect(desiredCounts(account, hour)).toEqual([3, 5]);
  });

  it("waits for the end of the cooldown before it takes more away", () => {
    const account = TestAccount.at(monday).serving(6).register(1, 6);
    account.stepPolicy("in", below, inwards(-1, 1800));
    const removed: number[] = [];
    account.run(3 * hour, (state) => {
      const { transition, modifiedAt } = state.endpoints["e"]!;
      if (transition?.kind === "scaling" && removed.at(-1) !== transition.endsAt) {
        removed.push(transition.endsAt);
      }
      expect(modifiedAt).toBeLessThanOrEqual(state.nowSeconds);
    });
    const gaps = removed.slice(1).map((at, index) => at - removed[index]!);
    expect(gaps.length).toBeGreaterThan(2);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1800);
  });

  it("scales out at once in the cooldown of a scale-in", () => {
    const account = TestAccount.at(monday).serving(6).register(1, 6);
    account.stepPolicy("in", below, inwards(-4, 7200));
    account.stepPolicy("out", above, out(1));
    account.run(10 * minute);
    expect(account.counts.desired).toBe(2);
    const { load } = constantLoad(3000);
    account.state = { ...account.state, world: { ...account.state.world, load: load! } };
    account.run(4 * minute);
    expect(account.counts.desired).toBe(3);
  });

  it("lets the largest count decide when several act at once", () => {
    const account = TestAccount.at(monday, constantLoad(2000)).serving(2).register(1, 20);
    account.stepPolicy("one", above, out(1));
    account.stepPolicy("four", above, out(4));
    expect(desiredCounts(account, 10 * minute)).toEqual([2, 6]);
  });

  it("does nothing in a direction that is suspended", () => {
    const account = TestAccount.at(monday, constantLoad(2000)).serving().register(1, 10);
    account.call("application-autoscaling:RegisterScalableTarget", {
      ...target,
      SuspendedState: { DynamicScalingOutSuspended: true },
    });
    account.stepPolicy("out", above, out(1));
    expect(desiredCounts(account, hour)).toEqual([1]);
  });

  it("is called by no alarm that names a policy which was made anew", () => {
    const account = TestAccount.at(monday, constantLoad(2000)).serving().register(1, 10);
    account.stepPolicy("out", above, out(1));
    account.call("application-autoscaling:DeregisterScalableTarget", target);
    account.register(1, 10);
    account.call("application-autoscaling:PutScalingPolicy", {
      ...target,
      PolicyName: "out",
      StepScalingPolicyConfiguration: { AdjustmentType: "ChangeInCapacity", ...out(1) },
    });
    expect(desiredCounts(account, hour)).toEqual([1]);
  });
});

describe("a target tracking policy", () => {
  const track = (account: TestAccount, more: object = {}): void => {
    account.call("application-autoscaling:PutScalingPolicy", {
      ...target,
      PolicyName: "track",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 500,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
        ScaleOutCooldown: 60,
        ScaleInCooldown: 60,
        ...more,
      },
    });
  };

  it("goes to the count that brings the metric to its target", () => {
    const account = TestAccount.at(monday, constantLoad(2900)).serving().register(1, 20);
    track(account);
    expect(desiredCounts(account, 2 * hour)).toEqual([1, 6]);
  });

  it("scales in after a longer time, unless that is disabled", () => {
    const account = TestAccount.at(monday, constantLoad(900)).serving(8).register(1, 20);
    track(account);
    account.run(10 * minute);
    expect(account.counts.desired).toBe(8);
    account.run(hour);
    expect(account.counts.desired).toBe(2);

    const held = TestAccount.at(monday, constantLoad(900)).serving(8).register(1, 20);
    track(held, { DisableScaleIn: true });
    held.run(2 * hour);
    expect(held.counts.desired).toBe(8);
  });
});

describe("an asynchronous endpoint", () => {
  it("collects requests while no instance runs, and is woken by them", () => {
    const AsyncInferenceConfig = { OutputConfig: { S3OutputPath: "s3://b/o" } };
    const account = TestAccount.at(monday).serving(1, { AsyncInferenceConfig }).register(0, 3);
    account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
      EndpointName: "e",
      DesiredWeightsAndCapacities: [{ VariantName: "v", DesiredInstanceCount: 0 }],
    });
    account.run(5 * minute);
    expect(account.counts.current).toBe(0);
    const { load } = constantLoad(10);
    account.state = { ...account.state, world: { ...account.state.world, load: load! } };
    account.stepPolicy(
      "wake",
      {
        MetricName: "HasBacklogWithoutCapacity",
        Dimensions: [{ Name: "EndpointName", Value: "e" }],
        Statistic: "Average",
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Threshold: 1,
      },
      out(1),
    );
    account.run(20 * minute);
    expect(account.counts.current).toBe(1);
    expect(account.endpoint.backlog).toBe(0);
  });
});
