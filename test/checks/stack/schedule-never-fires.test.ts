import { checkScheduleNeverFires } from "../../../src/checks/stack/schedule-never-fires.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";

const said = (schedule: string, timezone = "UTC"): readonly string[] =>
  checkScheduleNeverFires(rawContext({ out: { schedule, timezone } })).map(formatProblem);

describe("scheduleNeverFires", () => {
  it("refuses 30 February", () =>
    expect(said("cron(0 8 30 2 ? *)")).toEqual([
      `error schedule-never-fires at endpoints.fraud.schedules.out.schedule
  "cron(0 8 30 2 ? *)" never fires: no date up to the year 2199 matches all its fields
  expected: a date that a calendar has, at a time that the zone's clock shows
  fix: write L as Day-of-month for a month's last day`,
    ]));

  it("accepts 29 February", () => expect(said("cron(0 8 29 2 ? *)")).toEqual([]));

  it("warns of years gone by", () =>
    expect(said("cron(0 8 1 * ? 2024-2025)")).toEqual([
      `warning schedule-never-fires at endpoints.fraud.schedules.out.schedule
  "cron(0 8 1 * ? 2024-2025)" fires no more: its last moment in UTC has passed
  expected: a moment to come; AWS keeps the action and counts it towards its quota
  fix: remove the schedule, or give it a year to come`,
    ]));

  it("accepts the present year", () => expect(said("cron(0 8 1 * ? 2026)")).toEqual([]));

  it("refuses a moment that the zone's clock leaves out", () =>
    expect(said("at(2027-03-28T02:30:00)", "Europe/Berlin")).toEqual([
      `error schedule-never-fires at endpoints.fraud.schedules.out.schedule
  "at(2027-03-28T02:30:00)" never fires: the clock of Europe/Berlin leaves this moment out
  expected: a date that a calendar has, at a time that the zone's clock shows
  fix: move it by an hour`,
    ]));

  it("leaves to other checks what cannot be read", () => {
    expect(said("cron(0 8 30 2 * *)")).toEqual([]);
    expect(said("cron(0 8 30 2 ? *)", "Mars/Olympus")).toEqual([]);
  });
});
