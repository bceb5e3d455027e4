import { formatPath } from "../../problem";
import type { AccountRule } from "./account-context";

/** A quota of a type that no endpoint has: perhaps another spelling of one that goes unguarded. */
export const checkQuotaUnused: AccountRule = ({ guards, endpoints }) => {
  const types = endpoints.flatMap(({ config }) => config?.variant.instanceType ?? []);
  return Object.keys(guards.quotas === "aws" ? {} : (guards.quotas ?? {}))
    .filter((type) => !types.includes(type))
    .map((type) => ({
      severity: "warning",
      code: "quota-unused",
      path: formatPath(["guards", "quotas", type]),
      message: `no endpoint has instances of "${type}"`,
      expected: `the instance type of an endpoint, such as ${types[0] ?? "ml.m5.large"}`,
      fix: "correct the type, or remove it",
    }));
};
