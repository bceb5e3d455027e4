import { createHostingPriceFilters, parseHourlyPrice } from "../../../src/aws/facts/price-list";

const product = (...dimensions: readonly (readonly [unit: string, usd: string])[]): string =>
  JSON.stringify({
    product: { productFamily: "ML Instance", attributes: { component: "Hosting" } },
    terms: {
      OnDemand: {
        "ABC.JRTCKXETXF": {
          priceDimensions: Object.fromEntries(
            dimensions.map(([unit, USD], n) => [`ABC.${n}`, { unit, pricePerUnit: { USD } }]),
          ),
        },
      },
    },
  });

describe("parseHourlyPrice", () => {
  it("reads the price of an hour on demand", () => {
    expect(parseHourlyPrice(product(["Hrs", "1.4080000000"]))).toBe(1.408);
    expect(parseHourlyPrice(product(["Hrs", "1.4080000000"], ["GB-Mo", "0.14"]))).toBe(1.408);
  });

  it.each([
    ["two prices of an hour", product(["Hrs", "1.4"], ["Hrs", "1.5"])],
    ["no price of an hour", product(["GB-Mo", "0.14"])],
    ["a price of nothing", product(["Hrs", "0.0000000000"])],
    ["a price in no number", product(["Hrs", "on request"])],
    ["reserved terms alone", JSON.stringify({ terms: { Reserved: {} } })],
    ["no product", "null"],
    ["no JSON", "<html>"],
  ])("does not guess from %s", (_, text) => {
    expect(parseHourlyPrice(text)).toBeUndefined();
  });
});

describe("createHostingPriceFilters", () => {
  it("selects the hosting instances of a type", () => {
    expect(createHostingPriceFilters("ml.g5.xlarge", "eu-west-1")).toEqual([
      { field: "component", value: "Hosting" },
      { field: "productFamily", value: "ML Instance" },
      { field: "instanceName", value: "ml.g5.xlarge" },
      { field: "regionCode", value: "eu-west-1" },
    ]);
  });
});
