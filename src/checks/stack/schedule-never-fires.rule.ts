import { parseSchedule } from "../../plan/cron";
import { findNextFirings } from "../../plan/replay";
import type { ScheduleConfig } from "../../timetable";
import { type EpochMinute, isKnownZone, toEpochDay } from "../../timetable/time";
import { type EndpointRule, formatSchedulePath } from "./context";

/** Schedules cannot fire before their first year. */
const firstMinute = toEpochDay(1970, 1, 1) * 1440;

/** Refuses schedules that never fire (30 February), and warns of those that never fire again. */
export const checkScheduleNeverFires: EndpointRule = ({ path, sections, now }) =>
  Object.entries(sections.schedules ?? {}).flatMap(([name, config]) => {
    const { schedule, timezone } = config;
    const parsed = parseSchedule(schedule).schedule;
    if (parsed === undefined || !isKnownZone(timezone) || canFire(name, config, now)) return [];
    const base = { code: "schedule-never-fires", path: `${formatSchedulePath(path, name)}.schedule` };
    if (canFire(name, config, firstMinute)) {
      return {
        ...base,
        severity: "warning",
        message: `"${schedule}" never fires again: its last time in ${timezone} has passed`,
        expected: "a future time; AWS keeps the action and counts it toward the quota",
        fix: "remove the schedule, or give it a future year",
      };
    }
    const isCron = parsed.kind === "cron";
    return {
      ...base,
      severity: "error",
      message: isCron
        ? `"${schedule}" never fires: no date up to 2199 matches all its fields`
        : `"${schedule}" never fires: the clock in ${timezone} skips this time`,
      expected: "a date that exists, at a time that the zone's clock shows",
      fix: isCron ? "write L as Day-of-month for the last day of a month" : "move it by an hour",
    };
  });

function canFire(name: string, config: ScheduleConfig, from: EpochMinute): boolean {
  return findNextFirings([{ name, ...config }], from, 1).length > 0;
}
