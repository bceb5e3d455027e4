import {
  type ClockChange,
  type EpochMinute,
  formatInstant,
  formatUtc,
  listClockChanges,
  toPlainMinute,
} from "../timetable/time";
import type { Check, Trial } from "./check";
import {
  deleteAction,
  findFirings,
  findNextMinute,
  firingMinutes,
  createAction,
  readScaling,
  registerTarget,
  toFixedLimits,
  toWideLimits,
  waitForMinute,
} from "./scaling-calls";

/** Zones whose clocks go back at different moments. */
const zones = [
  "Europe/Berlin",
  "Africa/Cairo",
  "Asia/Jerusalem",
  "America/St_Johns",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "America/Santiago",
  "Australia/Sydney",
  "Pacific/Auckland",
];

/** How long before the doubled hour the check may start. */
const waitMinutes = 60;

/** From the first possible firing to the end of its pass. */
const marginMinutes = 3;

const name = "doubled";

export const doubledHour: Check = {
  id: "doubled-hour",
  claim: "an action that is due in an hour which a clock change repeats",
  assumed: "it fires in the first pass, and perhaps again in the second",
  needs: "target",
  observe: async (trial) => {
    const now = await findNextMinute(trial);
    const next = findDoubledHour(now);
    const start = next.from - waitMinutes;
    if (now < start) {
      const last = formatUtc(next.change.at - 2 * marginMinutes);
      return {
        seen: `the next one is in ${next.zone}: try again from ${formatUtc(start)} to ${last}, with --only doubled-hour`,
      };
    }
    return observePasses(trial, next, Math.max(next.from + marginMinutes, now));
  },
};

/** `from`: when the hour begins for the first time. */
interface DoubledHour {
  readonly zone: string;
  readonly from: EpochMinute;
  readonly change: ClockChange;
}

/** The next hour that there is still time to see from `now` on. */
function findDoubledHour(now: EpochMinute): DoubledHour {
  const coming = zones.flatMap((zone) =>
    listClockChanges(zone, now + marginMinutes, now + 2 * 366 * 1440)
      .filter(({ offsetBefore, offsetAfter }) => offsetAfter < offsetBefore)
      .map((change) => ({ zone, change, from: change.at - (change.offsetBefore - change.offsetAfter) })),
  );
  const [next] = coming.toSorted((a, b) => a.from - b.from);
  if (next === undefined) throw new Error("bug: no clock goes back within two years");
  return next;
}

async function observePasses(trial: Trial, { zone, change, from }: DoubledHour, first: EpochMinute) {
  const { target } = trial.endpoint;
  const second = first + (change.at - from);
  const schedule = formatLocalCron(zone, first);
  await createAction(trial, target, { name, schedule, timezone: zone, limits: toWideLimits(target) });
  const fired: boolean[] = [];
  for (const pass of [first, second]) {
    await waitForMinute(trial, pass + firingMinutes);
    const firings = findFirings(trial, await readScaling(trial, target), name);
    fired.push(firings.some(({ at }) => at >= pass && at < pass + firingMinutes));
    // A second firing shows in the history only if it changes something.
    await registerTarget(trial, target, toFixedLimits(target));
  }
  await deleteAction(trial, target, name);
  const passes = ["first", "second"].filter((_, index) => fired[index]);
  const seen = passes.length === 0 ? "fired in no pass" : `fired in the ${passes.join(" and in the ")} pass`;
  return { same: fired[0] === true, seen: `${schedule} ${zone} ${seen}` };
}

/** A schedule for one minute of one day, on a zone's clock. */
function formatLocalCron(zone: string, at: EpochMinute): string {
  const [year, month, day, hour, minute] = formatInstant(toPlainMinute(zone, at)).match(/\d+/g)?.map(Number) ?? [];
  return `cron(${minute} ${hour} ${day} ${month} ? ${year})`;
}
