import { toDemand } from "../../src/recommend";
import { runDemand } from "../../src/recommend/run-demand";
import { type StepLadder, toLadderPolicies } from "../../src/recommend/step-ladder";
import { createHistory } from "./histories";

const ladder: StepLadder = {
  above: [
    { bound: 9, amount: 50 },
    { bound: 20, amount: 200 },
  ],
  below: [{ bound: 4, amount: -50 }],
  cooldownMinutes: 15,
  evaluationPeriods: 2,
};

const fleet = { perInstance: 10, startUpMinutes: 10 };

function fillWeek(min: number, max: number) {
  return { min: new Int16Array(10_080).fill(min), max: new Int16Array(10_080).fill(max) };
}

/** Runs one value for each hour, in requests a minute, and returns the paid and serving counts by minute. */
function runHours(rates: readonly number[], limits = fillWeek(1, 20), scaling: StepLadder | "none" = ladder) {
  const demand = toDemand({ ...createHistory(1, 60, (_, minute) => 60 * (rates[minute / 60] ?? NaN)) });
  const record = { paid: new Int16Array(1440), serving: new Int16Array(1440) };
  const result = runDemand(demand, limits, scaling === "none" ? [] : toLadderPolicies(scaling), fleet, record);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return {
    ...record,
    paidMinutes: sum(result.instanceMinutes),
    short: sum(result.shortRequests),
    hours: sum(result.shortHours),
  };
}

describe("runDemand", () => {
  it("pays from the request and serves after the start-up", () => {
    // 30 on 1 instance: two values above 20 in minutes 0 and 1, then +200 %.
    const { paid, serving } = runHours([30]);
    expect([...paid.slice(0, 3)]).toEqual([1, 1, 3]);
    expect([...serving.slice(11, 13)]).toEqual([1, 3]);
  });

  it("counts requests above the capacity in service, and their hour once", () => {
    // 20 a minute too many for 12 minutes; then 3 instances serve 30.
    const { short, hours } = runHours([30]);
    expect([short, hours]).toEqual([240, 1]);
  });

  it("takes the step further out on its bound, and changes at least one instance", () => {
    expect(runHours([20]).paid[2]).toBe(3);
    expect(runHours([15]).paid[2]).toBe(2);
  });

  it("counts what was added as part of the next step during the cooldown", () => {
    // Until minute 12, the values are those of one instance; the policy adds nothing to the 3 it asked for.
    const { paid } = runHours([25]);
    expect([...new Set(paid.slice(2, 60))]).toEqual([3]);
  });

  it("waits for the cooldown between two scale-ins, and stops at min", () => {
    const { paid } = runHours([2], { ...fillWeek(2, 20), min: fillWeek(8, 20).min.fill(2, 1) });
    expect([...paid.slice(1, 4)]).toEqual([8, 4, 4]);
    expect([paid[16], paid[17], paid[59]]).toEqual([4, 2, 2]);
  });

  it("raises the count to min and lowers it to max at once", () => {
    const limits = fillWeek(1, 20);
    limits.min.fill(5, 30, 40);
    limits.max.fill(2, 45);
    const { paid, serving } = runHours([8], limits, "none");
    expect([paid[29], paid[30], serving[39], serving[40]]).toEqual([1, 5, 1, 5]);
    expect([paid[44], paid[45], serving[45]]).toEqual([5, 2, 2]);
  });

  it("does nothing without data, and pays nothing that it could report", () => {
    const { paid, paidMinutes, short } = runHours([8]);
    expect([...new Set(paid)]).toEqual([1]);
    expect([paidMinutes, short]).toEqual([60, 0]);
  });
});
