import { checkCostUnknown } from "../../../src/checks/account/cost-unknown.rule";
import { formatProblem } from "../../../src/problem";
import { reported } from "../../support/reported";

const guards = { maxMonthlyCostUsd: 100 };
const unpriced = reported({});
const existing = {
  ...unpriced,
  name: "fraud",
  config: { variant: {}, endpoint: { name: "fraud-2024", unit: "instances" as const } },
};

describe("checkCostUnknown", () => {
  it("warns of each endpoint without a price, with the key for it", () => {
    const found = checkCostUnknown({ guards, endpoints: [unpriced, existing], now: 0 });
    expect(found.map(formatProblem)).toEqual([
      `warning cost-unknown at endpoints.sentiment
  guards.maxMonthlyCostUsd does not count sentiment: the price of its instances is unknown
  expected: variant.hourlyPriceUsd in US dollars per instance-hour
  fix: write variant.hourlyPriceUsd, or prices: aws to ask AWS`,
      `warning cost-unknown at endpoints.fraud
  guards.maxMonthlyCostUsd does not count fraud: the price of its instances is unknown
  expected: endpoint.hourlyPriceUsd in US dollars per instance-hour
  fix: write endpoint.hourlyPriceUsd, or prices: aws to ask AWS`,
    ]);
  });

  it("accepts endpoints with a price, and a stack without a cost guard", () => {
    const priced = reported({}, "UTC", {}, 1.41);
    expect(checkCostUnknown({ guards, endpoints: [priced], now: 0 })).toEqual([]);
    expect(checkCostUnknown({ guards: {}, endpoints: [unpriced], now: 0 })).toEqual([]);
  });
});
