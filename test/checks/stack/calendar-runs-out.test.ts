import { checkCalendarRunsOut } from "../../../src/checks/stack/calendar-runs-out.rule";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";
import { contextOf } from "../../support/timetable-context";

const exceptions = [
  { on: { calendar: "bavaria" }, use: "sun" as const },
  { on: { calendar: "bavaria" }, use: "baseline" as const },
];

function found(to: string, now = "2026-11-24T08:00:00Z") {
  const bavaria = { dates: [{ date: "2026-12-25" }], covers: { from: "2026-01-01", to } };
  return checkCalendarRunsOut(contextOf({ exceptions }, { calendars: { bavaria }, now: instant(now) }));
}

describe("checkCalendarRunsOut", () => {
  it("warns once of a calendar that ends within 90 days", () => {
    expect(found("2026-12-31").map(formatProblem)).toEqual([
      `warning calendar-runs-out at calendars.bavaria
  calendar "bavaria" ends on Thursday 2026-12-31: later dates that it lacks count as ordinary days
  expected: a calendar that covers more than the next 90 days ahead
  fix: pull or import later years`,
    ]);
  });

  it("shows when a past calendar ended", () => {
    expect(found("2025-12-31")[0]?.message).toBe(
      'calendar "bavaria" ended on Wednesday 2025-12-31: later dates that it lacks count as ordinary days',
    );
  });

  it("says that a calendar ends if its last date is today", () => {
    expect(found("2026-11-24")[0]?.message).toContain('"bavaria" ends on Tuesday 2026-11-24');
  });

  it("counts 90 days from today in the endpoint's zone", () => {
    expect(found("2027-02-22")).toHaveLength(1);
    expect(found("2027-02-23")).toEqual([]);
    expect(found("2027-02-23", "2026-11-24T23:30:00Z")).toHaveLength(1);
  });

  it("accepts dates in the stack file, and unused or missing calendars", () => {
    const calendars = { bavaria: { dates: [{ date: "2025-12-25" }] } };
    expect(checkCalendarRunsOut(contextOf({ exceptions }, { calendars }))).toEqual([]);
    expect(checkCalendarRunsOut(contextOf({ exceptions }))).toEqual([]);
    const covers = { from: "2020-01-01", to: "2020-12-31" };
    expect(checkCalendarRunsOut(contextOf({}, { calendars: { bavaria: { dates: [], covers } } }))).toEqual([]);
  });
});
