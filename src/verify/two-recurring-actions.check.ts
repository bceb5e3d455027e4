import type { Check } from "./check";
import {
  deleteAction,
  findFirings,
  findNextMinute,
  createAction,
  readScaling,
  registerTarget,
  toFixedLimits,
  toWideLimits,
  waitForMinute,
} from "./scaling-calls";

/** As the minutes of `0/2` and `1/2`. */
const names = ["even", "odd"] as const;

/** Each action is due four times. */
const minutes = 8;

export const twoRecurringActions: Check = {
  id: "two-recurring-actions",
  claim: "two recurring actions on one target, each every two minutes, that set different limits in turn",
  assumed: "both fire each time",
  needs: "target",
  observe: async (trial) => {
    const { target } = trial.endpoint;
    const from = await findNextMinute(trial);
    await createAction(trial, target, { name: "even", schedule: "cron(0/2 * * * ? *)", limits: toWideLimits(target) });
    await createAction(trial, target, { name: "odd", schedule: "cron(1/2 * * * ? *)", limits: toFixedLimits(target) });
    await waitForMinute(trial, from + minutes);
    const scaling = await readScaling(trial, target);
    for (const name of names) await deleteAction(trial, target, name);
    await registerTarget(trial, target, toFixedLimits(target));
    const counts = names.map((name) => {
      const firings = findFirings(trial, scaling, name).filter(({ status }) => status === "Successful");
      return firings.filter(({ at }) => at >= from && at < from + minutes).length;
    });
    const seen = `in ${minutes} minutes, one fired ${counts[0]} times and the other ${counts[1]} times`;
    return { same: counts.every((count) => count >= minutes / 2 - 1), seen };
  },
};
