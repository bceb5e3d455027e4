import { compareStacks } from "../../../src/report/diff/compare-stacks";
import { formatDiff, formatDiffMarkdown } from "../../../src/report/diff/format-diff";
import { parseInstant } from "../../../src/timetable/time/instant";
import { compiled, onDays, reported, scaledBy, workdays } from "../../support/reported";

const from = parseInstant("2026-11-24T08:00:00Z")!;
const endpoint = compiled(reported({}));
const existing = (name: string) => ({
  ...endpoint,
  config: { ...endpoint.config!, endpoint: { name, unit: "instances" as const } },
});

describe("stackDiff", () => {
  it("tells an endpoint that is made here from one that exists, and one that exists from another", () => {
    const settings = (was: typeof endpoint, is: typeof endpoint) =>
      compareStacks([was], [is], from).map((diff) => [diff.change, ...diff.settings]);
    expect(settings(endpoint, existing("fraud-2024"))).toEqual([
      [
        "changed",
        "endpoint.existing none -> fraud-2024",
        "endpoint.instanceType none -> ml.g5.xlarge",
        "variant.instanceType ml.g5.xlarge -> none",
      ],
    ]);
    expect(settings(existing("fraud-2024"), existing("fraud-2026"))).toEqual([
      ["changed", "endpoint.existing fraud-2024 -> fraud-2026"],
    ]);
    expect(settings(existing("fraud-2024"), existing("fraud-2024"))).toEqual([["same"]]);
  });

  it("does not repeat for each endpoint the boundary of the stack", () => {
    const bounded = {
      ...endpoint,
      config: { ...endpoint.config!, permissionsBoundaryArn: "arn:aws:iam::aws:policy/b" },
    };
    expect(compareStacks([endpoint], [bounded], from)).toMatchObject([{ change: "same", settings: [] }]);
  });

  it("compares the scaling, and the instances that stay without it", () => {
    const windows = { office: onDays(workdays, 8, 18, 4, 12) };
    const scaled = compiled(reported({ windows }));
    const [diff] = compareStacks([scaledBy(undefined, scaled)], [scaled], from);
    expect(diff).toMatchObject({
      change: "changed",
      words: [],
      settings: [
        "scaling.metric none -> invocationsPerInstance",
        "scaling.steps none -> below 100: -1, above 600: +1",
        "scaling.cooldown none -> 5m",
        "scaling.period none -> 1m",
        "scaling.evaluationPeriods none -> 3",
        "scaling.datapointsToAlarm none -> 3",
      ],
      after: { hasRangeWithoutScaleIn: false },
    });
    const { before, after } = diff!;
    // Two stay at night, and four do in office hours.
    expect(before!.averageMonth.instanceHours!.min).toBeCloseTo(
      after!.averageMonth.instanceHours!.min + (8760 - 260 * 10) / 12,
      0,
    );
    expect(before!.averageMonth.instanceHours!.max).toBe(before!.averageMonth.instanceHours!.min);
    const [reverse] = compareStacks([scaled], [scaledBy(undefined, scaled)], from);
    expect(reverse).toMatchObject({ after: { hasRangeWithoutScaleIn: true } });
    const note = "after: nothing scales in, so the instance count falls only if it is above max";
    expect(formatDiff(reverse!, { width: 80, color: false })).toContain(`\n${note}`);
    expect(formatDiffMarkdown(reverse!, {})).toContain(`\n\n${note}`);
    expect(formatDiff(diff!, { width: 80, color: false })).not.toContain("nothing scales in");
  });
});
