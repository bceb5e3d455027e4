import { toEndpointQuotaName } from "../../aws/facts";
import { type AwsState, isJsonList, isJsonObject, type JsonObject } from "../aws";
import { toText } from "./properties";

/** US dollars an hour in us-east-1 when this was written; the same in every region of the simulated AWS. */
const hourlyPrices: Readonly<Record<string, number>> = {
  "ml.m5.large": 0.115,
  "ml.m5.xlarge": 0.23,
  "ml.g5.xlarge": 1.408,
  "ml.g5.2xlarge": 1.515,
};

/**
 * What the provider answers when it is asked for the one product that fits some filters.
 * @throws as the provider has them when no product fits
 * @see terraform-provider-aws, pricing/product_data_source.go
 */
export function getPriceListProduct(args: JsonObject): JsonObject {
  const { filters } = args;
  const values = Object.fromEntries(
    (isJsonList(filters) ? filters : [])
      .filter(isJsonObject)
      .map((filter) => [toText(filter, "field"), toText(filter, "value")]),
  );
  const instanceType = toText(values, "instanceName");
  const price = hourlyPrices[instanceType];
  if (price === undefined) throw new Error("Pricing product query did not return any elements");
  const dimension = { unit: "Hrs", pricePerUnit: { USD: price.toFixed(10) } };
  const product = {
    product: { attributes: values },
    terms: { OnDemand: { sku: { priceDimensions: { rate: dimension } } } },
  };
  return { ...args, id: instanceType, result: JSON.stringify(product) };
}

/**
 * What the provider answers when it is asked for a quota by its name.
 * @throws as the provider has them when there is none
 * @see terraform-provider-aws, servicequotas/service_quota_data_source.go
 */
export function getServiceQuota({ world }: AwsState, args: JsonObject): JsonObject {
  const quotaName = toText(args, "quotaName");
  const found = Object.entries(world.quotas).find(([type]) => toEndpointQuotaName(type) === quotaName);
  if (found === undefined) throw new Error("finding Service Quotas Service Quota: empty result");
  return { ...args, id: quotaName, value: found[1] };
}
