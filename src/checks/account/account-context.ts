import type { Guards, ParsedStack } from "../../config/schema";
import type { ReportedEndpoint } from "../../plan/usage";
import type { Problem } from "../../problem";
import type { Named } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";

/** An account's quota as AWS was asked for it; else why it is not known, one line. */
export type QuotaLookup = { readonly count: number } | { readonly unknown: string };

/** What a guard may look at: the endpoints of a stack that have a right shape. */
export interface AccountContext {
  readonly guards: Guards;
  /** By instance type. Absent: AWS was not asked. */
  readonly quotaLookups?: Named<QuotaLookup>;
  readonly endpoints: readonly ReportedEndpoint[];
  readonly now: EpochMinute;
}

/** Finds one kind of problem in all endpoints together. The problem's code is the file's name. */
export type AccountRule = (context: AccountContext) => readonly Problem[];

/** Months that guards look ahead, the present one included. */
export const monthsAhead = 12;

/**
 * The instance types whose quota AWS is to be asked for.
 *
 * Out: sorted, each once; none where the stack file does not have AWS asked
 */
export function listQuotaTypes({ stack, endpoints }: ParsedStack): readonly string[] {
  if (stack.guards.quotas !== "aws") return [];
  const types = Object.values(endpoints).flatMap(
    ({ config }) => config?.variant.instanceType ?? [],
  );
  return [...new Set(types)].toSorted();
}
