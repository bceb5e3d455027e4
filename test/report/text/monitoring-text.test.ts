import type { MonitoringConfig } from "../../../src/config/schema/stack-config";
import { buildEndpointReport, reportHorizons } from "../../../src/report/endpoint-report";
import { describeMonitoring, formatPreview } from "../../../src/report/text/format-preview";
import { instant } from "../../support/instant";
import { compiled, reported } from "../../support/reported";

function watch(notify: MonitoringConfig["notify"]): MonitoringConfig {
  return { notify, afterMinutes: 20, dashboard: true };
}

function preview(monitoring?: MonitoringConfig): readonly string[] {
  const endpoint = compiled(reported({}));
  const variant = endpoint.config?.variant ?? {};
  const watched =
    monitoring === undefined ? endpoint : { ...endpoint, config: { ...endpoint.config, variant, monitoring } };
  const now = instant("2026-11-24T08:00:00Z");
  const report = buildEndpointReport(watched, now, reportHorizons.preview);
  return formatPreview(report, { width: 80, color: false }).split("\n");
}

describe("arrivalText", () => {
  it("names the topic", () =>
    expect(describeMonitoring(watch({ topicArn: "arn:aws:sns:eu-central-1:123456789012:oncall" }))).toBe(
      "watched: arn:aws:sns:eu-central-1:123456789012:oncall gets an alert if fewer instances than min report 20 minutes after a rise, or if the endpoint fails",
    ));

  it("names all addresses", () =>
    expect(describeMonitoring(watch({ emails: ["a@example.com", "b@example.com"] }))).toMatch(
      /^watched: a@example\.com, b@example\.com get an alert if /,
    ));

  it("stands below the title of a preview, within its width", () => {
    expect(preview()[1]).toBe("");
    expect(preview(watch({ emails: ["oncall@example.com"] })).slice(1, 4)).toEqual([
      "watched: oncall@example.com gets an alert if fewer instances than min report 20",
      "  minutes after a rise, or if the endpoint fails",
      "",
    ]);
  });
});
