import { checkUnknownCalendar } from "../../../src/checks/stack/unknown-calendar.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";

const exceptions = [{ on: { calendar: "bavria" }, use: "baseline" as const }];
const stackWith = (...names: readonly string[]) => ({
  calendars: Object.fromEntries(names.map((name) => [name, { dates: ["2026-12-25"] }])),
  guards: {},
  tags: {},
});

describe("checkUnknownCalendar", () => {
  it("refuses a misspelled calendar and suggests the closest one", () => {
    const stack = stackWith("hesse", "bavaria");
    expect(checkUnknownCalendar(contextOf({ exceptions }, { stack })).map(formatProblem)).toEqual([
      `error unknown-calendar at endpoints.fraud.timetable.exceptions[0].calendar
  the stack has no calendar "bavria"
  expected: one of hesse, bavaria
  fix: write bavaria`,
    ]);
  });

  it("refuses a calendar of a stack that has none", () =>
    expect(checkUnknownCalendar(contextOf({ exceptions })).map(formatProblem)).toEqual([
      `error unknown-calendar at endpoints.fraud.timetable.exceptions[0].calendar
  the stack has no calendar "bavria"
  expected: a name under calendars
  fix: add bavria under calendars, or remove this entry`,
    ]));

  it("accepts a calendar of the stack, and dates", () => {
    const dates = [{ on: { dates: ["2026-12-25"] }, use: "baseline" as const }];
    expect(checkUnknownCalendar(contextOf({ exceptions }, { stack: stackWith("bavria") }))).toEqual([]);
    expect(checkUnknownCalendar(contextOf({ exceptions: dates }))).toEqual([]);
  });
});
