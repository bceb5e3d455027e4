import type { ManagedEndpointConfig, MonitoringConfig } from "../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { planManagedEndpoint } from "../../src/plan/endpoint/endpoint-plan";
import { planTimetable } from "../../src/plan/endpoint/schedule-plan";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { injectFailure } from "../../src/simulator/aws/injected-failures";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { Timetable } from "../../src/timetable/model";
import { minimalConfig } from "../support/endpoint-config";
import { timetable, weekly } from "../support/timetables";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

const office = timetable({ windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") }, readyBeforeMinutes: 10 });
const emails: MonitoringConfig = { notify: { emails: ["oncall@example.com"] }, afterMinutes: 20, dashboard: true };
const elsewhere = "arn:aws:sns:eu-central-1:123456789012:oncall";

/** Saturday, the day before Berlin's clocks go forward. */
const saturday = Date.parse("2027-03-27T10:00:00Z") / 1000;

const at = (text: string): number => Date.parse(text) / 1000;
const instanceType = minimalConfig.variant.instanceType!;

describeEngine("whether capacity has arrived, on a real engine", () => {
  let engine: EngineStack;

  beforeEach(async () => {
    engine = await EngineStack.create(createAccount(saturday));
  }, stepMilliseconds);
  afterEach(() => engine.close());

  function wants(
    monitoring: MonitoringConfig | undefined,
    config: Timetable = office,
    tags: Readonly<Record<string, string>> = { team: "ml" },
  ): void {
    engine.program = () => {
      const timeline = buildTimeline(config, {}, "Europe/Berlin");
      const now = Math.floor(engine.account.state.nowSeconds / 60);
      const schedule = planTimetable(timeline, config, now);
      const endpoint: ManagedEndpointConfig = { ...minimalConfig, ...(monitoring === undefined ? {} : { monitoring }) };
      const plan = planManagedEndpoint("sentiment", endpoint, schedule, tags);
      new PlannedEndpoint("sentiment", { plan });
      return Promise.resolve({});
    };
  }

  /** AWS has so many instances of the type, and no more. */
  function awsHas(instances: number): void {
    engine.account.change((state: AwsState) => ({
      ...state,
      world: { ...state.world, capacity: { [instanceType]: instances } },
    }));
  }

  const told = (): readonly string[] =>
    engine.account.state.notifications.map(({ atSeconds, subject, message, refused }) => {
      const time = new Date(atSeconds * 1000).toISOString().slice(0, 16);
      const words = subject === undefined ? message : subject.replace(/-[0-9a-f]{7}"/, '"');
      return `${time} ${words}${refused === true ? " (refused)" : ""}`;
    });

  test(
    "the first working morning after a clock change tells of instances that are missing, and that they came",
    async () => {
      wants(emails);
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(await engine.up()).toMatchObject({ failed: false, steps: [], calls: [] });
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
      awsHas(2);
      // 08:10 in Berlin is 06:10 UTC from this Sunday on: the limits rise at 05:50, for which they have till 06:10.
      engine.account.runUntil(at("2027-03-29T06:30:00Z"));
      const alarm = '"sentiment-arrival" in eu-central-1';
      expect(told()[0]).toMatch(/^2027-03-27T10:\d\d OK: "sentiment-arrival"/);
      expect(told().slice(1)).toEqual([`2027-03-29T06:15 ALARM: ${alarm}`]);
      awsHas(20);
      engine.account.runUntil(at("2027-03-29T12:00:00Z"));
      expect(told().at(-1)).toMatch(/^2027-03-29T06:\d\d OK: "sentiment-arrival"/);
    },
    3 * stepMilliseconds,
  );

  test(
    "a failed update is told through a rule, and all of it goes when it is no longer wanted",
    async () => {
      wants(emails);
      await engine.up();
      const [name = ""] = Object.keys(engine.account.state.endpoints);
      const reason = "no capacity";
      engine.account.change((state) => injectFailure(state, { endpoint: name, on: "update", reason }));
      engine.account.runUntil(saturday + 3600);
      const { EndpointConfigName } = await engine.account
        .call("sagemaker:DescribeEndpoint", { EndpointName: name })
        .then((answer) => answer as { EndpointConfigName: string });
      await engine.account.call("sagemaker:UpdateEndpoint", { EndpointName: name, EndpointConfigName });
      engine.account.runUntil(saturday + 3 * 3600);
      expect(told().at(-1)).toContain(
        `"Endpoint ${name} in eu-central-1 is ROLLING_BACK. Why: aws sagemaker describe-endpoint --endpoint-name ${name} --query FailureReason"`,
      );

      wants({ ...emails, notify: { topicArn: elsewhere } });
      expect((await engine.up()).steps.toSorted()).toEqual([
        "delete Topic sentiment-arrival",
        "delete TopicPolicy sentiment-arrival",
        "delete TopicSubscription sentiment/oncall@example.com",
        "update EventTarget sentiment-failure",
        "update MetricAlarm sentiment-arrival",
      ]);
      wants(undefined);
      await engine.up();
      const { alarms, topics, rules, dashboards } = engine.account.state;
      expect({ alarms, topics, rules, dashboards }).toEqual({ alarms: {}, topics: {}, rules: {}, dashboards: {} });
    },
    4 * stepMilliseconds,
  );

  test(
    "a changed window changes the alarm and the dashboard in place",
    async () => {
      wants(emails);
      await engine.up();
      const later = { office: weekly("mon-fri", "09:00", "18:00", "4-12") };
      wants(emails, timetable({ windows: later, readyBeforeMinutes: 10 }));
      const { steps, failed } = await engine.up();
      expect(failed).toBe(false);
      expect(steps.filter((step) => !step.includes("ScheduledAction"))).toEqual([
        "update MetricAlarm sentiment-arrival",
        "update Dashboard sentiment",
      ]);
    },
    2 * stepMilliseconds,
  );

  test(
    "tags change in place, and what was changed by hand is put right after a refresh",
    async () => {
      wants(emails);
      await engine.up();
      wants(emails, office, { owner: "search" });
      const { steps, failed } = await engine.up();
      expect(failed).toBe(false);
      expect(steps.filter((step) => /arrival|failure|Dashboard/.test(step)).toSorted()).toEqual([
        "update EventRule sentiment-failure",
        "update MetricAlarm sentiment-arrival",
        "update Topic sentiment-arrival",
      ]);
      const { account } = engine;
      const [topic = ""] = Object.keys(account.state.topics);
      const [rule = ""] = Object.keys(account.state.rules);
      const policy = { TopicArn: topic, AttributeName: "Policy", AttributeValue: "" };
      await account.call("sns:SetTopicAttributes", policy);
      await account.call("events:PutRule", { Name: rule, EventPattern: "{}", State: "DISABLED" });
      await account.call("cloudwatch:DeleteDashboards", { DashboardNames: Object.keys(account.state.dashboards) });
      expect((await engine.up({ refresh: true })).failed).toBe(false);
      const { topics, rules, dashboards } = account.state;
      expect(topics[topic]).toMatchObject({
        policy: expect.stringContaining("events.amazonaws.com") as unknown,
        tags: { owner: "search" },
      });
      expect(rules[rule]).toMatchObject({ pattern: { source: ["aws.sagemaker"] } });
      expect(Object.keys(dashboards)).toHaveLength(1);
      expect(await engine.up({ refresh: true })).toMatchObject({ steps: [], failed: false });
    },
    5 * stepMilliseconds,
  );
});
