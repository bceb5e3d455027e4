import { listDays } from "../../src/report/special-days";
import { formatSpecialDays } from "../../src/report/text/format-preview";
import { toEpochDay } from "../../src/timetable/time/plain-date-time";
import { office, raw, reported } from "../support/reported";

describe("specialDaysText", () => {
  const busy = reported(
    {
      windows: {
        office: office.office,
        launch: {
          starts: { dates: ["2026-12-01", "2026-12-02"] },
          fromMinute: 360,
          lengthMinutes: 1080,
          limits: { min: 10, max: 20 },
        },
      },
      exceptions: [{ on: { calendar: "closures" }, use: "baseline" }],
    },
    "Europe/Berlin",
    { closures: { dates: [{ date: "2026-12-24" }, { date: "2026-12-26" }, { date: "2026-12-31" }] } },
  );

  it("tells dates that are unlike their weekday, and joins those that follow each other", () => {
    expect(formatSpecialDays(listDays(busy, toEpochDay(2026, 11, 24), toEpochDay(2027, 1, 1)), 9).split("\n")).toEqual([
      "Tue 2026-12-01 to Wed 2026-12-02: 1-2, from 06:00 10-20 (window launch, window office)",
      "Thu 2026-12-24: 1-2 all day (exception closures)",
      "Thu 2026-12-31: 1-2 all day (exception closures)",
    ]);
  });

  it("tells clock changes, also for the raw form", () => {
    expect(formatSpecialDays(listDays(busy, toEpochDay(2027, 3, 1), toEpochDay(2027, 11, 1)), 9).split("\n")).toEqual([
      "Sun 2027-03-28: the clock goes forward",
      "Sun 2027-10-31: the clock goes back",
    ]);
    expect(
      formatSpecialDays(listDays(raw({}, "America/New_York"), toEpochDay(2027, 3, 1), toEpochDay(2027, 4, 1)), 9),
    ).toBe("Sun 2027-03-14: the clock goes forward");
  });

  it("counts what is too much to tell, and says until when there is nothing", () => {
    expect(formatSpecialDays(listDays(busy, toEpochDay(2026, 11, 24), toEpochDay(2027, 1, 1)), 1).split("\n")).toEqual([
      "Tue 2026-12-01 to Wed 2026-12-02: 1-2, from 06:00 10-20 (window launch, window office)",
      "and 2 more until 2026-12-31",
    ]);
    expect(formatSpecialDays(listDays(busy, toEpochDay(2027, 1, 1), toEpochDay(2027, 2, 1)), 9)).toBe(
      "none until 2027-01-31",
    );
  });
});
