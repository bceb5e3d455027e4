import { findClairvoyant } from "../bench/recommend/clairvoyant";

describe("findClairvoyant", () => {
  const rates = Float64Array.from([10, 10, 30, 10]);

  it("pays each hour and each rise ten minutes early", () => {
    const { counts, instanceHours } = findClairvoyant(rates, 60, { perInstance: 10, startUpMinutes: 10, allowance: 0 });
    expect([...counts]).toEqual([1, 1, 3, 1]);
    expect(instanceHours).toBeCloseTo(6 + 2 / 6);
  });

  it("leaves short what it may", () => {
    const settings = { perInstance: 10, startUpMinutes: 10, allowance: 1200 };
    expect([...findClairvoyant(rates, 60, settings).counts]).toEqual([1, 1, 1, 1]);
  });

  it("has a lower bound at or below its cost", () => {
    const settings = { perInstance: 7, startUpMinutes: 10, allowance: 100 };
    const { lowerBound, instanceHours, shortRequests } = findClairvoyant(rates, 60, settings);
    expect(lowerBound).toBeLessThanOrEqual(instanceHours + 1e-9);
    expect(shortRequests).toBeLessThanOrEqual(100);
  });
});
