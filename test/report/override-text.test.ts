import { buildEndpointReport, findOverrideState, reportHorizons } from "../../src/report/endpoint-report";
import { explainLimits } from "../../src/report/explain-limits";
import { formatExplanation } from "../../src/report/text/format-explanation";
import { formatOverride, formatPreview, formatUnchangedTimetables } from "../../src/report/text/format-preview";
import type { Override } from "../../src/timetable/model";
import { parsePlainDate } from "../../src/timetable/time/plain-date-time";
import { instant } from "../support/instant";
import { compiled, office, reported } from "../support/reported";

function plain(text: string): number {
  const [date = "", hour = "0"] = text.split("T");
  return (parsePlainDate(date) ?? 0) * 1440 + Number(hour) * 60;
}

const pressDay: Override = {
  from: plain("2026-12-04T12"),
  until: plain("2026-12-05T18"),
  use: { min: 12, max: 20 },
  reason: "press day",
};

function endpointWith(override: Override, zone = "Europe/Berlin") {
  return compiled(reported({ windows: { office: office.office }, override }, zone));
}

function textAt(override: Override, now: string, zone = "Europe/Berlin"): string | undefined {
  const endpoint = endpointWith(override, zone);
  const state = findOverrideState(endpoint, instant(now));
  return state === undefined ? undefined : formatOverride(zone, state);
}

describe("overrideState and overrideText", () => {
  it("announce an override before it begins, up to the last minute", () => {
    expect(textAt(pressDay, "2026-12-04T10:59Z")).toBe(
      'override "press day": min 12, max 20, announced from Fri 2026-12-04 12:00 +01:00 (2026-12-04 11:00Z) until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)',
    );
  });

  it("have it in force from its first to its last minute, and then not at all", () => {
    const inForce =
      'override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)';
    expect(textAt(pressDay, "2026-12-04T11:00Z")).toBe(inForce);
    expect(textAt(pressDay, "2026-12-05T16:59Z")).toBe(inForce);
    expect(textAt(pressDay, "2026-12-05T17:00Z")).toBeUndefined();
  });

  it("tell moments in the endpoint's zone, with the day's own offset", () => {
    const summer = { ...pressDay, until: plain("2027-06-05T18") };
    expect(textAt(summer, "2026-12-05T00:00Z")).toMatch(/until Sat 2027-06-05 18:00 \+02:00 \(2027-06-05 16:00Z\)$/);
    expect(textAt(pressDay, "2026-12-05T00:00Z", "America/New_York")).toMatch(
      /until Sat 2026-12-05 18:00 -05:00 \(2026-12-05 23:00Z\)$/,
    );
  });

  it("say what stays during a pause", () => {
    const pause: Override = { from: pressDay.from, until: pressDay.until, use: "pause" };
    expect(textAt(pause, "2026-12-04T12:00Z")).toBe(
      "pause: nothing fires, the limits in force stay (min 4, max 12), in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)",
    );
  });

  it("have none where it ends before it begins", () => {
    expect(textAt({ ...pressDay, until: pressDay.from - 1 }, "2026-12-04T11:00Z")).toBeUndefined();
  });
});

describe("the override in reports", () => {
  const endpoint = endpointWith(pressDay);
  const previewAt = (now: string): string =>
    formatPreview(buildEndpointReport(endpoint, instant(now), reportHorizons.preview), { width: 80, color: false });

  it("stands below the title of a preview, in lines that fit, while it is in force or to come", () => {
    const [first = ""] = previewAt("2026-12-04T12:00Z").split("\n\n");
    expect(first.split("\n").slice(1)).toEqual([
      'override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00',
      "  (2026-12-05 17:00Z)",
    ]);
    expect(previewAt("2026-11-24T12:00Z")).toContain('override "press day": min 12, max 20, announced from');
    expect(previewAt("2026-12-06T12:00Z")).not.toContain("press day");
  });

  it("is named in the line of endpoints that do not change", () => {
    const other = { ...endpoint, name: "fraud", config: { variant: {} } };
    expect(formatUnchangedTimetables([endpoint, other], instant("2026-12-04T12:00Z"))).toBe(
      'timetable unchanged: sentiment (override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)), fraud',
    );
  });

  it("has a line of an explanation", () => {
    const at = instant("2026-12-04T12:00Z");
    const explanation = explainLimits(endpoint, at);
    if (explanation === undefined) throw new Error("it has a timeline");
    expect(formatExplanation(endpoint, explanation, 160)).toContain(
      '  override     override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)\n',
    );
  });
});
