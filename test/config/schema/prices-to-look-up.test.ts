import { compile } from "../../../src/compile";
import { parseStack } from "../../../src/config/schema/parse-stack";
import { listTypesToLookUp, type PriceLookup } from "../../../src/config/schema/prices-to-look-up";
import type { Named } from "../../../src/timetable/model";
import { instant } from "../../support/instant";

const timetable = { baseline: { min: 1, max: 2 } };
const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1";
const own = (variant: object) => ({ model: { image }, variant, timetable });

const raw = (prices?: string) => ({
  timezone: "UTC",
  ...(prices === undefined ? {} : { prices }),
  endpoints: {
    first: own({ instanceType: "ml.m5.large" }),
    second: own({ instanceType: "ml.g5.xlarge" }),
    third: own({ instanceType: "ml.g5.xlarge" }),
    given: own({ instanceType: "ml.p4d.24xlarge", hourlyPriceUsd: 30 }),
    existing: { endpoint: { existing: "fraud", instanceType: "ml.m5.large" }, timetable },
    untyped: { endpoint: { existing: "other" }, timetable },
  },
});

describe("listTypesToLookUp", () => {
  it("lists the types without a price, if the stack file allows AWS prices", () => {
    expect(listTypesToLookUp(parseStack(raw("aws")), {})).toEqual(["ml.g5.xlarge", "ml.m5.large"]);
    expect(listTypesToLookUp(parseStack(raw("given")), {})).toEqual([]);
    expect(listTypesToLookUp(parseStack(raw()), {})).toEqual([]);
    expect(listTypesToLookUp(parseStack("nonsense"), {})).toEqual([]);
  });

  it("lists the deployed types that an update replaces", () => {
    const deployed = { first: "ml.m5.large", given: "ml.p3.2xlarge", gone: "ml.c5.large" };
    expect(listTypesToLookUp(parseStack(raw("aws")), deployed)).toEqual([
      "ml.g5.xlarge",
      "ml.m5.large",
      "ml.p3.2xlarge",
    ]);
    expect(listTypesToLookUp(parseStack(raw("given")), deployed)).toEqual([]);
  });
});

describe("compile", () => {
  const compiled = (values: unknown, prices?: Named<PriceLookup>) =>
    compile(
      values,
      { now: instant("2026-11-24T08:00:00Z"), readCalendarFile: () => undefined },
      prices === undefined ? {} : { prices },
    );
  const pricesOf = (values: unknown, prices?: Named<PriceLookup>) =>
    Object.values(compiled(values, prices).endpoints).map(({ config, askedPrice }) => [
      config?.variant.hourlyPriceUsd,
      askedPrice,
    ]);

  it("takes the prices of AWS, or the reason why there is none", () => {
    const prices = { "ml.m5.large": { usd: 0.115 }, "ml.g5.xlarge": { unknown: "two rows" } };
    expect(pricesOf(raw("aws"), prices)).toEqual([
      [0.115, { usd: 0.115 }],
      [undefined, { unknown: "two rows" }],
      [undefined, { unknown: "two rows" }],
      [30, undefined],
      [0.115, { usd: 0.115 }],
      [undefined, { unknown: "the stack file has no instance type" }],
    ]);
  });

  it("says which commands ask AWS if none did", () => {
    expect(pricesOf(raw("aws"))[0]).toEqual([
      undefined,
      { unknown: "only pulumi preview and pulumi up ask AWS for it" },
    ]);
    expect(pricesOf(raw("given"))[0]).toEqual([undefined, undefined]);
  });

  it("refuses a source of prices that it does not know", () => {
    const [problem] = compiled(raw("amazon")).problems;
    expect(problem).toMatchObject({ severity: "error", path: "prices" });
  });
});
