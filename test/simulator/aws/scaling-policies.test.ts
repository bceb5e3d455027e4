import fc from "fast-check";
import type { StepAdjustment, StepScalingInput } from "../../../src/simulator/aws/scaling-inputs";
import { adjustCount, findStep, findStepsProblem } from "../../../src/simulator/aws/scaling-policies";
import { runs } from "../../support/runs";

const step = (from: number | undefined, to: number | undefined, change: number): StepAdjustment => ({
  ...(from === undefined ? {} : { MetricIntervalLowerBound: from }),
  ...(to === undefined ? {} : { MetricIntervalUpperBound: to }),
  ScalingAdjustment: change,
});

describe("stepFor", () => {
  const out = [step(0, 600, 1), step(600, undefined, 3)];
  const inwards = [step(-50, 0, -1), step(undefined, -50, -2)];

  it.each([
    [0, 1],
    [599.9, 1],
    [600, 3],
    [1e9, 3],
  ])("takes a lower bound inside above the threshold: %d", (breach, change) => {
    expect(findStep(out, breach)?.ScalingAdjustment).toBe(change);
  });

  it.each([
    [-0.1, -1],
    [-49.9, -1],
    [-50, -2],
    [-1e9, -2],
  ])("takes an upper bound inside below the threshold: %d", (breach, change) => {
    expect(findStep(inwards, breach)?.ScalingAdjustment).toBe(change);
  });

  it("finds nothing on the other side of the threshold", () => {
    expect(findStep(out, -1)).toBeUndefined();
  });

  it("finds exactly one step for every breach, however the range is cut", () => {
    const cuts = fc
      .uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 8 })
      .map((values) => values.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(cuts, fc.integer({ min: -300, max: 300 }), (bounds, doubled) => {
        const breach = doubled / 2;
        // The threshold itself must be a bound: else one step would reach over it.
        const edges = [...new Set([...bounds, 0])].toSorted((a, b) => a - b);
        const steps = [undefined, ...edges].map((from, index) => step(from, edges[index], index));
        // Read aloud: how many bounds lie on the threshold's side of the breach, the bound itself included.
        const passed = edges.filter((edge) => (breach >= 0 ? edge <= breach : edge < breach)).length;
        expect(findStep(steps, breach)?.ScalingAdjustment).toBe(passed);
      }),
      runs(),
    );
  });
});

describe("adjustedCount", () => {
  const policy = (
    AdjustmentType: StepScalingInput["AdjustmentType"],
    more: Partial<StepScalingInput> = {},
  ): StepScalingInput => ({ AdjustmentType, StepAdjustments: [], ...more });

  it.each([
    ["ChangeInCapacity", 3, 4, 7],
    ["ChangeInCapacity", -3, 2, 0],
    ["ExactCapacity", 5, 1, 5],
    ["PercentChangeInCapacity", 50, 5, 7],
    ["PercentChangeInCapacity", 10, 5, 6],
    ["PercentChangeInCapacity", -10, 5, 4],
    ["PercentChangeInCapacity", -50, 5, 3],
    ["PercentChangeInCapacity", 0, 5, 5],
    ["PercentChangeInCapacity", -100, 5, 0],
  ] as const)("%s by %d makes %d to %d", (type, change, count, expected) => {
    expect(adjustCount(policy(type), change, count)).toBe(expected);
  });

  it("changes a percentage by the least magnitude at least", () => {
    const least = policy("PercentChangeInCapacity", { MinAdjustmentMagnitude: 3 });
    expect(adjustCount(least, 10, 10)).toBe(13);
    expect(adjustCount(least, 50, 10)).toBe(15);
    expect(adjustCount(least, -10, 10)).toBe(7);
  });

  it("rounds percentages towards zero, but to one instance at least", () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.integer({ min: -100, max: 300 }), (count, percent) => {
        fc.pre(percent !== 0);
        const change = adjustCount(policy("PercentChangeInCapacity"), percent, count) - count;
        // Counting instead of rounding: the largest whole number of hundredths that fits.
        let whole = 0;
        while ((whole + 1) * 100 <= Math.abs(count * percent)) whole++;
        const wanted = Math.sign(percent) * Math.max(1, whole);
        expect(change).toBe(Math.max(wanted, 0 - count));
      }),
      runs(),
    );
  });
});

describe("stepsComplaint", () => {
  it("takes steps that follow one another in any order", () => {
    expect(findStepsProblem([step(600, undefined, 3), step(0, 600, 1)])).toBeUndefined();
  });

  it.each([
    ["a gap", [step(0, 10, 1), step(11, undefined, 2)], /gap/],
    ["an overlap", [step(0, 10, 1), step(9, undefined, 2)], /overlap/],
    ["two steps without upper bound", [step(0, undefined, 1), step(5, undefined, 2)], /overlap/],
    ["a step of no width", [step(5, 5, 1)], /below its upper bound/],
  ] as const)("refuses %s", (_, steps, message) => {
    expect(findStepsProblem(steps)).toMatch(message);
  });
});
