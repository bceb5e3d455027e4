import { checkQuotaUnknown } from "../../../src/checks/account/quota-unknown.rule";
import { formatProblem } from "../../../src/problem";

const asked = { "ml.g5.xlarge": { count: 4 }, "ml.m5.large": { unknown: "not authorized" } };
const said = (quotas: "aws" | Record<string, number>, askedQuotas = asked): readonly string[] =>
  checkQuotaUnknown({ guards: { quotas }, quotaLookups: askedQuotas, endpoints: [], now: 0 }).map(
    formatProblem,
  );

describe("quotaUnknown", () => {
  it("says why AWS has not told a quota", () => {
    expect(said("aws")).toEqual([
      `warning quota-unknown at guards.quotas
  the account's quota of ml.m5.large is not known: not authorized
  expected: the permission servicequotas:ListServiceQuotas, or quotas that are written
  fix: write quotas: { ml.m5.large: 20 } with the account's own number`,
    ]);
  });

  it("says nothing of quotas that are written, or where AWS was not asked", () => {
    expect(said({ "ml.m5.large": 2 })).toEqual([]);
    expect(checkQuotaUnknown({ guards: { quotas: "aws" }, endpoints: [], now: 0 })).toEqual([]);
  });
});
