import type { AccountRule } from "./account-context";

/** Warns of quotas that AWS did not return. */
export const checkQuotaUnknown: AccountRule = ({ guards, quotaLookups = {} }) => {
  if (guards.quotas !== "aws") return [];
  return Object.entries(quotaLookups).flatMap(([type, lookup]) => {
    if ("count" in lookup) return [];
    return {
      severity: "warning",
      code: "quota-unknown",
      path: "guards.quotas",
      message: `the account's quota of ${type} is unknown: ${lookup.unknown}`,
      expected: "the permission servicequotas:ListServiceQuotas, or quotas in the stack file",
      fix: `write quotas: { ${type}: 20 } with your account's number`,
    };
  });
};
