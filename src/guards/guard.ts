import type { Guards, Named } from "../config/config";
import type { Problem } from "../problem";
import type { ReportedEndpoint } from "../report/reported-endpoint";
import type { EpochMinute } from "../time/instant";

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
