import { explainUnknownInstances, getPriceKey, getShownUnit, type ReportedEndpoint } from "../../plan/usage";
import { formatPath } from "../../problem";
import type { AccountRule } from "./account-context";

/** Warns of endpoints that `guards.maxMonthlyCostUsd` cannot count because their price is unknown. */
export const checkCostUnknown: AccountRule = ({ guards, endpoints }) => {
  if (guards.maxMonthlyCostUsd === undefined) return [];
  return endpoints
    .filter(
      (endpoint) =>
        endpoint.config?.variant.hourlyPriceUsd === undefined || explainUnknownInstances(endpoint) !== undefined,
    )
    .map((endpoint) => ({
      severity: "warning",
      code: "cost-unknown",
      path: formatPath(["endpoints", endpoint.name]),
      message: `guards.maxMonthlyCostUsd does not count ${endpoint.name}: ${explainUnknownCost(endpoint)}`,
      ...suggestFix(endpoint),
    }));
};

function explainUnknownCost(endpoint: ReportedEndpoint): string {
  const what = getShownUnit(endpoint) === "concurrency" ? "provisioned concurrency" : "instances";
  return explainUnknownInstances(endpoint) ?? `the price of its ${what} is unknown`;
}

function suggestFix(endpoint: ReportedEndpoint): { readonly expected: string; readonly fix: string } {
  const key = getPriceKey(endpoint);
  if (explainUnknownInstances(endpoint) !== undefined) {
    return {
      expected: "acceleratorsPerCopy of all components of the endpoint, and an instance type with known accelerators",
      fix: "write acceleratorsPerCopy and instanceType under component",
    };
  }
  return getShownUnit(endpoint) === "concurrency"
    ? { expected: `${key} in US dollars per hour and unit of concurrency`, fix: `write ${key}` }
    : { expected: `${key} in US dollars per instance-hour`, fix: `write ${key}, or prices: aws to ask AWS` };
}
