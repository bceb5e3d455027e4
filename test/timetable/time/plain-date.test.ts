import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  formatPlainDate,
  getDaysInMonth,
  parsePlainDate,
  toDateParts,
  toEpochDay,
  toWeekday,
  weekdays,
} from "../../../src/timetable/time/plain-date-time";
import { runs } from "../../support/runs";

describe("parsePlainDate", () => {
  it("counts days from 1970-01-01", () => {
    expect(parsePlainDate("1970-01-01")).toBe(0);
    expect(parsePlainDate("2026-12-24")).toBe(20811);
    expect(parsePlainDate("2028-02-29")).toBe(21243);
  });

  it.each(["2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "2026-04-00", "0000-01-01"])(
    "refuses %s, which no calendar has",
    (text) => expect(parsePlainDate(text)).toBeUndefined(),
  );

  it.each(["2026-1-1", "26-01-01", " 2026-01-01", "2026-01-01T00:00", "20260101", ""])("refuses the shape %j", (text) =>
    expect(parsePlainDate(text)).toBeUndefined(),
  );
});

describe("plain dates", () => {
  const epochDay = fc.integer({ min: -100_000, max: 100_000 });

  it("agree with Temporal on every part, both ways", () => {
    fc.assert(
      fc.property(epochDay, (day) => {
        const date = Temporal.PlainDate.from("1970-01-01").add({ days: day });
        expect(formatPlainDate(day)).toBe(date.toString());
        expect(parsePlainDate(date.toString())).toBe(day);
        expect(toDateParts(day)).toEqual({ year: date.year, month: date.month, day: date.day });
        expect(toEpochDay(date.year, date.month, date.day)).toBe(day);
        expect(getDaysInMonth(date.year, date.month)).toBe(date.daysInMonth);
        expect(toWeekday(day)).toBe(weekdays[date.dayOfWeek - 1]);
      }),
      runs(),
    );
  });
});
