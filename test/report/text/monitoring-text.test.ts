import type { MonitoringConfig } from "../../../src/config/schema/stack-config";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { describeMonitoring, formatPreview } from "../../../src/report/text/format-preview";
import { instant } from "../../support/instant";
import { compiled, reported } from "../../support/reported";

function watched(notify: MonitoringConfig["notify"]): ReportedEndpoint {
  const endpoint = compiled(reported({}));
  const variant = endpoint.config?.variant ?? {};
  const monitoring = { notify, afterMinutes: 20, dashboard: true };
  return { ...endpoint, config: { ...endpoint.config, variant, monitoring } };
}

describe("arrivalText", () => {
  it("says nothing where nobody is told", () =>
    expect(describeMonitoring(reported({}))).toBeUndefined());

  it("names the topic", () =>
    expect(
      describeMonitoring(watched({ topicArn: "arn:aws:sns:eu-central-1:123456789012:oncall" })),
    ).toBe(
      "watched: arn:aws:sns:eu-central-1:123456789012:oncall is told when fewer instances report than min, 20 minutes after a rise, or when the endpoint fails",
    ));

  it("names all addresses", () =>
    expect(describeMonitoring(watched({ emails: ["a@example.com", "b@example.com"] }))).toMatch(
      /^watched: a@example\.com, b@example\.com are told when /,
    ));

  it("stands below the title of a preview, within its width", () => {
    const options = { width: 80, color: false, now: instant("2026-11-24T08:00:00Z") };
    const text = formatPreview(watched({ emails: ["oncall@example.com"] }), options);
    expect(text.split("\n").slice(1, 4)).toEqual([
      "watched: oncall@example.com is told when fewer instances report than min, 20",
      "  minutes after a rise, or when the endpoint fails",
      "",
    ]);
  });
});
