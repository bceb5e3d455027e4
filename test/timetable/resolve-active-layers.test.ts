import { type ActiveSpan, resolveActiveLayers } from "../../src/timetable/layers";
import { limits } from "../support/timetables";

const baseline = limits("1-2");

function span(from: number, to: number, order: number, between?: string): ActiveSpan {
  const own = { from, to, order, layer: `layer ${order}` };
  return between === undefined ? own : { ...own, limits: limits(between) };
}

/** `from: min-max layers`, and the end. */
function lines(spans: readonly ActiveSpan[], from: number, to: number): readonly string[] {
  const segments = resolveActiveLayers(spans, baseline, from, to);
  const texts = segments.map((s) => `${s.from}: ${s.limits.min}-${s.limits.max} ${s.reasons.join(", ")}`);
  return [...texts, `${segments.at(-1)?.to}`];
}

describe("resolveActiveLayers", () => {
  it("has the baseline if no layer is active", () => {
    expect(lines([], 10, 20)).toEqual(["10: 1-2 baseline", "20"]);
    expect(lines([span(0, 10, 0, "3-3"), span(20, 30, 0, "3-3")], 10, 20)).toEqual(["10: 1-2 baseline", "20"]);
  });

  it("begins and ends spans to the minute, also one minute from the ends of the interval", () => {
    expect(lines([span(11, 19, 0, "3-3")], 10, 20)).toEqual([
      "10: 1-2 baseline",
      "11: 3-3 layer 0",
      "19: 1-2 baseline",
      "20",
    ]);
  });

  it("includes spans that began before and end after", () => {
    expect(lines([span(0, 15, 0, "3-3"), span(14, 99, 1, "2-9")], 10, 20)).toEqual([
      "10: 3-3 layer 0",
      "14: 3-9 layer 0, layer 1",
      "15: 2-9 layer 1",
      "20",
    ]);
  });

  it("lists layers by their order, not by when they begin", () => {
    expect(lines([span(0, 30, 2, "3-3"), span(12, 30, 1, "3-3")], 10, 20)).toEqual([
      "10: 3-3 layer 2",
      "12: 3-3 layer 1, layer 2",
      "20",
    ]);
  });

  it("names a layer without limits together with the baseline or with layers that have limits", () => {
    expect(lines([span(10, 20, -1), span(15, 20, 0, "4-4")], 10, 20)).toEqual([
      "10: 1-2 layer -1, baseline",
      "15: 4-4 layer -1, layer 0",
      "20",
    ]);
  });
});
