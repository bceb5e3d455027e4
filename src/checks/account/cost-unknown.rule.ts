import { getPriceKey } from "../../plan/usage";
import { formatPath } from "../../problem";
import type { AccountRule } from "./account-context";

/** An endpoint of which the price is not known, where a guard bounds the cost. */
export const checkCostUnknown: AccountRule = ({ guards, endpoints }) => {
  if (guards.maxMonthlyCostUsd === undefined) return [];
  return endpoints
    .filter(({ config }) => config?.variant.hourlyPriceUsd === undefined)
    .map((endpoint) => ({
      severity: "warning",
      code: "cost-unknown",
      path: formatPath(["endpoints", endpoint.name]),
      message: `guards.maxMonthlyCostUsd says nothing about ${endpoint.name}: the price of its instances is not known`,
      expected: `${getPriceKey(endpoint)}, US dollars for an instance-hour`,
      fix: `write ${getPriceKey(endpoint)}, or prices: aws to have AWS asked`,
    }));
};
