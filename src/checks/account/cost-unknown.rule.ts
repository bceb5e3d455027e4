import { getPriceKey } from "../../plan/usage";
import { formatPath } from "../../problem";
import type { AccountRule } from "./account-context";

/** Warns of endpoints that `guards.maxMonthlyCostUsd` cannot count because their price is unknown. */
export const checkCostUnknown: AccountRule = ({ guards, endpoints }) => {
  if (guards.maxMonthlyCostUsd === undefined) return [];
  return endpoints
    .filter(({ config }) => config?.variant.hourlyPriceUsd === undefined)
    .map((endpoint) => ({
      severity: "warning",
      code: "cost-unknown",
      path: formatPath(["endpoints", endpoint.name]),
      message: `guards.maxMonthlyCostUsd does not count ${endpoint.name}: the price of its instances is unknown`,
      expected: `${getPriceKey(endpoint)} in US dollars per instance-hour`,
      fix: `write ${getPriceKey(endpoint)}, or prices: aws to ask AWS`,
    }));
};
