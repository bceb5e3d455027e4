import { checkExceptionCalendarEmpty } from "../../../src/checks/stack/exception-calendar-empty.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";

const exceptions = [
  { on: { dates: ["2026-12-24"] }, use: "baseline" as const },
  { on: { calendar: "freeze" }, use: "sun" as const },
];

describe("exceptionCalendarEmpty", () => {
  it("warns of a calendar without dates", () => {
    const calendars = { freeze: { dates: [] } };
    expect(
      checkExceptionCalendarEmpty(contextOf({ exceptions }, { calendars })).map(formatProblem),
    ).toEqual([
      `warning exception-calendar-empty at endpoints.fraud.timetable.exceptions[1].calendar
  calendar "freeze" lists no date, so this exception never applies
  expected: a calendar with at least one date
  fix: fill calendars.freeze, or remove this entry`,
    ]);
  });

  it("accepts one date, and leaves a calendar that is not there to others", () => {
    const calendars = { freeze: { dates: [{ date: "2026-12-28" }] } };
    expect(checkExceptionCalendarEmpty(contextOf({ exceptions }, { calendars }))).toEqual([]);
    expect(checkExceptionCalendarEmpty(contextOf({ exceptions }))).toEqual([]);
  });
});
