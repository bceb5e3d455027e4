/**
 * The regions that answer for the price list, whatever region a price is of.
 * Source: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export const priceListRegions: readonly string[] = ["us-east-1", "eu-central-1", "ap-south-1"];

/** The price list's name of SageMaker. Source: DescribeServices of the price list */
export const priceListService = "AmazonSageMaker";

/**
 * What tells an instance that serves an endpoint from the same type for training, notebooks or processing.
 *
 * Source: attributes of the offer file https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonSageMaker/current/index.json
 */
export function hostingPriceFilters(
  instanceType: string,
  region: string,
): readonly { readonly field: string; readonly value: string }[] {
  return [
    { field: "component", value: "Hosting" },
    { field: "productFamily", value: "ML Instance" },
    { field: "instanceName", value: instanceType },
    { field: "regionCode", value: region },
  ];
}

/**
 * The US dollars of an hour on demand, in one product of the price list.
 *
 * In:  the product as JSON text
 * Out: undefined where there is no such price, more than one, or no price at all in the text
 */
export function hourlyPriceIn(product: string): number | undefined {
  const terms = member(parsed(product), "terms");
  const dimensions = values(member(terms, "OnDemand")).flatMap((term) =>
    values(member(term, "priceDimensions")),
  );
  const [price, ...others] = new Set(
    dimensions
      .filter((dimension) => /^(hrs|hours?)$/i.test(String(member(dimension, "unit"))))
      .map((dimension) => Number(member(member(dimension, "pricePerUnit"), "USD"))),
  );
  return others.length === 0 && price !== undefined && price > 0 ? price : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function values(value: unknown): readonly unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
