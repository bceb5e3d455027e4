import { parseSchedule, type Schedule } from "../../plan/cron";
import { findNextFirings } from "../../plan/replay";
import type { Problem } from "../../problem";
import type { ScheduleConfig } from "../../timetable";
import { type EpochMinute, isKnownZone, toEpochDay } from "../../timetable/time";
import { type EndpointRule, formatSchedulePath } from "./context";

/** No schedule fires earlier than its first possible year. */
const firstMinute = toEpochDay(1970, 1, 1) * 1440;

/** A raw schedule for which no moment ever comes (30 February), or comes no more (a year gone by). */
export const checkScheduleNeverFires: EndpointRule = ({ path, sections, now }) => {
  return Object.entries(sections.schedules ?? {}).flatMap(([name, config]) => {
    const { schedule } = parseSchedule(config.schedule);
    if (schedule === undefined || !isKnownZone(config.timezone)) return [];
    if (canFire(name, config, now)) return [];
    const at = `${formatSchedulePath(path, name)}.schedule`;
    return [
      canFire(name, config, firstMinute)
        ? createExpiredProblem(at, config)
        : createNeverFiresProblem(at, config, schedule),
    ];
  });
};

function canFire(name: string, config: ScheduleConfig, from: EpochMinute): boolean {
  return findNextFirings([{ name, ...config }], from, 1).length > 0;
}

function createExpiredProblem(path: string, { schedule, timezone }: ScheduleConfig): Problem {
  return {
    severity: "warning",
    code: "schedule-never-fires",
    path,
    message: `"${schedule}" fires no more: its last moment in ${timezone} has passed`,
    expected: "a moment to come; AWS keeps the action and counts it towards its quota",
    fix: "remove the schedule, or give it a year to come",
  };
}

function createNeverFiresProblem(
  path: string,
  { schedule, timezone }: ScheduleConfig,
  { kind }: Schedule,
): Problem {
  const message =
    kind === "cron"
      ? `"${schedule}" never fires: no date up to the year 2199 matches all its fields`
      : `"${schedule}" never fires: the clock of ${timezone} leaves this moment out`;
  return {
    severity: "error",
    code: "schedule-never-fires",
    path,
    message,
    expected: "a date that a calendar has, at a time that the zone's clock shows",
    fix: kind === "cron" ? "write L as Day-of-month for a month's last day" : "move it by an hour",
  };
}
