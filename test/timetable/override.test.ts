import { applyOverride } from "../../src/timetable/override";
import type { Segment } from "../../src/timetable/timeline";
import { limits } from "../support/timetables";

const segments: readonly Segment[] = [
  { from: 0, to: 50, limits: limits("1-2"), because: ["baseline"] },
  { from: 50, to: 100, limits: limits("4-4"), because: ["window a"] },
];

describe("applyOverride", () => {
  it("cuts what it covers", () => {
    const override = { from: 40, until: 60, use: limits("9-9") };
    expect(applyOverride(segments, override)).toEqual([
      { from: 0, to: 40, limits: limits("1-2"), because: ["baseline"] },
      { from: 40, to: 60, limits: limits("9-9"), because: ["override"] },
      { from: 60, to: 100, limits: limits("4-4"), because: ["window a"] },
    ]);
  });

  it("keeps the limits of a pause's first moment all along, with the reason", () => {
    const pause = { from: 49, until: 70, use: "pause" as const, reason: "incident 12" };
    expect(applyOverride(segments, pause)[1]).toEqual({
      from: 49,
      to: 70,
      limits: limits("1-2"),
      because: ["pause incident 12"],
      paused: true,
    });
  });

  it("leaves everything when there is none", () => {
    expect(applyOverride(segments, undefined)).toBe(segments);
  });
});
