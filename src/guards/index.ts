import type { Problem } from "../problem";
import { costAboveGuard } from "./cost-above-guard";
import { costUnknown } from "./cost-unknown";
import type { GuardContext } from "./guard";
import { quotaExceeded } from "./quota-exceeded";
import { quotaUnknown } from "./quota-unknown";
import { quotaUnused } from "./quota-unused";

/** What the endpoints of a stack break together, in the order in which a user should fix it. */
export function guardProblems(context: GuardContext): readonly Problem[] {
  return [costAboveGuard, quotaExceeded, costUnknown, quotaUnknown, quotaUnused].flatMap((guard) =>
    guard(context),
  );
}
