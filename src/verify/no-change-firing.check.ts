import type { Check } from "./check";
import {
  deleteAction,
  findFirings,
  findNextMinute,
  firingMinutes,
  formatActivity,
  formatAt,
  createAction,
  readScaling,
  registerTarget,
  toFixedLimits,
  toWideLimits,
  waitForFiring,
} from "./scaling-calls";

export const noChangeFiring: Check = {
  id: "no-change-firing",
  claim: "a firing that sets the limits that are in force, in the history with IncludeNotScaledActivities",
  assumed: "the history does not show it",
  needs: "target",
  observe: async (trial) => {
    const { target } = trial.endpoint;
    const at = await findNextMinute(trial);
    await createAction(trial, target, { name: "same", schedule: formatAt(at), limits: toFixedLimits(target) });
    // Shows that actions fire at all, and that the history has arrived.
    await createAction(trial, target, { name: "changed", schedule: formatAt(at + 1), limits: toWideLimits(target) });
    const changed = await waitForFiring(trial, target, "changed", at + 1 + firingMinutes);
    const [shown] = findFirings(trial, await readScaling(trial, target), "same");
    for (const name of ["same", "changed"]) await deleteAction(trial, target, name);
    await registerTarget(trial, target, toFixedLimits(target));
    if (shown !== undefined) return { same: false, seen: `the history shows it as ${formatActivity(shown)}` };
    if (changed === undefined) return { seen: "a firing that changed the limits is not in the history either" };
    return { same: true, seen: "the history shows the next firing, which changed the limits, and not this one" };
  },
};
