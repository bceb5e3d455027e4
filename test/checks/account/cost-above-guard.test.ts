import { checkCostAboveGuard } from "../../../src/checks/account/cost-above-guard.rule";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { formatProblem } from "../../../src/problem";
import { parseInstant } from "../../../src/timetable/time/instant";
import { office, onDays, reported, workdays } from "../../support/reported";

const now = parseInstant("2026-11-24T08:00:00Z")!;

/** One dollar an hour. */
const priced = (name: string, max: number): ReportedEndpoint => ({
  ...reported({ baseline: { min: 1, max } }, "UTC", {}, 1),
  name,
});

const said = (most: number, ...endpoints: readonly ReportedEndpoint[]): readonly string[] =>
  checkCostAboveGuard({ guards: { maxMonthlyCostUsd: most }, endpoints, now }).map(formatProblem);

describe("costAboveGuard", () => {
  it("refuses what all endpoints together may cost, with the first month and the highest cost", () => {
    // 720 hours in November, 744 in the seven long months of the twelve, 672 in February.
    expect(said(2_900, priced("sentiment", 3), priced("fraud", 1))).toEqual([
      `error cost-above-guard at guards.maxMonthlyCostUsd
  in 2026-12 instances cost USD 1,488 to 2,976, at max 2,232 for sentiment and 744 for fraud, more than guards.maxMonthlyCostUsd (and in 6 of the next months)
  expected: USD 2,900 or less in every month, also at max
  fix: lower max, or raise guards.maxMonthlyCostUsd to 2976`,
    ]);
  });

  it("sees a window that comes once, months ahead", () => {
    const launch = onDays(workdays, 8, 18, 4, 12);
    const endpoint = reported(
      {
        windows: {
          launch: { ...launch, starts: { dates: ["2027-03-01"] }, limits: { min: 20, max: 20 } },
        },
      },
      "Europe/Berlin",
      {},
      1,
    );
    // October has 745 hours in Berlin, all other months fewer.
    expect(said(2 * 745, endpoint)).toEqual([
      // March has 743 hours in Berlin, ten of them with 18 instances more.
      `error cost-above-guard at guards.maxMonthlyCostUsd
  in 2027-03 instances cost USD 933 to 1,666, more than guards.maxMonthlyCostUsd
  expected: USD 1,490 or less in every month, also at max
  fix: lower max, or raise guards.maxMonthlyCostUsd to 1666`,
    ]);
    expect(said(1_666, endpoint)).toEqual([]);
  });

  it("accepts what is below, and leaves out what has no price", () => {
    expect(said(2_976, priced("sentiment", 3), priced("fraud", 1))).toEqual([]);
    expect(said(1, reported({ windows: office }))).toEqual([]);
    const endpoints = [priced("sentiment", 3)];
    expect(checkCostAboveGuard({ guards: {}, endpoints, now })).toEqual([]);
  });
});
