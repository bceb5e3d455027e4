import { formatInstant, formatZoned, parseInstant, toInstant } from "../../../src/timetable/time/instant";

describe("parseInstant", () => {
  it("reads Z and offsets as minutes since 1970-01-01T00:00Z", () => {
    expect(parseInstant("1970-01-02T00:01Z")).toBe(1441);
    expect(parseInstant("2026-12-01T08:00+01:00")).toBe(parseInstant("2026-12-01T07:00:00Z"));
  });

  it("takes the minute that holds the moment, before 1970 too", () => {
    expect(parseInstant("1970-01-01T00:01:59.9Z")).toBe(1);
    expect(parseInstant("1969-12-31T23:59:01Z")).toBe(-1);
  });

  it.each(["2026-12-01T08:00", "2026-12-01", "2026-02-30T00:00Z", "now", ""])("refuses %j", (text) =>
    expect(parseInstant(text)).toBeUndefined(),
  );
});

describe("toInstant", () => {
  it("takes the minute that holds the moment, before 1970 too", () => {
    expect(toInstant(new Date("2026-12-01T07:00:59.999Z"))).toBe(parseInstant("2026-12-01T07:00Z"));
    expect(toInstant(new Date(-1))).toBe(-1);
  });
});

describe("formatInstant", () => {
  it("writes UTC", () => expect(formatInstant(parseInstant("2026-12-01T08:00+01:00") ?? 0)).toBe("2026-12-01T07:00Z"));
});

describe("formatZoned", () => {
  const at = parseInstant("2026-12-01T07:00Z") ?? 0;

  it.each([
    ["Europe/Berlin", "2026-12-01T08:00+01:00"],
    ["America/New_York", "2026-12-01T02:00-05:00"],
    ["America/St_Johns", "2026-12-01T03:30-03:30"],
    ["Asia/Kolkata", "2026-12-01T12:30+05:30"],
    ["UTC", "2026-12-01T07:00+00:00"],
  ])("writes the clock of %s with its offset", (zone, text) => expect(formatZoned(zone, at)).toBe(text));
});
