import { minute, monday, target, TestAccount } from "../../support/simulated-account";

const api = "application-autoscaling";

describe("RegisterScalableTarget", () => {
  it.each([
    [1, 3, 5, 3],
    [9, 3, 5, 5],
    [4, 3, 5, 4],
  ])("brings %d instances inside %d-%d: %d", (count, min, max, expected) => {
    const account = TestAccount.at(monday).serving(count).register(min, max);
    account.run(10 * minute);
    expect(account.counts).toEqual({ current: expected, desired: expected });
  });

  it("leaves the count of a busy endpoint alone", () => {
    const account = TestAccount.at(monday).serving();
    account.config("c2");
    account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "c2" });
    account.register(3, 5);
    account.run(30 * minute);
    expect(account.counts.desired).toBe(1);
    expect(account.limits).toEqual({ min: 3, max: 5 });
    expect(account.history).toEqual([]);
  });

  it("changes only what is given", () => {
    const account = TestAccount.at(monday).serving().register(1, 5);
    account.call(`${api}:RegisterScalableTarget`, { ...target, SuspendedState: { ScheduledScalingSuspended: true } });
    expect(account.limits).toEqual({ min: 1, max: 5 });
    account.call(`${api}:RegisterScalableTarget`, { ...target, MinCapacity: 2 });
    const [registered] = Object.values(account.state.targets);
    expect(registered).toMatchObject({ min: 2, max: 5, suspended: { scheduled: true, in: false } });
  });

  it.each([
    [{ MinCapacity: 1 }, /are required/],
    [{ MinCapacity: 3, MaxCapacity: 2 }, /Maximum capacity cannot be less/],
    [{ ...target, ResourceId: "endpoint/x/variant/v", MinCapacity: 1, MaxCapacity: 2 }, /not found/],
  ])("refuses %j", (input, message) => {
    const account = TestAccount.at(monday).serving();
    expect(account.refusal(`${api}:RegisterScalableTarget`, { ...target, ...input })).toMatch(message);
  });

  it("writes a failure into the history when the quota is too small, and keeps the limits", () => {
    const account = TestAccount.at(monday, { quotas: { "ml.m5.large": 2 } })
      .serving()
      .register(4, 6);
    expect(account.limits).toEqual({ min: 4, max: 6 });
    expect(account.counts.desired).toBe(1);
    expect(account.state.activities.at(-1)).toMatchObject({
      status: "Failed",
      cause: "minimum capacity was set to 4",
      message: expect.stringContaining("Failed to set desired instance count to 4. Reason: The account"),
    });
  });

  it("ends a scale-out that AWS has no instances for unfulfilled, with the old count", () => {
    const account = TestAccount.at(monday, { capacity: { "ml.m5.large": 2 } })
      .serving()
      .register(4, 6);
    account.run(10 * minute);
    expect(account.counts).toEqual({ current: 1, desired: 1 });
    expect(account.state.activities.at(-1)?.status).toBe("Unfulfilled");
  });
});

describe("DeregisterScalableTarget", () => {
  it("deletes the target's policies and actions, and no alarm", () => {
    const account = TestAccount.at(monday).serving().register(1, 5);
    account.action("a", "cron(0 8 * * ? *)", 1, 2);
    account.stepPolicy(
      "out",
      { ComparisonOperator: "GreaterThanThreshold", Threshold: 1 },
      { StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] },
    );
    account.call(`${api}:DeregisterScalableTarget`, target);
    const { targets, actions, policies } = account.state;
    expect({ targets, actions, policies }).toEqual({ targets: {}, actions: {}, policies: {} });
    expect(Object.keys(account.state.alarms)).toEqual(["out"]);
    expect(account.refusal(`${api}:DeregisterScalableTarget`, target)).toMatch(/^ObjectNotFoundException/);
  });
});
