import * as pulumi from "@pulumi/pulumi";
import { lookUpPrices } from "../../../src/deploy/preflight/look-up-prices-and-quotas";
import * as mocks from "../../support/mocks";

const product = (usd: string) =>
  JSON.stringify({
    terms: { OnDemand: { a: { priceDimensions: { b: { unit: "Hrs", pricePerUnit: { USD: usd } } } } } },
  });

const getProduct = "aws:pricing/getProduct:getProduct";
const getRegion = "aws:index/getRegion:getRegion";

type Functions = NonNullable<Parameters<typeof mocks.record>[1]>["functions"];

/** Asks as a program does. */
async function ask(
  types: readonly string[],
  region: string,
  answer: NonNullable<Functions>[string],
): Promise<{ readonly prices: unknown; readonly recording: mocks.Recording }> {
  let prices: unknown;
  const recording = await mocks.record(
    async () => {
      prices = await lookUpPrices(types);
      return {};
    },
    { functions: { [getRegion]: () => ({ region, id: region, name: region }), [getProduct]: answer } },
  );
  return { prices, recording };
}

const failed = (details: string): Error => Object.assign(new Error(details), { details });

describe("lookUpPrices", () => {
  it("asks for each type in the stack's region, with the stack's own provider where it can", async () => {
    const asked: unknown[] = [];
    const { prices, recording } = await ask(["ml.g5.xlarge", "ml.m5.large"], "eu-central-1", (call) => {
      asked.push(call);
      return { result: product("1.76") };
    });
    expect(prices).toEqual({ "ml.g5.xlarge": { usd: 1.76 }, "ml.m5.large": { usd: 1.76 } });
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual({
      provider: "",
      inputs: {
        serviceCode: "AmazonSageMaker",
        filters: [
          { field: "component", value: "Hosting" },
          { field: "productFamily", value: "ML Instance" },
          { field: "instanceName", value: "ml.g5.xlarge" },
          { field: "regionCode", value: "eu-central-1" },
        ],
      },
    });
    expect(recording.resources).toEqual([]);
  });

  it("asks in another region where the stack's does not answer, with the stack's credentials", async () => {
    pulumi.runtime.setAllConfig(
      {
        "aws:region": "eu-west-1",
        "aws:profile": "ml",
        "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::123456789012:role/deploy"}]',
        "aws:secretKey": "geheim",
      },
      ["aws:secretKey"],
    );
    const providers: unknown[] = [];
    const { prices, recording } = await ask(["ml.g5.xlarge"], "eu-west-1", ({ inputs, provider }) => {
      providers.push(provider, inputs);
      return { result: product("1.57") };
    });
    pulumi.runtime.setAllConfig({});
    expect(prices).toEqual({ "ml.g5.xlarge": { usd: 1.57 } });
    expect(providers).toEqual([
      expect.stringContaining("pulumi:providers:aws::price-list"),
      expect.objectContaining({
        filters: expect.arrayContaining([{ field: "regionCode", value: "eu-west-1" }]) as unknown,
      }),
    ]);
    expect(recording.resources.map(({ type, name, inputs }) => ({ type, name, inputs }))).toEqual([
      {
        type: "pulumi:providers:aws",
        name: "price-list",
        inputs: expect.objectContaining({
          region: "us-east-1",
          profile: "ml",
          assumeRoles: '[{"roleArn":"arn:aws:iam::123456789012:role/deploy"}]',
          secretKey: { secret: "geheim" },
        }) as unknown,
      },
    ]);
  });

  it.each([
    [
      "several rows",
      "invoking aws:pricing/getProduct:getProduct: 1 error occurred:\n\t* Pricing product query not precise enough. Returned 2 elements\n\n",
      "Pricing product query not precise enough. Returned 2 elements",
    ],
    [
      "no row",
      "Pricing product query did not return any elements",
      "Pricing product query did not return any elements",
    ],
    ["a long reason", `AccessDeniedException: ${"x".repeat(300)}`, `AccessDeniedException: ${"x".repeat(177)}…`],
  ])("knows no price from %s, and says why", async (_, details, unknown) => {
    const { prices } = await ask(["ml.g5.xlarge"], "us-east-1", () => {
      throw failed(details);
    });
    expect(prices).toEqual({ "ml.g5.xlarge": { unknown } });
  });

  it("knows no price from a product without one", async () => {
    const { prices } = await ask(["ml.g5.xlarge"], "us-east-1", () => ({ result: "{}" }));
    expect(prices).toEqual({
      "ml.g5.xlarge": { unknown: "AWS's price list has no single price of an hour for it in us-east-1" },
    });
  });

  it("asks nothing when no price is wanted, and fails nothing when the region is not known", async () => {
    const nothing = await mocks.record(async () => ({ prices: await lookUpPrices([]) }));
    expect(nothing.outputs).toEqual({ prices: {} });
    const { outputs } = await mocks.record(async () => ({ prices: await lookUpPrices(["ml.x.y"]) }));
    expect(outputs).toEqual({ prices: { "ml.x.y": { unknown: "the engine gives no reason" } } });
  });
});
