import { checkAccountDiffers } from "../../../src/checks/live/account-differs.rule";
import { formatProblem } from "../../../src/problem";

const [mine, other] = ["123456789012", "999988887777"];
const check = (...args: Parameters<typeof checkAccountDiffers>) => checkAccountDiffers(...args).map(formatProblem);

describe("checkAccountDiffers", () => {
  it("names the account that is read and that in which the stack is deployed", () => {
    expect(check(other, { account: mine, from: "state" }, { allowed: [mine] })).toEqual([
      `error account-differs at aws:profile
  AWS is read in account 999988887777, but this stack is deployed in account 123456789012
  expected: credentials of account 123456789012
  fix: sign in to account 123456789012: set AWS_PROFILE, or aws:profile or aws:assumeRoles in the stack file`,
    ]);
  });

  it("names the provider's account before the first deployment", () => {
    expect(check(other, { account: mine, from: "provider" }, {})[0]).toContain(
      "AWS is read in account 999988887777, but the provider works in account 123456789012",
    );
  });

  it("keeps to the accounts that the stack file allows and forbids", () => {
    expect(check(other, undefined, { allowed: [mine, "1"] })).toEqual([
      `error account-differs at aws:allowedAccountIds
  AWS is read in account 999988887777, which aws:allowedAccountIds does not list
  expected: credentials of account 123456789012 or 1
  fix: sign in to account 123456789012 or 1: set AWS_PROFILE, or aws:profile or aws:assumeRoles in the stack file`,
    ]);
    expect(check(other, undefined, { forbidden: [other] })[0]).toContain(
      "AWS is read in account 999988887777, which aws:forbiddenAccountIds lists",
    );
  });

  it("accepts the same account, and any if nobody knows another", () => {
    expect(check(mine, { account: mine, from: "state" }, { allowed: [mine], forbidden: [other] })).toEqual([]);
    expect(check(mine, undefined, {})).toEqual([]);
  });
});
