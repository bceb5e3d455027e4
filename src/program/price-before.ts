import type { PriceLookup } from "../config/asked-prices";
import type { Named } from "../config/config";
import type { DeployedSchedule } from "../plan/deployed-schedule";
import type { ReportedEndpoint } from "../report/reported-endpoint";

/**
 * What is deployed, with the price of its instance type: that of an endpoint of the stack file that has the same type,
 * else what AWS was asked for.
 *
 * Out: without a price where neither says one
 */
export function addDeployedPrice(
  deployed: DeployedSchedule,
  endpoints: Named<Pick<ReportedEndpoint, "config">>,
  prices: Named<PriceLookup>,
): DeployedSchedule {
  if (deployed.kind !== "deployed" || deployed.instanceType === undefined) return deployed;
  const { instanceType } = deployed;
  const given = Object.values(endpoints)
    .map(({ config }) => config?.variant)
    .find(
      (variant) => variant?.instanceType === instanceType && variant.hourlyPriceUsd !== undefined,
    );
  const asked = prices[instanceType];
  const usd =
    given?.hourlyPriceUsd ?? (asked !== undefined && "usd" in asked ? asked.usd : undefined);
  return usd === undefined ? deployed : { ...deployed, hourlyPriceUsd: usd };
}
