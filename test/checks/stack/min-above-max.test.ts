import { checkMinAboveMax } from "../../../src/checks/stack/min-above-max.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";
import { contextOf } from "../../support/timetable-context";
import { limits, override, weekly } from "../../support/timetables";

describe("checkMinAboveMax", () => {
  it("refuses a window whose min is above its max", () => {
    const windows = { office: weekly("mon-fri", "08:00", "18:00", "12-4") };
    expect(checkMinAboveMax(contextOf({ windows })).map(formatProblem)).toEqual([
      `error min-above-max at endpoints.fraud.timetable.windows.office.min
  window "office" has min 12 above max 4
  expected: a min at or below max
  fix: write min: 4, max: 12, or correct the wrong value`,
    ]);
  });

  it("checks all limits of a timetable", () => {
    const context = contextOf({
      baseline: limits("3-2"),
      windows: { "night batch": weekly("sun", "22:00", "02:00", "9-8") },
      exceptions: [
        { on: { calendar: "bavaria" }, use: limits("4-3") },
        { on: { dates: ["2026-12-24"] }, use: limits("5-4") },
      ],
      override: override("2026-12-04T12:00", "2026-12-05T18:00", "7-6"),
    });
    expect(checkMinAboveMax(context).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "endpoints.fraud.timetable.baseline.min: the baseline has min 3 above max 2",
      'endpoints.fraud.timetable.windows["night batch"].min: window "night batch" has min 9 above max 8',
      'endpoints.fraud.timetable.exceptions[0].use.min: the exception for calendar "bavaria" has min 4 above max 3',
      "endpoints.fraud.timetable.exceptions[1].use.min: the exception for dates has min 5 above max 4",
      "endpoints.fraud.timetable.override.min: the override has min 7 above max 6",
    ]);
  });

  it("checks schedules and their baseline", () => {
    const raw = rawContext({ out: { schedule: "cron(0 17 ? * MON *)", min: 5, max: 2 } });
    const sections = { ...raw.sections, baseline: limits("3-2") };
    expect(checkMinAboveMax({ ...raw, sections }).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "endpoints.fraud.baseline.min: the baseline has min 3 above max 2",
      'endpoints.fraud.schedules.out.min: schedule "out" has min 5 above max 2',
    ]);
  });

  it("accepts a min that is max", () => {
    const windows = { office: weekly("mon-fri", "08:00", "18:00", "4-4") };
    expect(checkMinAboveMax(contextOf({ windows }))).toEqual([]);
  });
});
