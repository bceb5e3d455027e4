import type { Problem } from "../../problem";
import type { AccountContext } from "./account-context";
import { checkCostAboveGuard } from "./cost-above-guard.rule";
import { checkCostUnknown } from "./cost-unknown.rule";
import { checkQuotaExceeded } from "./quota-exceeded.rule";
import { checkQuotaUnknown } from "./quota-unknown.rule";
import { checkQuotaUnused } from "./quota-unused.rule";

/** Finds what the endpoints of a stack break together, in the order to fix it. */
export function checkAccount(context: AccountContext): readonly Problem[] {
  return [checkCostAboveGuard, checkQuotaExceeded, checkCostUnknown, checkQuotaUnknown, checkQuotaUnused].flatMap(
    (rule) => rule(context),
  );
}
