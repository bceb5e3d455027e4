import type { Calendar, Named, TimetableConfig, WindowConfig } from "../../src/config/config";
import type { ReportedEndpoint } from "../../src/report/reported-endpoint";
import type { Weekday } from "../../src/time/weekday";
import { timelineOf } from "../../src/timetable/timeline-of";

/** A window on weekdays from one full or half hour to another: `to` may be past 24. */
export function onDays(
  days: readonly Weekday[],
  fromHour: number,
  toHour: number,
  min: number,
  max: number,
): WindowConfig {
  return {
    starts: { days },
    fromMinute: fromHour * 60,
    lengthMinutes: (toHour - fromHour) * 60,
    limits: { min, max },
  };
}

/** Monday to Friday. */
export const workdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

/** An endpoint as reports see it, from a timetable with defaults filled in. */
export function reported(
  timetable: Partial<TimetableConfig>,
  timezone = "Europe/Berlin",
  calendars: Named<Calendar> = {},
  hourlyPriceUsd?: number,
): ReportedEndpoint {
  const config: TimetableConfig = {
    baseline: { min: 1, max: 2 },
    windows: {},
    exceptions: [],
    readyBeforeMinutes: 0,
    reassertEveryMinutes: 15,
    ...timetable,
  };
  return {
    name: "sentiment",
    timezone,
    timeline: timelineOf(config, calendars, timezone),
    config: {
      variant: {
        instanceType: "ml.g5.xlarge",
        ...(hourlyPriceUsd === undefined ? {} : { hourlyPriceUsd }),
      },
      timetable: config,
    },
  };
}

/** Office hours and a night batch across Sunday's midnight. */
export const office = {
  office: onDays(workdays, 8, 18, 4, 12),
  batch: onDays(["sun"], 22, 26, 8, 8),
};
