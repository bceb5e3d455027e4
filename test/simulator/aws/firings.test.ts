import { hour, minute, monday, target, TestAccount } from "../../support/simulated-account";

const api = "application-autoscaling";

describe("a firing", () => {
  it("sets the limits at its minute and brings the count inside them", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    account.action("open", "cron(0 8 ? * MON-FRI *)", 4, 12);
    account.run(monday + 8 * hour - account.state.nowSeconds - 1);
    expect(account.limits).toEqual({ min: 1, max: 2 });
    account.run(1);
    expect(account.limits).toEqual({ min: 4, max: 12 });
    expect(account.counts).toEqual({ current: 1, desired: 4 });
    account.run(10 * minute);
    expect(account.counts.current).toBe(4);
    expect(account.history).toEqual([
      "Successful: Setting min capacity to 4 and max capacity to 12 (scheduled action name open was triggered)",
      "Successful: Setting desired instance count to 4. (minimum capacity was set to 4)",
    ]);
  });

  it("fails while the endpoint is busy, changes nothing and is not tried again", () => {
    const account = TestAccount.at(monday + 7.9 * hour)
      .serving()
      .register(1, 2);
    account.action("open", "cron(10 8 ? * MON-FRI *)", 4, 12);
    account.config("c2");
    account.run(monday + 8 * hour + 8 * minute - account.state.nowSeconds);
    account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "c2" });
    account.run(hour);
    expect(account.limits).toEqual({ min: 1, max: 2 });
    expect(account.state.activities.at(-1)).toMatchObject({
      status: "Failed",
      message: expect.stringMatching(/is not scalable. Reason: .*Updating/),
    });
    account.run(24 * hour);
    expect(account.limits).toEqual({ min: 4, max: 12 });
  });

  it("puts limits right that somebody moved, when it fires again", () => {
    const account = TestAccount.at(monday + 9 * hour)
      .serving()
      .register(1, 2);
    account.action("open", "cron(0/15 8-17 ? * MON-FRI *)", 4, 12);
    account.run(hour);
    account.register(1, 1);
    account.run(16 * minute);
    expect(account.limits).toEqual({ min: 4, max: 12 });
  });

  it("writes nothing into the history when it changes nothing", () => {
    const account = TestAccount.at(monday + 9 * hour)
      .serving()
      .register(4, 12);
    account.action("open", "cron(0/15 8-17 ? * MON-FRI *)", 4, 12);
    account.run(20 * minute);
    const { length } = account.history;
    account.run(3 * hour);
    expect(account.history).toHaveLength(length);
  });

  it("fires nothing while scheduled scaling is suspended, and catches up on nothing", () => {
    const account = TestAccount.at(monday + 7 * hour)
      .serving()
      .register(1, 2);
    account.action("open", "cron(0 8 ? * MON-FRI *)", 4, 12);
    const suspend = (ScheduledScalingSuspended: boolean) =>
      account.call(`${api}:RegisterScalableTarget`, { ...target, SuspendedState: { ScheduledScalingSuspended } });
    suspend(true);
    account.run(2 * hour);
    suspend(false);
    account.run(hour);
    expect(account.limits).toEqual({ min: 1, max: 2 });
  });

  it("runs in the order in which the actions were made, within one minute", () => {
    const account = TestAccount.at(monday + 7 * hour)
      .serving()
      .register(1, 2);
    account.action("b", "cron(0 8 * * ? *)", 3, 3);
    account.action("a", "cron(0 8 * * ? *)", 2, 2);
    account.run(2 * hour);
    // The second one met an endpoint that the first had made busy.
    expect(account.limits).toEqual({ min: 3, max: 3 });
    expect(account.state.activities.map(({ status }) => status)).toContain("Failed");
  });

  it("follows the zone's clock through a change", () => {
    const account = TestAccount.at(Date.UTC(2026, 9, 24) / 1000)
      .serving()
      .register(1, 2);
    account.action("open", "cron(0 8 * * ? *)", 4, 12, { Timezone: "Europe/Berlin" });
    account.action("close", "cron(0 9 * * ? *)", 1, 2, { Timezone: "Europe/Berlin" });
    const opened: string[] = [];
    account.run(3 * 86_400, (state) => {
      const [one] = Object.values(state.targets);
      const at = new Date(state.nowSeconds * 1000).toISOString();
      if (one?.min === 4 && state.nowSeconds % hour === 0) opened.push(at);
    });
    expect(opened).toEqual(["2026-10-24T06:00:00.000Z", "2026-10-25T07:00:00.000Z", "2026-10-26T07:00:00.000Z"]);
  });
});

describe("PutScheduledAction", () => {
  const put = (more: object) => ({ ...target, ScheduledActionName: "a", ...more });
  const full = {
    Schedule: "cron(0 8 * * ? *)",
    Timezone: "Europe/Berlin",
    ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
  };

  it("changes what is given and forgets start and end times that are not", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    const EndTime = monday + 30 * hour;
    account.call(`${api}:PutScheduledAction`, put({ ...full, EndTime }));
    expect(Object.values(account.state.actions)[0]).toMatchObject({ endTime: EndTime });
    account.call(`${api}:PutScheduledAction`, put({ Schedule: "cron(0 9 * * ? *)" }));
    const [action] = Object.values(account.state.actions);
    expect(action).toMatchObject({ schedule: "cron(0 9 * * ? *)", timezone: "Europe/Berlin", max: 2 });
    expect(action).not.toHaveProperty("endTime");
  });

  it("fires at its start time, and not after its end time", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    const StartTime = monday + 5 * hour;
    const EndTime = monday + 7 * hour;
    account.action("a", "cron(0 6,8 * * ? *)", 3, 3, { StartTime, EndTime });
    account.run(5 * hour);
    expect(account.limits).toEqual({ min: 3, max: 3 });
    account.run(hour);
    account.register(1, 2);
    account.run(24 * hour);
    expect(account.limits).toEqual({ min: 1, max: 2 });
  });

  it.each([
    [{ Schedule: "cron(0 8 * * MON-FRI *)" }, /Invalid schedule expression/],
    [{ Timezone: "Mars/Olympus" }, /Invalid timezone/],
    [{ ScalableTargetAction: {} }, /At least one/],
    [{ ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 2 } }, /Maximum capacity cannot be less/],
    [{ ScheduledActionName: "a:b" }, /colon/],
  ])("refuses %j", (change, message) => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    expect(account.refusal(`${api}:PutScheduledAction`, put({ ...full, ...change }))).toMatch(message);
  });

  it("has room for 200 actions of a target, used ones included", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    for (let n = 0; n < 200; n++) account.action(`a${n}`, "at(2020-01-01T00:00:00)", 1, 2);
    expect(() => {
      account.action("one more", "cron(0 8 * * ? *)", 1, 2);
    }).toThrow(/^LimitExceededException/);
    account.action("a7", "cron(0 8 * * ? *)", 1, 2);
  });

  it("needs a registered target", () => {
    const account = TestAccount.at(monday).serving();
    expect(account.refusal(`${api}:PutScheduledAction`, put(full))).toMatch(/^ObjectNotFoundException/);
  });
});
