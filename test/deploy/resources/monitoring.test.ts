import type { MonitoringConfig } from "../../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../../support/planned-endpoint";
import { planEndpoint, planManagedEndpoint } from "../../../src/plan/endpoint/endpoint-plan";
import { planTimetable } from "../../../src/plan/endpoint/schedule-plan";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { minimalConfig } from "../../support/endpoint-config";
import { record, type Recording, type Registered, unknown } from "../../support/mocks";
import { timetable, weekly } from "../../support/timetables";

const office = timetable({ windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") } });
const schedule = planTimetable(buildTimeline(office, {}, "UTC"), { reassertEveryMinutes: "never" }, 29_800_000);
const tags = { team: "ml" };
const suffixed = "sentiment-0a1b2c3";
const oncall = "arn:aws:sns:eu-central-1:123456789012:oncall";

const emails: MonitoringConfig = {
  notify: { emails: ["a@example.com", "b@example.com"] },
  afterMinutes: 20,
  dashboard: true,
};

function run(monitoring: MonitoringConfig, options: { readonly preview?: boolean } = {}): Promise<Recording> {
  const plan = planManagedEndpoint("sentiment", { ...minimalConfig, monitoring }, schedule, tags);
  return record(() => void new PlannedEndpoint("sentiment", { plan }), options);
}

const watching = /^(Topic|MetricAlarm|Event|Dashboard)/;

/** What watches, by `Type name`. */
function watchers({ resources }: Recording): Readonly<Record<string, Registered>> {
  const named = resources.map((each) => [`${each.type.split(":").at(-1)} ${each.name}`, each] as const);
  return Object.fromEntries(named.filter(([key]) => watching.test(key)));
}

async function inputsOf(monitoring: MonitoringConfig): Promise<Readonly<Record<string, unknown>>> {
  const made = Object.entries(watchers(await run(monitoring)));
  return Object.fromEntries(made.map(([key, { inputs }]) => [key, inputs]));
}

const metric = {
  id: "n",
  metric: {
    namespace: "/aws/sagemaker/Endpoints",
    metricName: "CPUUtilization",
    stat: "SampleCount",
    period: 60,
    dimensions: { EndpointName: suffixed, VariantName: "AllTraffic" },
  },
  returnData: false,
};
const alarm = (topicArn: string): object => ({
  alarmDescription:
    "Capacity has not arrived: for 5 minutes fewer instances have reported than the timetable's min, which may take 20 minutes after a rise",
  metricQueries: [
    metric,
    { id: "e", expression: "EPOCH(n)/60", returnData: false },
    { id: "l", expression: "e+0", returnData: false },
    { id: "w", expression: "l-5760-10080*FLOOR((l-5760)/10080)", returnData: false },
    {
      id: "m1",
      expression:
        "1+3*(w>=500)-3*(w>=1080)+3*(w>=1940)-3*(w>=2520)+3*(w>=3380)-3*(w>=3960)+3*(w>=4820)-3*(w>=5400)+3*(w>=6260)-3*(w>=6840)",
      returnData: false,
    },
    { id: "missing", expression: "m1-FILL(n,0)", label: "instances missing", returnData: true },
  ],
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  evaluationPeriods: 5,
  datapointsToAlarm: 5,
  treatMissingData: "breaching",
  alarmActions: [topicArn],
  okActions: [topicArn],
  tags,
});
const statuses = [
  ...["FAILED", "OUT_OF_SERVICE", "ROLLING_BACK", "UPDATE_ROLLBACK_FAILED"],
  ...["Failed", "OutOfService", "RollingBack", "UpdateRollbackFailed"],
];
const rule = {
  name: suffixed,
  description: "The endpoint has failed, or an update of it goes back",
  eventPattern: JSON.stringify({
    source: ["aws.sagemaker"],
    "detail-type": ["SageMaker Endpoint State Change", "SageMaker Endpoint Deployment State Change"],
    detail: { EndpointName: [suffixed], EndpointStatus: statuses },
  }),
  tags,
};
const ruleTarget = (topicArn: string): object => ({
  rule: suffixed,
  arn: topicArn,
  inputTransformer: {
    inputPaths: { endpoint: "$.detail.EndpointName", region: "$.region", status: "$.detail.EndpointStatus" },
    inputTemplate:
      '"Endpoint <endpoint> in <region> is <status>. Why: aws sagemaker describe-endpoint --endpoint-name <endpoint> --query FailureReason"',
  },
});

describe("monitoring", () => {
  it("makes nothing where the plan does not have it", async () => {
    const plan = planManagedEndpoint("sentiment", minimalConfig, schedule, tags);
    const recording = await record(() => void new PlannedEndpoint("sentiment", { plan }));
    expect(watchers(recording)).toEqual({});
  });

  it("makes of addresses a topic that lets exactly its alarm and its rule publish", async () => {
    const topicArn = "arn:aws:sns:eu-central-1:123456789012:sentiment-arrival-0a1b2c3";
    const { "TopicPolicy sentiment-arrival": policy, "Dashboard sentiment": shown, ...rest } = await inputsOf(emails);
    expect(rest).toEqual({
      "Topic sentiment-arrival": { tags },
      "TopicSubscription sentiment/a@example.com": { topic: topicArn, protocol: "email", endpoint: "a@example.com" },
      "TopicSubscription sentiment/b@example.com": { topic: topicArn, protocol: "email", endpoint: "b@example.com" },
      "MetricAlarm sentiment-arrival": alarm(topicArn),
      "EventRule sentiment-failure": rule,
      "EventTarget sentiment-failure": ruleTarget(topicArn),
    });
    const { arn, policy: document } = policy as { arn: string; policy: string };
    expect(arn).toBe(topicArn);
    const statement = (Sid: string, Service: string, source: string): object => ({
      Sid,
      Effect: "Allow",
      Principal: { Service },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { ArnEquals: { "aws:SourceArn": source } },
    });
    expect(JSON.parse(document)).toEqual({
      Version: "2012-10-17",
      Statement: [
        statement(
          "Arrival",
          "cloudwatch.amazonaws.com",
          "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:sentiment-arrival-0a1b2c3",
        ),
        statement(
          "Failure",
          "events.amazonaws.com",
          "arn:aws:events:eu-central-1:123456789012:rule/sentiment-failure-0a1b2c3",
        ),
      ],
    });
    expect(shown).toMatchObject({ dashboardName: suffixed });
  });

  it("tells a topic that is there, and leaves its policy alone", async () => {
    const made = await inputsOf({ ...emails, notify: { topicArn: oncall }, dashboard: false });
    expect(made).toEqual({
      "MetricAlarm sentiment-arrival": alarm(oncall),
      "EventRule sentiment-failure": rule,
      "EventTarget sentiment-failure": ruleTarget(oncall),
    });
  });

  it("puts every part under the component", async () => {
    for (const made of Object.values(watchers(await run(emails))))
      expect(made.parent).toBe("TimetabledEndpoint sentiment");
  });

  it("asks in a preview for nothing that only AWS knows", async () => {
    const made = watchers(await run(emails, { preview: true }));
    expect(made["Dashboard sentiment"]?.inputs).toEqual({ dashboardName: unknown, dashboardBody: unknown });
    expect(made["EventRule sentiment-failure"]?.inputs).toMatchObject({ eventPattern: unknown });
    expect(made["MetricAlarm sentiment-arrival"]?.inputs).toMatchObject({ alarmActions: [unknown] });
  });

  it("watches an endpoint that something else made by its own name", async () => {
    const config = {
      endpoint: {
        name: "mood-prod",
        unit: "instances" as const,
        variant: { name: "blue" },
        async: false,
        adopt: false,
      },
      variant: { name: "blue" },
      timetable: office,
      monitoring: emails,
      tags: {},
    };
    const plan = planEndpoint("sentiment", config, schedule, tags);
    const made = watchers(await record(() => void new PlannedEndpoint("sentiment", { plan })));
    expect(made["EventRule sentiment-failure"]?.inputs).toMatchObject({ name: "mood-prod" });
    const { dashboardName, dashboardBody } = made["Dashboard sentiment"]?.inputs ?? {};
    expect(dashboardName).toBe("mood-prod");
    expect(String(dashboardBody)).toContain('"EndpointName","mood-prod","VariantName","blue"');
    expect(String(dashboardBody)).toContain('"region":"eu-central-1"');
  });
});
