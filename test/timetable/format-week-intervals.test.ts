import { findRuns, formatWeekdays, formatWeekIntervals } from "../../src/timetable/format-week-intervals";

describe("formatWeekdays", () => {
  it.each([
    [[0, 1, 2, 3, 4], "Mon-Fri"],
    [[2, 0], "Mon, Wed"],
    [[0, 2, 3, 6], "Mon, Wed-Thu, Sun"],
    [[6, 5, 4, 3, 2, 1, 0], "every day"],
    [[3, 3], "Thu"],
  ])("describes %j as %s", (days, words) => expect(formatWeekdays(days)).toBe(words));
});

describe("formatWeekIntervals", () => {
  const on = (days: readonly number[], from: number, lengthMinutes: number) =>
    days.map((day) => ({ from: day * 1440 + from, lengthMinutes }));

  it("prints equal times of day once", () => {
    expect(formatWeekIntervals(on([0, 1, 2, 3, 4], 480, 600))).toBe("Mon-Fri 08:00-18:00");
  });

  it("prints different times one after the other", () => {
    expect(formatWeekIntervals([...on([0, 1], 487, 60), ...on([5], 600, 120)])).toBe(
      "Mon-Tue 08:07-09:07; Sat 10:00-12:00",
    );
  });

  it("names both days of a single interval across midnight", () => {
    expect(formatWeekIntervals(on([6], 1320, 240))).toBe("Sun 22:00-Mon 02:00");
  });

  it("prints next day if several intervals cross midnight", () => {
    expect(formatWeekIntervals(on([0, 1, 2], 1320, 480))).toBe("Mon-Wed 22:00-06:00 next day");
  });

  it("ends at 24:00 rather than at 00:00 of the day after", () => {
    expect(formatWeekIntervals(on([4], 1080, 360))).toBe("Fri 18:00-24:00");
  });

  it("prints whole days as days", () => {
    expect(formatWeekIntervals([{ from: 5 * 1440, lengthMinutes: 2 * 1440 }])).toBe("Sat-Sun all day");
  });

  it("names both days of an interval over several days", () => {
    expect(formatWeekIntervals([{ from: 4 * 1440 + 1080, lengthMinutes: 3720 }])).toBe("Fri 18:00-Mon 08:00");
  });

  it("prints all week if nothing changes", () => {
    expect(formatWeekIntervals([{ from: 0, lengthMinutes: 10_080 }])).toBe("all week");
  });
});

describe("findRuns", () => {
  it("joins neighbors and keeps single items", () => {
    expect(findRuns([1, 2, 3, 7, 9, 10], (n) => n)).toEqual([
      [1, 3],
      [7, 7],
      [9, 10],
    ]);
  });
});
