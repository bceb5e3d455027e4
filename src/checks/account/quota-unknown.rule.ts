import type { AccountRule } from "./account-context";

/** A quota that AWS was asked for and did not tell. */
export const checkQuotaUnknown: AccountRule = ({ guards, quotaLookups: askedQuotas = {} }) => {
  if (guards.quotas !== "aws") return [];
  return Object.entries(askedQuotas).flatMap(([type, asked]) =>
    "count" in asked
      ? []
      : [
          {
            severity: "warning",
            code: "quota-unknown",
            path: "guards.quotas",
            message: `the account's quota of ${type} is not known: ${asked.unknown}`,
            expected: "the permission servicequotas:ListServiceQuotas, or quotas that are written",
            fix: `write quotas: { ${type}: 20 } with the account's own number`,
          },
        ],
  );
};
