import type { AccountRules } from "../../aws/client";
import { joinWords } from "../../config/text";
import type { Problem } from "../../problem";

/** The account that a run has to read. `from`: how it is known. */
export interface ExpectedAccount {
  readonly account: string;
  readonly from: "state" | "provider";
}

const whyExpected: Readonly<Record<ExpectedAccount["from"], string>> = {
  state: "this stack is deployed in account",
  provider: "the provider works in account",
};

/**
 * Refuses to read another account than the provider's: what the stack has deployed would seem to be gone, and somebody
 * else's endpoint would seem to be its own.
 * @param account that of the credentials
 * @param expected undefined if neither state nor provider have an account
 */
export function checkAccountDiffers(
  account: string,
  expected: ExpectedAccount | undefined,
  { allowed, forbidden = [] }: Omit<AccountRules, "isUnknown">,
): readonly Problem[] {
  const found = `AWS is read in account ${account}`;
  if (expected !== undefined && expected.account !== account) {
    const message = `${found}, but ${whyExpected[expected.from]} ${expected.account}`;
    return [createProblem("aws:profile", message, `account ${expected.account}`)];
  }
  if (allowed !== undefined && !allowed.includes(account)) {
    const message = `${found}, which aws:allowedAccountIds does not list`;
    return [createProblem("aws:allowedAccountIds", message, `account ${joinWords(allowed, "or")}`)];
  }
  if (!forbidden.includes(account)) return [];
  const message = `${found}, which aws:forbiddenAccountIds lists`;
  return [createProblem("aws:forbiddenAccountIds", message, "another account")];
}

function createProblem(path: string, message: string, account: string): Problem {
  return {
    severity: "error",
    code: "account-differs",
    path,
    message,
    expected: `credentials of ${account}`,
    fix: `sign in to ${account}: set AWS_PROFILE, or aws:profile or aws:assumeRoles in the stack file`,
  };
}
