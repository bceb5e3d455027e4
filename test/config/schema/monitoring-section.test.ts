import { parseStack } from "../../../src/config/schema/parse-stack";
import type { MonitoringConfig } from "../../../src/config/schema/stack-config";

const timetable = { baseline: { min: 1, max: 2 } };
const own = { model: { image: "i" }, variant: { instanceType: "ml.m5.large" }, timetable };
const existing = { endpoint: { existing: "fraud-2024" }, timetable };

function read(endpoint: object, monitoring: object): MonitoringConfig | undefined {
  const { endpoints } = parseStack({ endpoints: { sentiment: { ...endpoint, monitoring } } });
  return endpoints["sentiment"]?.config?.monitoring;
}

describe("monitoring", () => {
  const emails = ["a@example.com", "b@example.com"];

  it("takes addresses, with defaults of 20 minutes and a dashboard", () =>
    expect(read(own, { emails })).toEqual({ notify: { emails }, afterMinutes: 20, dashboard: true }));

  it("takes a topic, a duration and no dashboard, for an existing endpoint too", () => {
    const topicArn = "arn:aws:sns:eu-central-1:123456789012:oncall";
    expect(read(existing, { topicArn, after: "1h30m", dashboard: false })).toEqual({
      notify: { topicArn },
      afterMinutes: 90,
      dashboard: false,
    });
  });

  it.each([
    [{}],
    [{ emails: [] }],
    [{ emails: "a@example.com" }],
    [{ emails, topicArn: "t" }],
    [{ emails, after: "4m" }],
    [{ emails, after: "13h" }],
    [{ emails, after: "5m30s" }],
  ])("refuses %j", (monitoring) => expect(read(own, monitoring)).toBeUndefined());
});
