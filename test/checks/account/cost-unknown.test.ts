import { checkCostUnknown } from "../../../src/checks/account/cost-unknown.rule";
import { formatProblem } from "../../../src/problem";
import { reported } from "../../support/reported";

const guards = { maxMonthlyCostUsd: 100 };
const unpriced = reported({});
const existing = {
  ...unpriced,
  name: "fraud",
  config: { variant: {}, endpoint: { name: "fraud-2024" } },
};

describe("costUnknown", () => {
  it("warns of each endpoint that the guard cannot see, and says where its price belongs", () => {
    const found = checkCostUnknown({ guards, endpoints: [unpriced, existing], now: 0 });
    expect(found.map(formatProblem)).toEqual([
      `warning cost-unknown at endpoints.sentiment
  guards.maxMonthlyCostUsd says nothing about sentiment: the price of its instances is not known
  expected: variant.hourlyPriceUsd, US dollars for an instance-hour
  fix: write variant.hourlyPriceUsd, or prices: aws to have AWS asked`,
      `warning cost-unknown at endpoints.fraud
  guards.maxMonthlyCostUsd says nothing about fraud: the price of its instances is not known
  expected: endpoint.hourlyPriceUsd, US dollars for an instance-hour
  fix: write endpoint.hourlyPriceUsd, or prices: aws to have AWS asked`,
    ]);
  });

  it("says nothing where the price is given, or no cost is guarded", () => {
    const priced = reported({}, "UTC", {}, 1.41);
    expect(checkCostUnknown({ guards, endpoints: [priced], now: 0 })).toEqual([]);
    expect(checkCostUnknown({ guards: {}, endpoints: [unpriced], now: 0 })).toEqual([]);
  });
});
