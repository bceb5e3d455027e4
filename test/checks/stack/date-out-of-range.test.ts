import { checkDateOutOfRange } from "../../../src/checks/stack/date-out-of-range.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { limits, onDates, override } from "../../support/timetables";

describe("checkDateOutOfRange", () => {
  it("refuses dates in years that AWS does not support", () => {
    const windows = { launch: onDates(["2026-12-01", "9026-12-02", "9026-12-03"], "06:00", "24:00", "9-9") };
    expect(checkDateOutOfRange(contextOf({ windows })).map(formatProblem)).toEqual([
      `error date-out-of-range at endpoints.fraud.timetable.windows.launch.dates
  9026-12-02 (and 1 more) is in a year that AWS schedules do not support
  expected: dates from 1970 to 2199
  fix: correct the year`,
    ]);
  });

  it("checks exceptions, their calendars and the override", () => {
    const parts = {
      exceptions: [
        { on: { dates: ["1969-12-31"] }, use: limits("1-1") },
        { on: { calendar: "closures" }, use: limits("1-1") },
      ],
      override: override("2206-12-04T12:00", "2206-12-05T18:00", "9-9"),
    };
    const calendars = { closures: { dates: [{ date: "2200-01-01" }] } };
    const found = checkDateOutOfRange(contextOf(parts, { calendars }));
    expect(found.map(({ path, message }) => `${path}: ${message.slice(0, 10)}`)).toEqual([
      "endpoints.fraud.timetable.exceptions[0].dates: 1969-12-31",
      "endpoints.fraud.timetable.exceptions[1].calendar: 2200-01-01",
      "endpoints.fraud.timetable.override.from: 2206-12-04",
      "endpoints.fraud.timetable.override.until: 2206-12-05",
    ]);
  });

  it("accepts the first and the last day, and an override up to the last midnight", () => {
    const parts = {
      windows: { launch: onDates(["1970-01-01", "2199-12-31"], "06:00", "24:00", "9-9") },
      override: override("2199-12-31T12:00", "2200-01-01T00:00", "9-9"),
    };
    expect(checkDateOutOfRange(contextOf(parts))).toEqual([]);
  });
});
