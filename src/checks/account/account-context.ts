import type { Guards, ParsedStack } from "../../config/schema";
import type { ReportedEndpoint } from "../../plan/usage";
import type { Problem } from "../../problem";
import type { Named } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";

/** AWS's answer about a quota: the number of instances, or one line on why it is unknown. */
export type QuotaLookup = { readonly count: number } | { readonly unknown: string };

/** What account rules read: all endpoints of a stack with the right shape. */
export interface AccountContext {
  readonly guards: Guards;
  /** By instance type. Absent if AWS was not asked. */
  readonly quotaLookups?: Named<QuotaLookup>;
  readonly endpoints: readonly ReportedEndpoint[];
  readonly now: EpochMinute;
}

/** Finds the problems of one code in all endpoints together. */
export type AccountRule = (context: AccountContext) => readonly Problem[];

/** How many months the rules look ahead, this one included. */
export const monthsAhead = 12;

/**
 * Lists the instance types whose quotas the run must read from AWS.
 * @returns sorted, each once; none unless `guards.quotas` is `aws`
 */
export function listQuotaTypes({ stack, endpoints }: ParsedStack): readonly string[] {
  if (stack.guards.quotas !== "aws") return [];
  const types = Object.values(endpoints).flatMap(({ config }) => config?.variant.instanceType ?? []);
  return [...new Set(types)].toSorted();
}
