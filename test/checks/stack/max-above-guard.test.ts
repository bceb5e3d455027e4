import { checkMaxAboveGuard } from "../../../src/checks/stack/max-above-guard.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";
import { contextOf } from "../../support/timetable-context";
import { limits, override, weekly } from "../../support/timetables";

const stack = { calendars: {}, guards: { maxInstances: 20 }, tags: {} };

describe("checkMaxAboveGuard", () => {
  it("refuses a window that allows more than the guard", () => {
    const windows = { launch: weekly("mon", "08:00", "18:00", "4-21") };
    expect(checkMaxAboveGuard(contextOf({ windows }, { stack })).map(formatProblem)).toEqual([
      `error max-above-guard at endpoints.fraud.timetable.windows.launch.max
  window "launch" allows 21 instances, more than guards.maxInstances
  expected: at most 20
  fix: lower it to 20, or raise guards.maxInstances to 21`,
    ]);
  });

  it("checks all limits of the stack file", () => {
    const parts = {
      baseline: limits("1-30"),
      exceptions: [{ on: { calendar: "sales" }, use: limits("1-31") }],
      override: override("2026-12-04T12:00", "2026-12-05T18:00", "32-32"),
    };
    const raw = rawContext({ out: { schedule: "cron(0 17 ? * MON *)", min: 5, max: 33 } });
    const found = [contextOf(parts, { stack }), { ...raw, stack }].flatMap(checkMaxAboveGuard);
    expect(found.map(({ path }) => path)).toEqual([
      "endpoints.fraud.timetable.baseline.max",
      "endpoints.fraud.timetable.exceptions[0].use.max",
      "endpoints.fraud.timetable.override",
      "endpoints.fraud.schedules.out.max",
    ]);
  });

  it("accepts the guard itself, and anything without a guard", () => {
    const windows = { launch: weekly("mon", "08:00", "18:00", "4-20") };
    expect(checkMaxAboveGuard(contextOf({ windows }, { stack }))).toEqual([]);
    expect(checkMaxAboveGuard(contextOf({ baseline: limits("1-99") }))).toEqual([]);
  });
});
