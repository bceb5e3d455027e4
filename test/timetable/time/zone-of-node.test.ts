import { formatInstant, parseInstant } from "../../../src/timetable/time/instant";
import { findShippedOffsets } from "../../../src/timetable/time/zone-rules";
import { getOffsetMinutes, listOffsets, toEpochMinute } from "../../../src/timetable/time/time-zone";

jest.mock("../../../src/timetable/time/zone-rules", () => ({ findShippedOffsets: jest.fn() }));

const at = (text: string): number => parseInstant(text) ?? NaN;

describe("zones whose rules are those of Node", () => {
  it("are used if the program has no newer ones", () => {
    expect(getOffsetMinutes("Europe/Berlin", at("2026-07-01T00:00Z"))).toBe(120);
    expect(listOffsets("Europe/Berlin", at("2026-10-01T00:00Z"), at("2027-01-01T00:00Z"))).toEqual([
      { from: at("2026-10-01T00:00Z"), to: at("2026-10-25T01:00Z"), offsetMinutes: 120 },
      { from: at("2026-10-25T01:00Z"), to: at("2027-01-01T00:00Z"), offsetMinutes: 60 },
    ]);
    expect(findShippedOffsets).toHaveBeenCalled();
  });

  it.each([
    ["2026-10-25T02:30Z", "earlier", "2026-10-25T00:30Z"],
    ["2026-10-25T02:30Z", "later", "2026-10-25T01:30Z"],
    ["2026-03-29T02:30Z", "compatible", "2026-03-29T01:30Z"],
  ] as const)("convert %s, %s", (plain, pass, moment) => {
    expect(formatInstant(toEpochMinute("Europe/Berlin", at(plain), pass))).toBe(moment);
  });
});
