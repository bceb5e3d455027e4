import { mergeSegments, type Segment } from "../../src/timetable/timeline";
import { limits } from "../support/timetables";

function segment(from: number, to: number, between: string, ...reasons: string[]): Segment {
  return { from, to, limits: limits(between), reasons };
}

describe("mergeSegments", () => {
  it("joins equal neighbors", () => {
    const parts = [
      segment(0, 5, "1-2", "baseline"),
      segment(5, 9, "1-2", "baseline"),
      segment(9, 12, "1-2", "baseline"),
    ];
    expect(mergeSegments(parts)).toEqual([segment(0, 12, "1-2", "baseline")]);
  });

  it.each([
    ["limits", segment(5, 9, "1-3", "baseline")],
    ["layers", segment(5, 9, "1-2", "window office")],
    ["the number of layers", segment(5, 9, "1-2", "baseline", "readyBefore")],
    ["pause", { ...segment(5, 9, "1-2", "baseline"), paused: true as const }],
  ])("keeps neighbours apart that differ in %s", (_, next) => {
    const parts = [segment(0, 5, "1-2", "baseline"), next];
    expect(mergeSegments(parts)).toEqual(parts);
  });

  it("returns no segment for none", () => {
    expect(mergeSegments([])).toEqual([]);
  });
});
