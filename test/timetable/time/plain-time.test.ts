import { formatPlainMinute, formatPlainTime, parsePlainTime } from "../../../src/timetable/time/plain-date-time";

describe("parsePlainTime", () => {
  it("reads minutes of the day", () => {
    expect(parsePlainTime("00:00")).toBe(0);
    expect(parsePlainTime("08:00")).toBe(480);
    expect(parsePlainTime("8:30")).toBe(510);
    expect(parsePlainTime("23:59")).toBe(1439);
  });

  it("reads 24:00 only if the end of a day is allowed", () => {
    expect(parsePlainTime("24:00")).toBeUndefined();
    expect(parsePlainTime("24:00", "allowed")).toBe(1440);
    expect(parsePlainTime("24:01", "allowed")).toBeUndefined();
  });

  it.each(["25:00", "08:60", "8", "0800", "08:00:00", "8:5", "-1:00", "noon", ""])("refuses %j", (text) =>
    expect(parsePlainTime(text, "allowed")).toBeUndefined(),
  );
});

describe("formatPlainTime", () => {
  it("pads, and writes the end of a day as 24:00", () => {
    expect(formatPlainTime(65)).toBe("01:05");
    expect(formatPlainTime(1440)).toBe("24:00");
  });
});

describe("formatPlainMinute", () => {
  it("writes date and time", () => {
    expect(formatPlainMinute(20811 * 1440 + 490)).toBe("2026-12-24T08:10");
    expect(formatPlainMinute(-1)).toBe("1969-12-31T23:59");
  });
});
