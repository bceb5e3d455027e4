import { checkQuotaUnknown } from "../../../src/checks/account/quota-unknown.rule";
import { formatProblem } from "../../../src/problem";

const lookups = { "ml.g5.xlarge": { count: 4 }, "ml.m5.large": { unknown: "not authorized" } };
const check = (quotas: "aws" | Record<string, number>, quotaLookups = lookups): readonly string[] =>
  checkQuotaUnknown({ guards: { quotas }, quotaLookups, endpoints: [], now: 0 }).map(formatProblem);

describe("checkQuotaUnknown", () => {
  it("warns of a quota that AWS did not return, with the reason", () => {
    expect(check("aws")).toEqual([
      `warning quota-unknown at guards.quotas
  the account's quota of ml.m5.large is unknown: not authorized
  expected: the permission servicequotas:ListServiceQuotas, or quotas in the stack file
  fix: write quotas: { ml.m5.large: 20 } with your account's number`,
    ]);
  });

  it("accepts quotas in the stack file, and a run that did not ask AWS", () => {
    expect(check({ "ml.m5.large": 2 })).toEqual([]);
    expect(checkQuotaUnknown({ guards: { quotas: "aws" }, endpoints: [], now: 0 })).toEqual([]);
  });
});
