import fc from "fast-check";
import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
import { importIcs, type ImportOptions } from "../../../src/config/calendars/import-ics";
import { formatPlainDate } from "../../../src/timetable/time/plain-date-time";
import { runs } from "../../support/runs";

const ical = { ...ICAL, RRuleTemporal };

const years = { first: 2026, last: 2027 };
const asWritten: ImportOptions = { years, zone: undefined, timed: "dates" };

/** Events as lines without BEGIN and END. */
function calendar(...events: readonly string[]): string {
  const body = events.flatMap((event) => ["BEGIN:VEVENT", ...event.split("\n"), "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...body, "END:VCALENDAR", ""].join("\r\n");
}

function imported(text: string, options: ImportOptions = asWritten) {
  const result = importIcs(text, ical, options);
  if ("refusal" in result) throw new Error(result.refusal);
  return result;
}

function lines(text: string, options: ImportOptions = asWritten): readonly string[] {
  return imported(text, options).entries.map(({ first, last, name }) => {
    const from = formatPlainDate(first);
    const dates = first === last ? from : `${from}..${formatPlainDate(last)}`;
    return name === undefined ? dates : `${dates} ${name}`;
  });
}

describe("importIcs of whole days", () => {
  it("takes one day, and several up to the day before DTEND", () => {
    const text = calendar(
      "SUMMARY:One\nDTSTART;VALUE=DATE:20261224",
      "SUMMARY:Three\nDTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261204",
      "SUMMARY:Two\nDTSTART;VALUE=DATE:20261210\nDURATION:P2D",
      "SUMMARY:Ends as it begins\nDTSTART;VALUE=DATE:20261215\nDTEND;VALUE=DATE:20261215",
    );
    expect(lines(text)).toEqual([
      "2026-12-01..2026-12-03 Three",
      "2026-12-10..2026-12-11 Two",
      "2026-12-15 Ends as it begins",
      "2026-12-24 One",
    ]);
    expect(imported(text).notes).toEqual([]);
  });

  it("reads names with escapes and folds, and events without a name", () => {
    const text = calendar(
      "SUMMARY:Closing\\, year's\n  end\\nof 2026\nDTSTART;VALUE=DATE:20261224",
      "DTSTART;VALUE=DATE:20261225",
    );
    expect(lines(text)).toEqual(["2026-12-24 Closing, year's end of 2026", "2026-12-25"]);
  });

  it("takes each occurrence of a recurring event, without excluded, with added and moved ones", () => {
    const text = calendar(
      [
        "UID:1",
        "SUMMARY:Patch day",
        "DTSTART;VALUE=DATE:20260113",
        "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=5",
        "EXDATE;VALUE=DATE:20260210",
        "RDATE;VALUE=DATE:20260601",
      ].join("\n"),
      "UID:1\nSUMMARY:Moved\nRECURRENCE-ID;VALUE=DATE:20260310\nDTSTART;VALUE=DATE:20260312",
      "UID:1\nSTATUS:CANCELLED\nRECURRENCE-ID;VALUE=DATE:20260414\nDTSTART;VALUE=DATE:20260414",
    );
    expect(lines(text)).toEqual([
      "2026-01-13 Patch day",
      "2026-03-12 Moved",
      "2026-05-12 Patch day",
      "2026-06-01 Patch day",
    ]);
  });

  it("takes DTSTART where only RDATE makes an event recur", () => {
    const text = calendar("DTSTART;VALUE=DATE:20260113\nRDATE;VALUE=DATE:20260301,20260201");
    expect(lines(text)).toEqual(["2026-01-13", "2026-02-01", "2026-03-01"]);
  });

  it("excludes every date that EXDATE lists, behind others that the event never had", () => {
    const text = calendar(
      "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20260106,20260107,20260112,20260119",
    );
    expect(lines(text)).toEqual(["2026-01-05", "2026-01-26"]);
  });

  it("changes all later occurrences where one is changed with those to come", () => {
    const text = calendar(
      "UID:1\nSUMMARY:A\nDTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;COUNT=4",
      "UID:1\nSUMMARY:B\nRECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260119\nDTSTART;VALUE=DATE:20260120",
    );
    expect(lines(text)).toEqual(["2026-01-05 A", "2026-01-12 A", "2026-01-20 B", "2026-01-27 B"]);
  });

  it("stops endless events with the last year, and says so", () => {
    const text = calendar("SUMMARY:Day\nDTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY");
    expect(lines(text)).toEqual(["2026-05-01 Day", "2027-05-01 Day"]);
    expect(imported(text)).toMatchObject({
      lastYear: 2027,
      notes: ['"Day" recurs without end: imported through 2027'],
    });
    expect(imported(text.replace("YEARLY", "YEARLY;UNTIL=20270101"))).toMatchObject({ lastYear: 2026, notes: [] });
  });

  it("leaves cancelled events out, and those of other years, and says how many", () => {
    const text = calendar(
      "STATUS:CANCELLED\nDTSTART;VALUE=DATE:20260701",
      "DTSTART;VALUE=DATE:20250701",
      "DTSTART;VALUE=DATE:20280101",
      "SUMMARY:Over the year\nDTSTART;VALUE=DATE:20271230\nDTEND;VALUE=DATE:20280103",
    );
    expect(lines(text)).toEqual(["2027-12-30..2027-12-31 Over the year"]);
    expect(imported(text).notes).toEqual(["skipped 1 event: canceled", "skipped 2 events: outside 2026 to 2027"]);
    const all = text.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:CANCEL");
    expect(lines(all)).toEqual([]);
  });

  it("is complete no longer than the events that end, beside one that recurs without end", () => {
    const endless = "SUMMARY:Day\nDTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY";
    const text = calendar(endless, "SUMMARY:Once\nDTSTART;VALUE=DATE:20261224");
    expect(lines(text)).toEqual(["2026-05-01 Day", "2026-12-24 Once", "2027-05-01 Day"]);
    expect(imported(text).lastYear).toBe(2026);
  });

  it("takes the latest version of an event, and a replacement in another VCALENDAR", () => {
    const first = "UID:1\nSUMMARY:First\nDTSTART;VALUE=DATE:20260301\nRRULE:FREQ=DAILY;COUNT=2";
    const moved = "UID:1\nSUMMARY:Moved\nRECURRENCE-ID;VALUE=DATE:20260302\nDTSTART;VALUE=DATE:20260310";
    expect(lines(calendar(first) + calendar(moved))).toEqual(["2026-03-01 First", "2026-03-10 Moved"]);
    const second = "UID:1\nSEQUENCE:2\nSUMMARY:Second\nDTSTART;VALUE=DATE:20260401";
    expect(lines(calendar(first) + calendar(second))).toEqual(["2026-04-01 Second"]);
    expect(lines(calendar(first) + calendar(`${second}\nSTATUS:CANCELLED`))).toEqual([]);
    expect(lines(calendar("UID:1\nDTSTART;VALUE=DATE:20260301", "UID:1\nDTSTART;VALUE=DATE:20260302"))).toEqual([
      "2026-03-01",
      "2026-03-02",
    ]);
  });

  it("takes a replacement whose event is not in the file as an event", () => {
    const text = calendar("UID:9\nSUMMARY:Alone\nRECURRENCE-ID;VALUE=DATE:20260310\nDTSTART;VALUE=DATE:20260312");
    expect(lines(text)).toEqual(["2026-03-12 Alone"]);
  });
});

describe("importIcs of times of day", () => {
  const freeze = "SUMMARY:Freeze\nDTSTART:20261130T230000Z\nDTEND:20261203T230000Z";
  const berlin: ImportOptions = { ...asWritten, zone: "Europe/Berlin" };

  it("takes every date that is touched, on the clock that was asked for, and says so", () => {
    const text = calendar(freeze);
    expect(lines(text)).toEqual(["2026-11-30..2026-12-03 Freeze"]);
    expect(lines(text, berlin)).toEqual(["2026-12-01..2026-12-03 Freeze"]);
    expect(imported(text, berlin).notes).toEqual([
      '"Freeze" lasts from 2026-12-01 00:00 to 2026-12-04 00:00: imported for every date that it overlaps',
    ]);
    expect(lines(text, { ...asWritten, timed: "skip" })).toEqual([]);
    expect(imported(text, { ...asWritten, timed: "skip" }).notes).toEqual([
      '"Freeze" lasts from 2026-11-30 23:00 to 2026-12-03 23:00 UTC: skipped',
    ]);
  });

  it("tells events in UTC on the clock that the calendar is for", () => {
    const text = calendar(freeze).replace("VERSION:2.0", "VERSION:2.0\r\nX-WR-TIMEZONE:Europe/Berlin");
    expect(lines(text)).toEqual(["2026-12-01..2026-12-03 Freeze"]);
  });

  it("reads zones that the file names without giving their rules", () => {
    const text = calendar(
      "SUMMARY:Late\nDTSTART;TZID=America/New_York:20260701T180000\nDTEND;TZID=America/New_York:20260701T230000",
      "SUMMARY:Winter\nDTSTART;TZID=America/New_York:20261201T175900\nDURATION:PT1M",
    );
    expect(lines(text)).toEqual(["2026-07-01 Late", "2026-12-01 Winter"]);
    expect(lines(text, berlin)).toEqual(["2026-07-02 Late", "2026-12-01 Winter"]);
  });

  it("reads zones by the rules that the file gives, whatever their name", () => {
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Somewhere",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:-1000",
      "TZOFFSETTO:-1000",
      "END:STANDARD",
      "END:VTIMEZONE",
    ];
    const text = calendar("SUMMARY:E\nDTSTART;TZID=Somewhere:20260701T130000\nDURATION:PT30M").replace(
      "BEGIN:VEVENT",
      [...zone, "BEGIN:VEVENT"].join("\r\n"),
    );
    expect(lines(text)).toEqual(["2026-07-01 E"]);
    expect(lines(text, berlin)).toEqual(["2026-07-02 E"]);
  });

  it("follows a recurring event over the change of the clock", () => {
    const text = calendar(
      "SUMMARY:N\nDTSTART;TZID=Europe/Berlin:20261023T003000\nDURATION:PT20M\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20261025T003000",
    );
    expect(lines(text, { ...asWritten, zone: "UTC" })).toEqual(["2026-10-22 N", "2026-10-23 N", "2026-10-25 N"]);
  });

  it("takes stretches that RDATE gives with their own end", () => {
    const text = calendar(
      "SUMMARY:P\nDTSTART:20260101T100000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260105T220000Z/PT4H",
    );
    expect(lines(text)).toEqual(["2026-01-01 P", "2026-01-05..2026-01-06 P"]);
  });
});

describe("importIcs of files that are not right", () => {
  it("says what is no calendar", () => {
    expect(importIcs("hello", ical, asWritten)).toHaveProperty("refusal");
    expect(importIcs("", ical, asWritten)).toEqual({ refusal: "it has no VCALENDAR" });
    expect(importIcs("BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n", ical, asWritten)).toEqual({
      refusal: "it has no VCALENDAR",
    });
    expect(importIcs("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", ical, asWritten)).toHaveProperty("refusal");
  });

  it.each([
    ["<!DOCTYPE html>\n<title>Sign in</title>", "line 1 does not begin with a name and a colon"],
    [calendar("DTSTART;VALUE=DATE:20260301").slice(0, -20), "line 5 ends VEV, which does not begin before it"],
    [
      calendar("DESCRIPTION:a\nsecond line\nDTSTART;VALUE=DATE:20260301"),
      "line 5 does not begin with a name and a colon",
    ],
  ])("says why %j is no calendar", (text, refusal) => {
    expect(importIcs(text, ical, asWritten)).toEqual({ refusal });
  });

  it("leaves out what has no date, and stops events that recur each second", () => {
    const text = calendar(
      "SUMMARY:Nothing",
      "SUMMARY:Clock\nDTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY",
      "SUMMARY:Good\nDTSTART;VALUE=DATE:20260701",
    );
    const { leftOut, entries } = imported(text);
    expect(entries.map(({ name }) => name)).toEqual(["Good"]);
    expect(leftOut).toEqual([
      '"Nothing" is skipped: it has no date',
      '"Clock" is skipped: it recurs too often to be a list of dates',
    ]);
  });

  it("reads several calendars in one file", () => {
    const both = calendar("DTSTART;VALUE=DATE:20260701") + calendar("DTSTART;VALUE=DATE:20260702");
    expect(lines(both)).toEqual(["2026-07-01", "2026-07-02"]);
  });
});

describe("importIcs", () => {
  it("takes exactly the dates from DTSTART to the day before DTEND, for any all-day event", () => {
    const date = fc.integer({ min: 0, max: 729 }).map((day) => 20_454 + day);
    fc.assert(
      fc.property(fc.array(fc.tuple(date, fc.integer({ min: 1, max: 40 }))), (events) => {
        const text = calendar(
          ...events.map(
            ([first, days]) => `DTSTART;VALUE=DATE:${compact(first)}\nDTEND;VALUE=DATE:${compact(first + days)}`,
          ),
        );
        const wanted = new Set(
          events.flatMap(([first, days]) => Array.from({ length: days }, (_, day) => first + day)),
        );
        const found = new Set(
          imported(text).entries.flatMap(({ first, last }) =>
            Array.from({ length: last - first + 1 }, (_, day) => first + day),
          ),
        );
        const lastDay = 20_454 + 729;
        const inYears = [...wanted].filter((day) => day <= lastDay);
        return found.size === inYears.length && inYears.every((day) => found.has(day));
      }),
      runs(0.2),
    );
  });
});

function compact(day: number): string {
  return formatPlainDate(day).replaceAll("-", "");
}
