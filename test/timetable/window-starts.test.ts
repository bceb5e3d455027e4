import { parsePlainDate } from "../../src/timetable/time/plain-date-time";
import { findWindowStarts } from "../../src/timetable/window-starts";
import { onDates, weekly } from "../support/timetables";

describe("findWindowStarts", () => {
  const office = weekly("mon-fri", "08:00", "18:00", "4-12");
  const batch = weekly("fri", "22:00", "02:00", "8-8");
  const launch = onDates(["2026-12-25", "2026-12-25"], "06:00", "24:00", "9-9");
  const { onWeekday, onDate } = findWindowStarts({ office, batch, launch });

  it("lists a day's recurring windows in file order, also past midnight", () => {
    expect(onWeekday.fri.map(({ layer, from, to }) => [layer, from, to])).toEqual([
      ["window office", 480, 1080],
      ["window batch", 1320, 1560],
    ]);
    expect(onWeekday.sat).toEqual([]);
  });

  it("lists windows on dates in plain minutes, once for a date given twice", () => {
    const midnight = (parsePlainDate("2026-12-25") ?? 0) * 1440;
    expect([...onDate.values()].flat().map(({ layer, from, to }) => [layer, from, to])).toEqual([
      ["window launch", midnight + 360, midnight + 1440],
    ]);
  });

  it("leaves out empty windows", () => {
    expect(findWindowStarts({ office: { ...office, lengthMinutes: 0 } }).onWeekday.mon).toEqual([]);
  });
});
