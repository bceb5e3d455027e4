import { findNextChanges } from "../../src/report/endpoint-report";
import { formatFirings } from "../../src/report/text/format-preview";
import { formatInstant, parseInstant } from "../../src/timetable/time/instant";
import { compiled, office, raw, reported } from "../support/reported";

const instant = (text: string): number => parseInstant(text) ?? NaN;
const search = (from: string, count: number, days = 60) => ({
  from: instant(from),
  to: instant(from) + days * 1440,
  count,
});

describe("nextChanges", () => {
  it("leaves out firings that only set the same limits again", () => {
    const endpoint = compiled(reported({ windows: office }));
    const changes = findNextChanges(endpoint, search("2026-11-24T08:00Z", 3));
    expect(changes.map(({ at, before, limits }) => [formatInstant(at), before, limits])).toEqual([
      ["2026-11-24T17:00Z", { min: 4, max: 12 }, { min: 1, max: 2 }],
      ["2026-11-25T07:00Z", { min: 1, max: 2 }, { min: 4, max: 12 }],
      ["2026-11-25T17:00Z", { min: 4, max: 12 }, { min: 1, max: 2 }],
    ]);
  });

  it("looks on over weeks, up to the end it is given", () => {
    const rare = raw({ Out: ["cron(0 9 1 1 ? *)", 3, 3], In: ["cron(0 9 2 1 ? *)", 1, 2] });
    expect(findNextChanges(rare, search("2026-11-24T08:00Z", 5)).map(({ action }) => action)).toEqual(["Out", "In"]);
    expect(findNextChanges(rare, search("2026-11-24T08:00Z", 5, 10))).toEqual([]);
  });
});

describe("firingsText", () => {
  it("gives local time with the day's offset and UTC, over a clock change", () => {
    const early = raw({ Out: ["cron(30 1 ? * SUN *)", 3, 3], In: ["cron(0 9 ? * SUN *)", 1, 2] }, "Europe/Berlin");
    expect(formatFirings("Europe/Berlin", findNextChanges(early, search("2027-03-27T08:00Z", 2)), 80)).toBe(
      [
        "local time (Europe/Berlin)   UTC                min-max  action",
        "Sun 2027-03-28 01:30 +01:00  2027-03-28 00:30Z  3        Out",
        "Sun 2027-03-28 09:00 +02:00  2027-03-28 07:00Z  1-2      In",
      ].join("\n"),
    );
  });

  it("says none where nothing fires", () => {
    expect(formatFirings("UTC", [], 80)).toBe("none");
  });

  it("puts a long name below its line, and the zone out of the heading, to stay within the width", () => {
    const long = "ScaleOutForTheFirstOfTheMonthAndForPressDays";
    const endpoint = raw(
      { [long]: ["cron(0 9 ? * SUN *)", 3, 3], In: ["cron(0 18 ? * SUN *)", 1, 2] },
      "America/Argentina/Buenos_Aires",
    );
    expect(
      formatFirings("America/Argentina/Buenos_Aires", findNextChanges(endpoint, search("2027-03-27T08:00Z", 2)), 78),
    ).toBe(
      [
        "local time                   UTC                min-max  action",
        "Sun 2027-03-28 09:00 -03:00  2027-03-28 12:00Z  3",
        `    ${long}`,
        "Sun 2027-03-28 18:00 -03:00  2027-03-28 21:00Z  1-2      In",
      ].join("\n"),
    );
  });
});
