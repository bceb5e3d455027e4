import { injectFailure } from "../../../src/simulator/aws/injected-failures";
import type { JsonObject } from "../../../src/simulator/aws/json";
import { minute, monday, TestAccount } from "../../support/simulated-account";

const stat: JsonObject = {
  Id: "n",
  MetricStat: {
    Metric: {
      Namespace: "/aws/sagemaker/Endpoints",
      MetricName: "CPUUtilization",
      Dimensions: [
        { Name: "EndpointName", Value: "e" },
        { Name: "VariantName", Value: "v" },
      ],
    },
    Period: 60,
    Stat: "SampleCount",
  },
  ReturnData: false,
};

/** Expects three instances. */
const alarm = (topicArn: string, ...more: readonly JsonObject[]): JsonObject => ({
  AlarmName: "missing",
  Metrics: [stat, { Id: "x", Expression: "3-FILL(n,0)", ReturnData: true }, ...more],
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 0,
  EvaluationPeriods: 2,
  TreatMissingData: "breaching",
  AlarmActions: [topicArn],
  OKActions: [topicArn],
});

const elsewhere = "arn:aws:sns:eu-central-1:123456789012:elsewhere";
const failures = {
  Name: "failures",
  EventPattern: JSON.stringify({
    source: ["aws.sagemaker"],
    detail: { EndpointName: ["e"], EndpointStatus: ["ROLLING_BACK", "FAILED"] },
  }),
};

/** Without the first one: an alarm that is new has seen too little to ring, and says so. */
function told(account: TestAccount): readonly string[] {
  const all = account.state.notifications.map(({ subject, message, refused }) => {
    return `${subject ?? message}${refused === true ? " (refused)" : ""}`;
  });
  return all[0]?.startsWith("OK: ") === true ? all.slice(1) : all;
}

function textOf(answer: JsonObject, name: string): string {
  const value = answer[name];
  return typeof value === "string" ? value : "";
}

function rollBack(account: TestAccount): void {
  const mishap = { endpoint: "e", on: "update", reason: "no capacity" } as const;
  account.state = injectFailure(account.state, mishap);
  account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
  account.run(20 * minute);
}

describe("an alarm on metric math", () => {
  it("rings while instances are missing, tells so once, and tells when they are there", () => {
    const account = TestAccount.at(monday).serving(2).register(1, 9);
    account.call("cloudwatch:PutMetricAlarm", alarm(elsewhere));
    account.run(10 * minute);
    expect(told(account)).toEqual(['ALARM: "missing" in eu-central-1']);
    account.register(3, 9);
    account.run(10 * minute);
    expect(told(account)).toEqual(['ALARM: "missing" in eu-central-1', 'OK: "missing" in eu-central-1']);
    expect(account.state.alarms["missing"]?.datapoints).toEqual([0, 0]);
  });

  it("counts an endpoint that is gone as one without instances", () => {
    const account = TestAccount.at(monday);
    account.call("cloudwatch:PutMetricAlarm", alarm(elsewhere));
    account.run(3 * minute);
    expect(account.state.alarms["missing"]).toMatchObject({ value: "ALARM", datapoints: [3, 3] });
  });

  it("tells nobody when its actions are switched off", () => {
    const account = TestAccount.at(monday);
    account.call("cloudwatch:PutMetricAlarm", { ...alarm(elsewhere), ActionsEnabled: false });
    account.run(3 * minute);
    expect(told(account)).toEqual([]);
  });

  it.each([
    [[{ Id: "x", Expression: "n" }], "ids must be unique"],
    [[{ Id: "y", Expression: "n" }], "exactly one element must return data"],
    [[{ Id: "y", ReturnData: false }], "exactly one of Expression and MetricStat"],
    [
      Array.from({ length: 10 }, (_, index) => ({ Id: `y${index}`, Expression: "n", ReturnData: false })),
      "at most 10 metrics and 10 expressions",
    ],
  ])("refuses a list with %j", (more, reason) =>
    expect(TestAccount.at(monday).refusal("cloudwatch:PutMetricAlarm", alarm(elsewhere, ...more))).toContain(reason),
  );

  it("refuses an expression that is none, or too long, and a list without a metric", () => {
    const account = TestAccount.at(monday);
    const refusal = (...Metrics: readonly JsonObject[]): string =>
      account.refusal("cloudwatch:PutMetricAlarm", { ...alarm(elsewhere), Metrics });
    expect(refusal(stat, { Id: "x", Expression: "n-" })).toBe(
      "ValidationError: Invalid metrics list: x: unexpected end",
    );
    expect(refusal(stat, { Id: "x", Expression: `n${"+1".repeat(1024)}` })).toContain("2048");
    expect(refusal({ Id: "x", Expression: "TIME_SERIES(1)" })).toContain("needs MetricStat");
  });
});

describe("a topic", () => {
  const topicOf = (account: TestAccount): string =>
    textOf(account.call("sns:CreateTopic", { Name: "oncall" }), "TopicArn");
  const statement = (TopicArn: string, Service: string, source: string): string =>
    JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service },
          Action: "sns:Publish",
          Resource: TopicArn,
          Condition: { ArnEquals: { "aws:SourceArn": source } },
        },
      ],
    });

  it("takes an alarm's messages by default, and not those of EventBridge", () => {
    const account = TestAccount.at(monday).serving(2);
    const TopicArn = topicOf(account);
    account.call("cloudwatch:PutMetricAlarm", alarm(TopicArn));
    account.call("events:PutRule", failures);
    account.call("events:PutTargets", { Rule: "failures", Targets: [{ Id: "t", Arn: TopicArn, Input: '"failed"' }] });
    rollBack(account);
    expect(told(account)).toEqual(['ALARM: "missing" in eu-central-1', '"failed" (refused)']);
  });

  it("takes only what its policy names", () => {
    const account = TestAccount.at(monday).serving(2);
    const TopicArn = topicOf(account);
    const ruleArn = textOf(account.call("events:PutRule", failures), "RuleArn");
    account.call("cloudwatch:PutMetricAlarm", alarm(TopicArn));
    account.call("events:PutTargets", { Rule: "failures", Targets: [{ Id: "t", Arn: TopicArn, Input: '"failed"' }] });
    account.call("sns:SetTopicAttributes", {
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: statement(TopicArn, "events.amazonaws.com", ruleArn),
    });
    rollBack(account);
    expect(told(account)).toEqual(['ALARM: "missing" in eu-central-1 (refused)', '"failed"']);
  });

  it("asks an address to confirm, and takes its subscriptions along when it goes", () => {
    const account = TestAccount.at(monday);
    const TopicArn = topicOf(account);
    const subscribed = account.call("sns:Subscribe", { TopicArn, Protocol: "email", Endpoint: "a@example.com" });
    const request = { SubscriptionArn: textOf(subscribed, "SubscriptionArn") };
    expect(account.call("sns:GetSubscriptionAttributes", request)).toMatchObject({
      Attributes: { PendingConfirmation: "true", Endpoint: "a@example.com" },
    });
    expect(account.refusal("sns:Unsubscribe", request)).toContain("pending confirmation");
    account.call("sns:DeleteTopic", { TopicArn });
    expect(account.refusal("sns:GetSubscriptionAttributes", request)).toContain("NotFound");
    expect(account.refusal("sns:GetTopicAttributes", { TopicArn })).toContain("NotFound");
  });
});

describe("a rule on endpoints", () => {
  const target = {
    Id: "t",
    Arn: elsewhere,
    InputTransformer: {
      InputPathsMap: { endpoint: "$.detail.EndpointName", status: "$.detail.EndpointStatus" },
      InputTemplate: '"<endpoint> is <status>, <unknown>"',
    },
  };

  it("tells of a rollback, in the template's words, and of nothing else", () => {
    const account = TestAccount.at(monday).serving();
    account.call("events:PutRule", failures);
    account.call("events:PutTargets", { Rule: "failures", Targets: [target] });
    account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
    account.run(20 * minute);
    expect(told(account)).toEqual([]);
    rollBack(account);
    expect(told(account)).toEqual(['"e is ROLLING_BACK, <unknown>"']);
  });

  it("tells of a creation that fails, with the whole event where no template is", () => {
    const account = TestAccount.at(monday);
    account.call("events:PutRule", failures);
    account.call("events:PutTargets", { Rule: "failures", Targets: [{ Id: "t", Arn: elsewhere }] });
    account.state = injectFailure(account.state, { endpoint: "e", on: "create", reason: "no" });
    account.serving();
    account.run(20 * minute);
    const [message = "{}"] = told(account);
    expect(JSON.parse(message)).toMatchObject({
      "detail-type": "SageMaker Endpoint State Change",
      detail: { EndpointName: "e", EndpointStatus: "FAILED" },
    });
  });

  it("tells nothing while it is disabled, or of another endpoint", () => {
    const account = TestAccount.at(monday).serving();
    account.call("events:PutRule", { ...failures, State: "DISABLED" });
    account.call("events:PutTargets", { Rule: "failures", Targets: [target] });
    const pattern = JSON.stringify({ detail: { EndpointName: ["other"] } });
    account.call("events:PutRule", { Name: "other", EventPattern: pattern });
    account.call("events:PutTargets", { Rule: "other", Targets: [target] });
    rollBack(account);
    expect(told(account)).toEqual([]);
  });

  it("refuses a pattern that is none, a sixth target, and to go before its targets", () => {
    const account = TestAccount.at(monday);
    const EventPattern = JSON.stringify({ source: "aws.sagemaker" });
    expect(account.refusal("events:PutRule", { Name: "r", EventPattern })).toContain("not valid");
    account.call("events:PutRule", failures);
    const Targets = Array.from({ length: 5 }, (_, index) => ({ Id: `t${index}`, Arn: elsewhere }));
    account.call("events:PutTargets", { Rule: "failures", Targets });
    expect(account.refusal("events:PutTargets", { Rule: "failures", Targets: [target] })).toContain("LimitExceeded");
    expect(account.refusal("events:DeleteRule", { Name: "failures" })).toContain("has targets");
    account.call("events:RemoveTargets", { Rule: "failures", Ids: Targets.map(({ Id }) => Id) });
    account.call("events:DeleteRule", { Name: "failures" });
    expect(account.state.rules).toEqual({});
  });
});
