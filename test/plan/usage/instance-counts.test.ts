import fc from "fast-check";
import type { ScalingConfig } from "../../../src/config/schema/stack-config";
import { getLoadScaling, hasRangeWithoutScaleIn, listCounts } from "../../../src/plan/usage/instance-counts";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { timetablesWith } from "../../support/arbitraries";
import { stepsBothWays, stepScalingOf, stepsOut, targetTracking } from "../../support/endpoint-config";
import { instant } from "../../support/instant";
import { office, onDays, raw, reported, scaledBy, workdays } from "../../support/reported";
import { runs } from "../../support/runs";

const stepsIn = stepScalingOf([{ when: { below: 100 }, change: { instances: -1 } }]);

function unscaled(endpoint: ReportedEndpoint): ReportedEndpoint {
  return scaledBy(undefined, endpoint);
}

/** The fewest and the most instances in each segment: `4-12`. */
function counts(endpoint: ReportedEndpoint, from: string, to: string): readonly string[] {
  return listCounts(endpoint, instant(from), instant(to)).map(({ counts: { min, max } }) => `${min}-${max}`);
}

const workday = ["2026-11-24T00:00Z", "2026-11-25T00:00Z"] as const;

describe("listCounts", () => {
  const windows = { office: onDays(workdays, 8, 18, 4, 12) };
  const baseline = { min: 1, max: 2 };

  it("gives the limits if load scales in and out", () => {
    expect(counts(reported({ baseline, windows }, "UTC"), ...workday)).toEqual(["1-2", "4-12", "1-2"]);
  });

  it("keeps the count of the last window if nothing scales in, as far as max allows", () => {
    expect(counts(unscaled(reported({ baseline, windows }, "UTC")), ...workday)).toEqual(["2-2", "4-4", "2-2"]);
    const wide = { min: 1, max: 20 };
    expect(counts(unscaled(reported({ baseline: wide, windows }, "UTC")), ...workday)).toEqual(["4-4", "4-4", "4-4"]);
  });

  it("starts in the cycle that the week settles to", () => {
    // A Sunday: Friday's four instances are still there.
    const endpoint = unscaled(reported({ baseline: { min: 1, max: 3 }, windows }, "UTC"));
    expect(counts(endpoint, "2026-11-01T00:00Z", "2026-11-01T01:00Z")).toEqual(["3-3"]);
  });

  it("starts at min if nothing ever raises the count", () => {
    expect(counts(unscaled(reported({ baseline: { min: 1, max: 3 } }, "UTC")), ...workday)).toEqual(["1-1"]);
  });

  it("keeps the count over holidays", () => {
    const exceptions = [{ on: { dates: ["2026-12-24", "2026-12-25"] }, use: "baseline" as const }];
    const endpoint = unscaled(reported({ baseline: { min: 1, max: 3 }, windows, exceptions }, "UTC"));
    expect(new Set(counts(endpoint, "2026-12-24T00:00Z", "2026-12-26T00:00Z"))).toEqual(new Set(["3-3"]));
  });

  it("replays AWS's own schedules", () => {
    const schedules = raw({ Out: ["cron(0 17 ? * MON-FRI *)", 2, 5], In: ["cron(0 20 ? * MON-FRI *)", 1, 2] });
    expect(counts(unscaled(schedules), ...workday)).toEqual(["2-2", "2-2", "2-2"]);
    const monthly = raw({ Out: ["cron(0 8 1 * ? *)", 5, 5], In: ["cron(0 18 1 * ? *)", 1, 9] });
    expect(counts(unscaled(monthly), ...workday)).toEqual(["5-5"]);
  });

  it("lets load move the count up to max if the scaling only scales out", () => {
    expect(counts(scaledBy(stepsOut, reported({ baseline, windows }, "UTC")), ...workday)).toEqual([
      "2-2",
      "4-12",
      "2-2",
    ]);
  });

  it("is empty without limits", () => {
    expect(listCounts({ name: "broken" }, 0, 60)).toEqual([]);
  });

  it("changes the count only where limits exclude it, in any timetable, and repeats each week", () => {
    fc.assert(
      fc.property(timetablesWith({ maxWindows: 4, dated: false }), ({ config, calendars }) => {
        const timeline = buildTimeline(config, calendars, "UTC");
        const endpoint = { name: "a", timeline, config: { variant: {} } };
        const [from, to] = [instant("2026-11-24T00:00Z"), instant("2026-12-08T00:00Z")];
        const found = listCounts(endpoint, from, to);
        expect([found[0]?.from, found.at(-1)?.to]).toEqual([from, to]);
        for (const [index, { limits, counts: instances }] of found.entries()) {
          const before = found[index - 1]?.counts.min ?? instances.min;
          expect(instances.min).toBe(Math.min(Math.max(before, limits.min), limits.max));
          expect(instances.max).toBe(instances.min);
        }
        const at = (minute: number) => found.find((segment) => segment.to > minute)?.counts.min;
        for (let minute = from; minute < from + 7 * 1440; minute += 60) expect(at(minute)).toBe(at(minute + 7 * 1440));
      }),
      runs(0.2),
    );
  });
});

describe("getLoadScaling", () => {
  const scaling = (config: ScalingConfig | undefined) => getLoadScaling(scaledBy(config, reported({})));

  it("says in which directions load moves the count", () => {
    expect(scaling(undefined)).toBe("none");
    expect(scaling(stepsBothWays)).toBe("out and in");
    expect(scaling(stepsOut)).toBe("out");
    expect(scaling(stepsIn)).toBe("in");
    expect(scaling(targetTracking)).toBe("out and in");
    expect(scaling({ ...targetTracking, scaleIn: false })).toBe("out");
  });

  it("does not know what scales an existing endpoint from elsewhere", () => {
    const existing = { variant: {}, endpoint: { name: "fraud-2024", unit: "instances" as const } };
    expect(getLoadScaling({ name: "a", config: existing })).toBe("unknown");
    expect(getLoadScaling({ name: "a", config: { ...existing, scaling: stepsOut } })).toBe("out");
    expect(getLoadScaling({ name: "a" })).toBe("unknown");
  });
});

describe("hasRangeWithoutScaleIn", () => {
  it("finds a range in which the count cannot fall", () => {
    expect(hasRangeWithoutScaleIn(unscaled(reported({})))).toBe(true);
    expect(hasRangeWithoutScaleIn(scaledBy(stepsOut, reported({})))).toBe(true);
    expect(hasRangeWithoutScaleIn(unscaled(raw({ Out: ["cron(0 17 ? * MON-FRI *)", 2, 2] })))).toBe(true);
  });

  it("accepts scaling, and limits without a range", () => {
    expect(hasRangeWithoutScaleIn(reported({}))).toBe(false);
    const pinned = { baseline: { min: 1, max: 1 }, windows: { batch: office.batch } };
    expect(hasRangeWithoutScaleIn(unscaled(reported(pinned)))).toBe(false);
  });
});
