import { notScaledCodes } from "../../../src/aws/facts/application-auto-scaling";
import { constantLoad, hour, monday, target, TestAccount } from "../../support/simulated-account";

const busy = { ComparisonOperator: "GreaterThanThreshold", Threshold: 600 };
const oneMore = { Cooldown: 60, StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] };
const idle = { ComparisonOperator: "LessThanThreshold", Threshold: 100 };
const oneLess = { Cooldown: 60, StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }] };

/** Codes of the not scaled activities, oldest first; only those when they are asked for. */
function codes(account: TestAccount): readonly unknown[] {
  const { ScalingActivities } = account.call("application-autoscaling:DescribeScalingActivities", {
    ServiceNamespace: "sagemaker",
    ResourceId: target.ResourceId,
    IncludeNotScaledActivities: true,
  });
  const all: readonly unknown[] = Array.isArray(ScalingActivities) ? ScalingActivities : [];
  return all.toReversed().flatMap((each) => {
    const { NotScaledReasons: reasons } = each as { NotScaledReasons?: readonly unknown[] };
    return reasons ?? [];
  });
}

describe("a policy that does not get what it asks for", () => {
  it("leaves a note once that the target is at its max already", () => {
    const account = TestAccount.at(monday, constantLoad(20_000)).serving().register(1, 2);
    account.stepPolicy("out", busy, oneMore);
    account.run(2 * hour);
    const found = codes(account);
    expect(found.at(-1)).toEqual({ Code: "AlreadyAtMaxCapacity", MaxCapacity: 2 });
    expect(found.filter((each) => JSON.stringify(each).includes("AtMax"))).toHaveLength(1);
  });

  it("leaves a note that the target is at its min already", () => {
    const account = TestAccount.at(monday).serving(2).register(2, 6);
    account.stepPolicy("in", idle, oneLess);
    account.run(hour);
    expect(codes(account)).toEqual([{ Code: "AlreadyAtMinCapacity", MinCapacity: 2 }]);
  });

  it("leaves a note that the endpoint could not be scaled", () => {
    const account = TestAccount.at(monday, constantLoad(20_000)).serving().register(1, 9);
    account.stepPolicy("out", busy, oneMore);
    account.run(hour);
    expect(codes(account)).toContainEqual({ Code: "TargetServicePutResourceAsUnscalable" });
  });

  it("is listed only on request, and with a code that AWS has", () => {
    const account = TestAccount.at(monday).serving(2).register(2, 6);
    account.stepPolicy("in", idle, oneLess);
    account.run(hour);
    const { ScalingActivities } = account.call("application-autoscaling:DescribeScalingActivities", {
      ServiceNamespace: "sagemaker",
    });
    expect(ScalingActivities).toEqual([]);
    expect(account.state.activities.map(({ notScaled }) => notScaled?.code)).toEqual([notScaledCodes[3]]);
  });
});
