import { checkQuotaUnused } from "../../../src/checks/account/quota-unused.rule";
import { formatProblem } from "../../../src/problem";
import { reported } from "../../support/reported";

const check = (...types: readonly string[]) => {
  const quotas = Object.fromEntries(types.map((type) => [type, 1]));
  return checkQuotaUnused({ guards: { quotas }, endpoints: [reported({})], now: 0 }).map(formatProblem);
};

describe("checkQuotaUnused", () => {
  it("warns of a type that no endpoint uses", () => {
    expect(check("ml.g5.xlarg")).toEqual([
      `warning quota-unused at guards.quotas["ml.g5.xlarg"]
  no endpoint uses instance type "ml.g5.xlarg"
  expected: the instance type of an endpoint, such as ml.g5.xlarge
  fix: correct the type, or remove it`,
    ]);
  });

  it("accepts the type of an endpoint, and quotas from AWS", () => {
    const guards = { quotas: "aws" as const };
    expect(checkQuotaUnused({ guards, endpoints: [reported({})], now: 0 })).toEqual([]);
    expect(check("ml.g5.xlarge")).toEqual([]);
  });
});
