import { formatPath } from "../../problem";
import type { AccountRule } from "./account-context";

/** Warns of quotas for types that no endpoint uses: a typo may leave another type unchecked. */
export const checkQuotaUnused: AccountRule = ({ guards, endpoints }) => {
  const types = endpoints.flatMap(({ config }) => config?.variant.instanceType ?? []);
  return Object.keys(guards.quotas === "aws" ? {} : (guards.quotas ?? {}))
    .filter((type) => !types.includes(type))
    .map((type) => ({
      severity: "warning",
      code: "quota-unused",
      path: formatPath(["guards", "quotas", type]),
      message: `no endpoint uses instance type "${type}"`,
      expected: `the instance type of an endpoint, such as ${types[0] ?? "ml.m5.large"}`,
      fix: "correct the type, or remove it",
    }));
};
