import { callAws } from "../aws/client";
import { type EpochMinute, formatInstant } from "../timetable/time";
import type { Check } from "./check";
import {
  deleteAction,
  findNextMinute,
  firingMinutes,
  formatActivity,
  registerTarget,
  toActionInput,
  toFixedLimits,
  toWideLimits,
  waitForFiring,
} from "./scaling-calls";

const name = "days";

export const daysList: Check = {
  id: "days-list",
  claim: "a cron expression that lists 29 days of the month",
  assumed: "AWS takes it, and it fires on a day of the list",
  needs: "target",
  observe: async (trial) => {
    const { target } = trial.endpoint;
    const at = await findNextMinute(trial);
    const action = { name, schedule: formatDaysList(at), limits: toWideLimits(target) };
    const put = await callAws("application-autoscaling:PutScheduledAction", () =>
      trial.aws.scaling.putScheduledAction(toActionInput(trial, target, action)),
    );
    if ("failure" in put) return { same: false, seen: put.failure.message };
    const firing = await waitForFiring(trial, target, name, at + firingMinutes);
    await deleteAction(trial, target, name);
    await registerTarget(trial, target, toFixedLimits(target));
    if (firing === undefined) return { same: false, seen: `took ${action.schedule}, which did not fire` };
    return { same: firing.status === "Successful", seen: `took it, and its firing is ${formatActivity(firing)}` };
  },
};

/** Every day of the month but two that are not today's, at one minute in UTC. */
function formatDaysList(at: EpochMinute): string {
  const [, day = "", hour = "", minute = ""] = /-(\d\d)T(\d\d):(\d\d)Z$/.exec(formatInstant(at)) ?? [];
  const today = Number(day);
  const days = Array.from({ length: 31 }, (_, index) => index + 1);
  const left = [(today % 31) + 1, ((today + 1) % 31) + 1];
  return `cron(${Number(minute)} ${Number(hour)} ${days.filter((each) => !left.includes(each)).join(",")} * ? *)`;
}
