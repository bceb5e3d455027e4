import { checkExceptionCalendarEmpty } from "../../../src/checks/stack/exception-calendar-empty.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";

const exceptions = [
  { on: { dates: ["2026-12-24"] }, use: "baseline" as const },
  { on: { calendar: "freeze" }, use: "sun" as const },
];

describe("checkExceptionCalendarEmpty", () => {
  it("warns of a calendar without dates", () => {
    const calendars = { freeze: { dates: [] } };
    expect(checkExceptionCalendarEmpty(contextOf({ exceptions }, { calendars })).map(formatProblem)).toEqual([
      `warning exception-calendar-empty at endpoints.fraud.timetable.exceptions[1].calendar
  calendar "freeze" has no dates, so this exception never applies
  expected: a calendar with at least one date
  fix: add dates to calendars.freeze, or remove this entry`,
    ]);
  });

  it("accepts one date, and leaves missing calendars to another rule", () => {
    const calendars = { freeze: { dates: [{ date: "2026-12-28" }] } };
    expect(checkExceptionCalendarEmpty(contextOf({ exceptions }, { calendars }))).toEqual([]);
    expect(checkExceptionCalendarEmpty(contextOf({ exceptions }))).toEqual([]);
  });
});
