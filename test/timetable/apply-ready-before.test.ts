import { applyReadyBefore } from "../../src/timetable/layers";
import type { Segment } from "../../src/timetable/timeline";
import { limits } from "../support/timetables";

function segment(from: number, to: number, between: string, ...reasons: string[]): Segment {
  return { from, to, limits: limits(between), reasons };
}

describe("applyReadyBefore", () => {
  it("changes nothing without lead", () => {
    const segments = [segment(0, 50, "1-2", "baseline"), segment(50, 60, "4-4", "window a")];
    expect(applyReadyBefore(segments, 0)).toBe(segments);
  });

  it("leaves out the end, whose future is not known", () => {
    expect(applyReadyBefore([segment(0, 60, "1-2", "baseline")], 10)).toEqual([segment(0, 50, "1-2", "baseline")]);
  });

  it("names both windows in order if one raises min and the other max", () => {
    const segments = [
      segment(0, 50, "1-2", "baseline"),
      segment(50, 55, "1-9", "window wide"),
      segment(55, 100, "3-3", "window high"),
    ];
    expect(applyReadyBefore(segments, 20)).toEqual([
      segment(0, 30, "1-2", "baseline"),
      segment(30, 35, "1-9", "window wide", "readyBefore"),
      segment(35, 50, "3-9", "window wide", "window high", "readyBefore"),
      segment(50, 55, "3-9", "window high", "readyBefore"),
      segment(55, 80, "3-3", "window high"),
    ]);
  });

  it("names the first of two windows with equal limits, and none that only continues", () => {
    const segments = [
      segment(0, 10, "1-2", "baseline"),
      segment(10, 12, "4-4", "window a"),
      segment(12, 60, "4-4", "window b"),
    ];
    expect(applyReadyBefore(segments, 8)).toEqual([
      segment(0, 2, "1-2", "baseline"),
      segment(2, 10, "4-4", "window a", "readyBefore"),
      segment(10, 12, "4-4", "window a"),
      segment(12, 52, "4-4", "window b"),
    ]);
  });

  it("looks over several changes when the lead is longer than they are", () => {
    const segments = [
      segment(0, 10, "1-1", "baseline"),
      segment(10, 12, "2-2", "window a"),
      segment(12, 14, "1-1", "baseline"),
      segment(14, 16, "5-5", "window b"),
      segment(16, 60, "1-1", "baseline"),
    ];
    expect(applyReadyBefore(segments, 13)).toEqual([
      segment(0, 1, "2-2", "window a", "readyBefore"),
      segment(1, 14, "5-5", "window b", "readyBefore"),
      segment(14, 16, "5-5", "window b"),
      segment(16, 47, "1-1", "baseline"),
    ]);
  });
});
