import { findExceptionDays, findExceptionStarts } from "../../src/timetable/exceptions";
import { parsePlainDate } from "../../src/timetable/time/plain-date-time";
import { findWindowStarts } from "../../src/timetable/window-starts";
import { limits, weekly } from "../support/timetables";

const [christmas = 0, sunday = 0] = ["2026-12-25", "2026-12-27"].map(parsePlainDate);

describe("findExceptionDays", () => {
  it("finds the first exception that lists each date", () => {
    const calendars = { bavaria: { dates: [{ date: "2026-12-25", name: "Christmas Day" }] } };
    const exceptions = [
      { on: { calendar: "bavaria" }, use: "sun" as const },
      { on: { dates: ["2026-12-25", "2026-12-27"] }, use: "baseline" as const },
    ];
    expect([...findExceptionDays(exceptions, calendars)]).toEqual([
      [christmas, { layer: "exception bavaria", use: "sun", entry: 0 }],
      [sunday, { layer: "exception 2026-12-27", use: "baseline", entry: 1 }],
    ]);
  });
});

describe("findExceptionStarts", () => {
  const starts = findWindowStarts({
    office: weekly("mon-fri", "08:00", "18:00", "4-12"),
    lunch: weekly("mon-sun", "12:00", "13:00", "6-6"),
  }).onWeekday;
  const day = (use: "baseline" | "sat" | "mon" | ReturnType<typeof limits>) =>
    findExceptionStarts(christmas, { layer: "exception x", use, entry: 0 }, starts);
  const hours = (from: number, to: number) => ({ from: christmas * 1440 + from * 60, to: christmas * 1440 + to * 60 });

  it("starts no window for the baseline", () => {
    expect(day("baseline").starts).toEqual([]);
    expect(day("baseline").changes.map(({ from, to }) => ({ from, to }))).toEqual([hours(8, 18), hours(12, 13)]);
  });

  it("starts a weekday's windows, and leaves those alone that both days have", () => {
    expect(day("sat").starts.map(({ layer }) => layer)).toEqual(["window lunch"]);
    expect(day("sat").changes.map(({ from, to }) => ({ from, to }))).toEqual([hours(8, 18)]);
  });

  it("changes nothing when both days have the same windows", () => {
    expect(day("mon").changes).toEqual([]);
    expect(day("mon").starts.map(({ layer }) => layer)).toEqual(["window office", "window lunch"]);
  });

  it("holds limits from midnight to midnight", () => {
    expect(day(limits("3-5")).changes[0]).toMatchObject({ ...hours(0, 24), limits: limits("3-5") });
  });
});
