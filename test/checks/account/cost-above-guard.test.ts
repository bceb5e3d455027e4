import { checkCostAboveGuard } from "../../../src/checks/account/cost-above-guard.rule";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { formatProblem } from "../../../src/problem";
import { parseInstant } from "../../../src/timetable/time/instant";
import { office, onDays, reported, scaledBy, workdays } from "../../support/reported";

const now = parseInstant("2026-11-24T08:00:00Z")!;

/** One dollar an hour. */
const priced = (name: string, max: number): ReportedEndpoint => ({
  ...reported({ baseline: { min: 1, max } }, "UTC", {}, 1),
  name,
});

const check = (maxMonthlyCostUsd: number, ...endpoints: readonly ReportedEndpoint[]): readonly string[] =>
  checkCostAboveGuard({ guards: { maxMonthlyCostUsd }, endpoints, now }).map(formatProblem);

describe("checkCostAboveGuard", () => {
  it("refuses the sum of all endpoints, with the first month and the highest cost", () => {
    // 720 hours in November, 744 in the seven long months of the twelve, 672 in February.
    expect(check(2_900, priced("sentiment", 3), priced("fraud", 1))).toEqual([
      `error cost-above-guard at guards.maxMonthlyCostUsd
  instances may cost USD 1,488 to 2,976 in 2026-12 (at max 2,232 for sentiment and 744 for fraud), more than guards.maxMonthlyCostUsd; 6 later months exceed it too
  expected: at most USD 2,900 in every month, at max
  fix: lower max, or raise guards.maxMonthlyCostUsd to 2976`,
    ]);
  });

  it("finds a window on one date months ahead", () => {
    const launch = onDays(workdays, 8, 18, 4, 12);
    const endpoint = reported(
      { windows: { launch: { ...launch, starts: { dates: ["2027-03-01"] }, limits: { min: 20, max: 20 } } } },
      "Europe/Berlin",
      {},
      1,
    );
    // October has 745 hours in Berlin, all other months fewer.
    expect(check(2 * 745, endpoint)).toEqual([
      // March has 743 hours in Berlin, ten of them with 18 instances more.
      `error cost-above-guard at guards.maxMonthlyCostUsd
  instances may cost USD 933 to 1,666 in 2027-03, more than guards.maxMonthlyCostUsd
  expected: at most USD 1,490 in every month, at max
  fix: lower max, or raise guards.maxMonthlyCostUsd to 1666`,
    ]);
    expect(check(1_666, endpoint)).toEqual([]);
  });

  it("counts the instances that stay if nothing scales in", () => {
    const windows = { peak: onDays(["mon"], 8, 9, 3, 9) };
    const unscaled = scaledBy(undefined, reported({ baseline: { min: 1, max: 9 }, windows }, "UTC", {}, 1));
    expect(check(3 * 744, unscaled)).toEqual([]);
    expect(check(3 * 744 - 1, unscaled)[0]).toContain("instances may cost USD 2,232 in 2026-12, more than");
  });

  it("accepts a cost up to the guard, and ignores endpoints without a price", () => {
    expect(check(2_976, priced("sentiment", 3), priced("fraud", 1))).toEqual([]);
    expect(check(1, reported({ windows: office }))).toEqual([]);
    const endpoints = [priced("sentiment", 3)];
    expect(checkCostAboveGuard({ guards: {}, endpoints, now })).toEqual([]);
  });
});
