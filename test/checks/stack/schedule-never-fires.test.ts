import { checkScheduleNeverFires } from "../../../src/checks/stack/schedule-never-fires.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";

const check = (schedule: string, timezone = "UTC"): readonly string[] =>
  checkScheduleNeverFires(rawContext({ out: { schedule, timezone } })).map(formatProblem);

describe("checkScheduleNeverFires", () => {
  it("refuses 30 February", () =>
    expect(check("cron(0 8 30 2 ? *)")).toEqual([
      `error schedule-never-fires at endpoints.fraud.schedules.out.schedule
  "cron(0 8 30 2 ? *)" never fires: no date up to 2199 matches all its fields
  expected: a date that exists, at a time that the zone's clock shows
  fix: write L as Day-of-month for the last day of a month`,
    ]));

  it("accepts 29 February", () => expect(check("cron(0 8 29 2 ? *)")).toEqual([]));

  it("warns of past years", () =>
    expect(check("cron(0 8 1 * ? 2024-2025)")).toEqual([
      `warning schedule-never-fires at endpoints.fraud.schedules.out.schedule
  "cron(0 8 1 * ? 2024-2025)" never fires again: its last time in UTC has passed
  expected: a future time; AWS keeps the action and counts it toward the quota
  fix: remove the schedule, or give it a future year`,
    ]));

  it("accepts the present year", () => expect(check("cron(0 8 1 * ? 2026)")).toEqual([]));

  it("refuses a time that the zone's clock skips", () =>
    expect(check("at(2027-03-28T02:30:00)", "Europe/Berlin")).toEqual([
      `error schedule-never-fires at endpoints.fraud.schedules.out.schedule
  "at(2027-03-28T02:30:00)" never fires: the clock in Europe/Berlin skips this time
  expected: a date that exists, at a time that the zone's clock shows
  fix: move it by an hour`,
    ]));

  it("leaves unreadable schedules to other rules", () => {
    expect(check("cron(0 8 30 2 * *)")).toEqual([]);
    expect(check("cron(0 8 30 2 ? *)", "Mars/Olympus")).toEqual([]);
  });
});
