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
  return checkCalendarRunsOut(
    contextOf({ exceptions }, { calendars: { bavaria }, now: instant(now) }),
  );
}

describe("calendarRunsOut", () => {
  it("warns once of a calendar that ends within 90 days", () => {
    expect(found("2026-12-31").map(formatProblem)).toEqual([
      `warning calendar-runs-out at calendars.bavaria
  calendar "bavaria" ends with Thursday 2026-12-31: later dates are taken for ordinary ones
  expected: a calendar that reaches more than 90 days ahead
  fix: pull or import it for further years`,
    ]);
  });

  it("says of one that has ended when it did", () => {
    expect(found("2025-12-31")[0]?.message).toBe(
      'calendar "bavaria" ended with Wednesday 2025-12-31: later dates are taken for ordinary ones',
    );
  });

  it("says of one that ends today that it ends", () => {
    expect(found("2026-11-24")[0]?.message).toContain('"bavaria" ends with Tuesday 2026-11-24');
  });

  it("counts 90 days from today in the endpoint's zone", () => {
    expect(found("2027-02-22")).toHaveLength(1);
    expect(found("2027-02-23")).toEqual([]);
    expect(found("2027-02-23", "2026-11-24T23:30:00Z")).toHaveLength(1);
  });

  it("says nothing of dates in the stack file, nor of a calendar that is not used or not there", () => {
    const calendars = { bavaria: { dates: [{ date: "2025-12-25" }] } };
    expect(checkCalendarRunsOut(contextOf({ exceptions }, { calendars }))).toEqual([]);
    expect(checkCalendarRunsOut(contextOf({ exceptions }))).toEqual([]);
    const covers = { from: "2020-01-01", to: "2020-12-31" };
    expect(
      checkCalendarRunsOut(contextOf({}, { calendars: { bavaria: { dates: [], covers } } })),
    ).toEqual([]);
  });
});
