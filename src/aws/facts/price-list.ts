/**
 * The regions that serve the price list of all regions.
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export const priceListRegions: readonly string[] = ["us-east-1", "eu-central-1", "ap-south-1"];

/** As DescribeServices of the price list names SageMaker. */
export const priceListService = "AmazonSageMaker";

/**
 * Creates the filters that separate hosting from training, notebooks and processing on the same type.
 * @see https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonSageMaker/current/index.json
 */
export function createHostingPriceFilters(
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
 * Parses the on-demand price of an hour, US dollars.
 * @param product One product of the price list, as JSON.
 * @returns undefined if the text has no such price, or more than one.
 */
export function parseHourlyPrice(product: string): number | undefined {
  const terms = getMember(parseJson(product), "terms");
  const dimensions = getValues(getMember(terms, "OnDemand")).flatMap((term) =>
    getValues(getMember(term, "priceDimensions")),
  );
  const [price, ...others] = new Set(
    dimensions
      .filter((dimension) => /^(hrs|hours?)$/i.test(String(getMember(dimension, "unit"))))
      .map((dimension) => Number(getMember(getMember(dimension, "pricePerUnit"), "USD"))),
  );
  return others.length === 0 && price !== undefined && price > 0 ? price : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function getMember(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function getValues(value: unknown): readonly unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
