import { explainLimits } from "../../src/report/explain-limits";
import { formatExplanation } from "../../src/report/text/format-explanation";
import { parseInstant } from "../../src/timetable/time/instant";
import { raw } from "../support/reported";

describe("explainText", () => {
  it("goes on below the text of a line that is too long", () => {
    const endpoint = raw({
      ScaleOutForPeakTimes: ["cron(0 17 ? * MON-FRI *)", 2, 5],
      ScaleInAfterPeakTimes: ["cron(0 22 ? * MON-FRI *)", 1, 2],
    });
    const explanation = explainLimits(endpoint, parseInstant("2026-12-24T12:00Z") ?? 0);
    if (explanation === undefined) throw new Error("it has a plan");
    expect(formatExplanation(endpoint, explanation, 60).split("\n")).toEqual([
      "fraud at Thu 2026-12-24 12:00 +00:00 (UTC), 2026-12-24",
      "  12:00Z",
      "  limits       min 1, max 2",
      "  decided by   schedule ScaleInAfterPeakTimes",
      "  since        Wed 2026-12-23 22:00 +00:00",
      "  last set by  ScaleInAfterPeakTimes, fired Wed 2026-12-23",
      "               22:00 +00:00",
      "  next change  Thu 2026-12-24 17:00 +00:00: min 1 -> 2, max",
      "               2 -> 5 (schedule ScaleOutForPeakTimes), by",
      "               action ScaleOutForPeakTimes",
    ]);
  });
});
