import type { Check } from "./check";
import { componentUpdating } from "./component-updating.check";
import { cronForms } from "./cron-forms.check";
import { daysList } from "./days-list.check";
import { deleteDeregisters } from "./delete-deregisters.check";
import { doubledHour } from "./doubled-hour.check";
import { firingWhileUpdating } from "./firing-while-updating.check";
import { noChangeFiring } from "./no-change-firing.check";
import { overlappingPuts } from "./overlapping-puts.check";
import { typeChange, variantRemoval } from "./refused-updates.check";
import { twoRecurringActions } from "./two-recurring-actions.check";
import { zeroConcurrency } from "./zero-concurrency.check";

/** In the order in which they run: the last ones may leave no endpoint for others. */
export const checks: readonly Check[] = [
  overlappingPuts,
  cronForms,
  daysList,
  noChangeFiring,
  twoRecurringActions,
  doubledHour,
  componentUpdating,
  zeroConcurrency,
  firingWhileUpdating,
  typeChange,
  variantRemoval,
  deleteDeregisters,
];
