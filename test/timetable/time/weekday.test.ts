import { listWeekdays, parseWeekday } from "../../../src/timetable/time/plain-date-time";

describe("parseWeekday", () => {
  it.each(["sun", "Sun", "SUN", "sunday", "Sunday"])("reads %s", (text) => expect(parseWeekday(text)).toBe("sun"));

  it.each(["0", "1", "7", "su", "Sonntag", ""])("refuses %j", (text) => expect(parseWeekday(text)).toBeUndefined());
});

describe("listWeekdays", () => {
  it("goes from the first day to the last", () =>
    expect(listWeekdays("mon", "fri")).toEqual(["mon", "tue", "wed", "thu", "fri"]));

  it("goes on over Sunday", () => expect(listWeekdays("fri", "mon")).toEqual(["fri", "sat", "sun", "mon"]));

  it("is one day from a day to itself", () => expect(listWeekdays("sun", "sun")).toEqual(["sun"]));
});
