import { applyOverride, getEffectiveOverride } from "../../src/timetable/layers";
import type { Segment } from "../../src/timetable/timeline";
import { limits, override } from "../support/timetables";

const segments: readonly Segment[] = [
  { from: 0, to: 50, limits: limits("1-2"), reasons: ["baseline"] },
  { from: 50, to: 100, limits: limits("4-4"), reasons: ["window a"] },
];

describe("applyOverride", () => {
  it("cuts what it covers", () => {
    const covering = { from: 40, until: 60, use: limits("9-9") };
    expect(applyOverride(segments, covering)).toEqual([
      { from: 0, to: 40, limits: limits("1-2"), reasons: ["baseline"] },
      { from: 40, to: 60, limits: limits("9-9"), reasons: ["override"] },
      { from: 60, to: 100, limits: limits("4-4"), reasons: ["window a"] },
    ]);
  });

  it("keeps the limits before a pause all along, with the reason", () => {
    const pause = { from: 50, until: 70, use: "pause" as const, reason: "incident 12" };
    expect(applyOverride(segments, pause)[1]).toEqual({
      from: 50,
      to: 70,
      limits: limits("1-2"),
      reasons: ["pause incident 12"],
      paused: true,
    });
  });
});

describe("getEffectiveOverride", () => {
  it("counts an override that begins before it ends", () => {
    const one = override("2026-12-04T12:00", "2026-12-05T18:00", "9-9");
    expect(getEffectiveOverride(one)).toBe(one);
    expect(getEffectiveOverride(override("2199-12-31T12:00", "2200-01-01T00:00", "9-9"))).toBeDefined();
  });

  it.each([
    ["none", undefined],
    ["an empty one", override("2026-12-04T12:00", "2026-12-04T12:00", "9-9")],
    ["a backward one", override("2026-12-04T12:00", "2026-12-04T11:59", "9-9")],
    ["one that ends in a year AWS does not know", override("2199-12-31T12:00", "2200-01-01T00:01", "9-9")],
    ["one that begins in such a year", override("1969-12-31T12:00", "2026-12-04T11:59", "9-9")],
  ])("does not count %s", (_, one) => {
    expect(getEffectiveOverride(one)).toBeUndefined();
  });
});
