import { callAws } from "../aws/client";
import type { Check, Trial } from "./check";
import { deleteAction, readScaling, toActionInput, toFixedLimits } from "./scaling-calls";

/** Forms that plans may have and that no public example of Application Auto Scaling shows. */
const schedules = [
  "cron(0 0 ? * MON 2029-2199)",
  "cron(45/14 8 ? * MON-FRI *)",
  "cron(13/15 8 ? * MON-FRI *)",
  "cron(10-20 8 ? * MON-FRI *)",
  "cron(0 8 1 1,2,3,4,5,6,7,8,9,10,11 ? *)",
];

export const cronForms: Check = {
  id: "cron-forms",
  claim: "years up to 2199, starts such as 45/14, ranges of minutes and lists of 11 months in a cron expression",
  assumed: "AWS takes them all, and returns them as they were written",
  needs: "target",
  observe: async (trial) => {
    const wrong: string[] = [];
    for (const schedule of schedules) wrong.push(...(await trySchedule(trial, schedule)));
    return wrong.length === 0
      ? { same: true, seen: `took all ${schedules.length}` }
      : { same: false, seen: wrong.join("; ") };
  },
};

/** @returns what AWS refused or changed */
async function trySchedule(trial: Trial, schedule: string): Promise<readonly string[]> {
  const { target } = trial.endpoint;
  const name = "form";
  const input = toActionInput(trial, target, { name, schedule, limits: toFixedLimits(target) });
  const put = await callAws("application-autoscaling:PutScheduledAction", () =>
    trial.aws.scaling.putScheduledAction(input),
  );
  if ("failure" in put) return [`${schedule}: ${put.failure.message}`];
  const { actions } = await readScaling(trial, target);
  const stored = actions.find((action) => action.name === input.ScheduledActionName)?.schedule;
  await deleteAction(trial, target, name);
  return stored === schedule ? [] : [`${schedule} became ${stored ?? "nothing"}`];
}
