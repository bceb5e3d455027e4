import { checkWindowDuplicate } from "../../../src/checks/stack/window-duplicate.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { onDates, weekly } from "../../support/timetables";

const office = weekly("mon-fri", "08:00", "18:00", "4-12");

describe("checkWindowDuplicate", () => {
  it("warns of a window that equals an earlier one", () => {
    const windows = { office, lunch: weekly("mon", "12:00", "13:00", "5-12"), work: office };
    expect(checkWindowDuplicate(contextOf({ windows })).map(formatProblem)).toEqual([
      `warning window-duplicate at endpoints.fraud.timetable.windows.work
  window "work" has the same days, times and limits as window "office"
  expected: windows that differ
  fix: remove one of them, or change the copy`,
    ]);
  });

  it("ignores the order of days", () => {
    const [first, second] = [weekly("mon,tue", "08:00", "18:00", "4-4"), weekly("tue,mon", "08:00", "18:00", "4-4")];
    expect(checkWindowDuplicate(contextOf({ windows: { first, second } }))).toHaveLength(1);
  });

  it.each([
    ["days", weekly("mon-thu", "08:00", "18:00", "4-12")],
    ["the beginning", { ...office, fromMinute: 479 }],
    ["the length", { ...office, lengthMinutes: 599 }],
    ["min", weekly("mon-fri", "08:00", "18:00", "3-12")],
    ["max", weekly("mon-fri", "08:00", "18:00", "4-13")],
    ["being bound to dates", onDates(["2026-12-24"], "08:00", "18:00", "4-12")],
  ])("accepts windows that differ in %s", (_, other) => {
    expect(checkWindowDuplicate(contextOf({ windows: { office, other } }))).toEqual([]);
  });
});
