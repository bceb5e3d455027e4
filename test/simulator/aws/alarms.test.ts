import { constantLoad, minute, monday, TestAccount } from "../../support/simulated-account";

const alarm = {
  AlarmName: "a",
  Namespace: "AWS/SageMaker",
  MetricName: "Invocations",
  Dimensions: [
    { Name: "EndpointName", Value: "e" },
    { Name: "VariantName", Value: "v" },
  ],
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 100,
  ComparisonOperator: "GreaterThanThreshold",
};

function valueAfter(account: TestAccount, minutes: number): string {
  account.run(minutes * minute);
  return account.state.alarms["a"]!.value;
}

function load(account: TestAccount, requests: number): void {
  const world = { ...account.state.world, ...constantLoad(requests) };
  account.state = { ...account.state, world };
}

describe("an alarm", () => {
  it("rings when M of the last N data points breach", () => {
    const account = TestAccount.at(monday, constantLoad(50)).serving();
    account.call("cloudwatch:PutMetricAlarm", alarm);
    expect(valueAfter(account, 5)).toBe("OK");
    load(account, 200);
    expect(valueAfter(account, 1)).toBe("OK");
    expect(valueAfter(account, 1)).toBe("ALARM");
    load(account, 50);
    expect(valueAfter(account, 1)).toBe("ALARM");
    expect(valueAfter(account, 1)).toBe("OK");
  });

  it.each([
    ["breaching", "ALARM"],
    ["notBreaching", "OK"],
    ["missing", "INSUFFICIENT_DATA"],
    ["ignore", "INSUFFICIENT_DATA"],
  ] as const)("takes missing data as %s: %s", (TreatMissingData, value) => {
    const account = TestAccount.at(monday);
    account.call("cloudwatch:PutMetricAlarm", { ...alarm, TreatMissingData });
    expect(valueAfter(account, 5)).toBe(value);
  });

  it("sees nothing under dimensions that SageMaker does not publish", () => {
    const account = TestAccount.at(monday, constantLoad(200)).serving();
    const Dimensions = [{ Name: "EndpointName", Value: "e" }];
    account.call("cloudwatch:PutMetricAlarm", { ...alarm, Dimensions });
    expect(valueAfter(account, 5)).toBe("INSUFFICIENT_DATA");
  });

  it.each([
    ["GreaterThanThreshold", "OK"],
    ["GreaterThanOrEqualToThreshold", "ALARM"],
    ["LessThanThreshold", "OK"],
    ["LessThanOrEqualToThreshold", "ALARM"],
  ])("compares a value that is the threshold by %s: %s", (ComparisonOperator, value) => {
    const account = TestAccount.at(monday, constantLoad(100)).serving();
    account.call("cloudwatch:PutMetricAlarm", { ...alarm, ComparisonOperator });
    expect(valueAfter(account, 5)).toBe(value);
  });

  it("sums over a longer period", () => {
    const account = TestAccount.at(monday, constantLoad(50)).serving();
    account.call("cloudwatch:PutMetricAlarm", { ...alarm, Period: 300, EvaluationPeriods: 1, DatapointsToAlarm: 1 });
    account.run(6 * minute);
    expect(account.state.alarms["a"]!.datapoints).toEqual([250]);
  });

  it("keeps the tags it was made with when it is put again", () => {
    const account = TestAccount.at(monday);
    account.call("cloudwatch:PutMetricAlarm", { ...alarm, Tags: [{ Key: "a", Value: "1" }] });
    account.call("cloudwatch:PutMetricAlarm", { ...alarm, Tags: [{ Key: "b", Value: "2" }] });
    expect(account.state.alarms["a"]!.tags).toEqual({ a: "1" });
  });
});
