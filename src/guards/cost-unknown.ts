import { pathText } from "../config/path-text";
import { priceKey } from "../report/cost-text";
import type { Guard } from "./guard";

/** An endpoint of which the price is not known, where a guard bounds the cost. */
export const costUnknown: Guard = ({ guards, endpoints }) => {
  if (guards.maxMonthlyCostUsd === undefined) return [];
  return endpoints
    .filter(({ config }) => config?.variant.hourlyPriceUsd === undefined)
    .map((endpoint) => ({
      severity: "warning",
      code: "cost-unknown",
      path: pathText(["endpoints", endpoint.name]),
      message: `guards.maxMonthlyCostUsd says nothing about ${endpoint.name}: the price of its instances is not known`,
      expected: `${priceKey(endpoint)}, US dollars for an instance-hour`,
      fix: `write ${priceKey(endpoint)}, or prices: aws to have AWS asked`,
    }));
};
