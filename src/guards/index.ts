import type { Problem } from "../problem";
import { checkCostAboveGuard } from "./cost-above-guard";
import { checkCostUnknown } from "./cost-unknown";
import type { AccountContext } from "./guard";
import { checkQuotaExceeded } from "./quota-exceeded";
import { checkQuotaUnknown } from "./quota-unknown";
import { checkQuotaUnused } from "./quota-unused";

/** What the endpoints of a stack break together, in the order in which a user should fix it. */
export function checkAccount(context: AccountContext): readonly Problem[] {
  return [
    checkCostAboveGuard,
    checkQuotaExceeded,
    checkCostUnknown,
    checkQuotaUnknown,
    checkQuotaUnused,
  ].flatMap((guard) => guard(context));
}
