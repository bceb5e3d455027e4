import { checkSchedulesSameMinute } from "../../../src/checks/stack/schedules-same-minute.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext, timetableContext } from "../../support/endpoint-context";

const out = { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 };

describe("checkSchedulesSameMinute", () => {
  it("refuses two schedules with different limits in one minute, in different zones too", () => {
    const back = { schedule: "cron(0 18 1 1 ? 2027)", timezone: "Europe/Berlin", min: 1, max: 2 };
    expect(checkSchedulesSameMinute(rawContext({ out, back })).map(formatProblem)).toEqual([
      `error schedules-same-minute at endpoints.fraud.schedules.back.schedule
  "out" (min 2, max 5) and "back" (min 1, max 2) fire in the same minute at 2027-01-01T18:00+01:00
  expected: one firing per minute: AWS does not say which of two runs last
  fix: move "back" by a minute`,
    ]);
  });

  it("warns if the limits are the same, and counts the minutes", () => {
    const again = { ...out, schedule: "cron(0 17 ? * FRI *)" };
    expect(checkSchedulesSameMinute(rawContext({ out, again })).map(formatProblem)).toEqual([
      `warning schedules-same-minute at endpoints.fraud.schedules.again.schedule
  "out" (min 2, max 5) and "again" (min 2, max 5) fire in the same minute 105 times, first at 2026-01-02T17:00+00:00
  expected: one firing per minute: AWS does not say which of two runs last
  fix: remove one of them, or move "again" by a minute`,
    ]);
  });

  it("accepts a minute between them", () => {
    const back = { schedule: "cron(1 17 ? * MON-FRI *)", min: 1, max: 2 };
    expect(checkSchedulesSameMinute(rawContext({ out, back }))).toEqual([]);
  });

  it("ignores a timetable", () => expect(checkSchedulesSameMinute(timetableContext({}, "UTC"))).toEqual([]));
});
