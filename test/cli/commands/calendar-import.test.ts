import { readFileSync } from "node:fs";
import path from "node:path";
import { parseCalendarFile } from "../../../src/config/calendars/calendar-file";
import { type Ran, StackFolder } from "./stack-files";

const files = path.join(__dirname, "..", "..", "config", "calendars", "ics");

let folder: StackFolder;

beforeEach(() => {
  folder = new StackFolder();
});

afterEach(() => {
  folder.remove();
});

interface Imported {
  readonly ran: Ran;
  readonly dates: readonly string[] | undefined;
  readonly covers: unknown;
  readonly text: string;
}

async function importFile(content: string | Uint8Array, ...options: readonly string[]): Promise<Imported> {
  folder.write("x.ics", content);
  const ran = await folder.run("calendar", "import", "x.ics", "--years", "2026..2028", "--out", "x.yaml", ...options);
  const text = ran.code === 0 ? readFileSync(path.join(folder.path, "x.yaml"), "utf8") : "";
  const { calendar } = parseCalendarFile(text, "");
  return { ran, dates: calendar?.dates.map(({ date }) => date), covers: calendar?.covers, text };
}

const readIcs = (name: string): string => readFileSync(path.join(files, `${name}.ics`), "utf8");

/** Events as lines without BEGIN and END. */
function calendar(...events: readonly string[]): string {
  const body = events.flatMap((event) => ["BEGIN:VEVENT", ...event.split("\n"), "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...body, "END:VCALENDAR", ""].join("\r\n");
}

const whole = { from: "2026-01-01", to: "2028-12-31" };

describe("timetable calendar import", () => {
  it("reads dates without VALUE=DATE as dates", async () => {
    const { dates, covers, ran } = await importFile(readIcs("date-without-value"));
    expect([dates, covers, ran.err]).toEqual([["2027-03-29", "2027-05-01"], whole, ""]);
    const excluded = calendar("DTSTART:20270301\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270302\nRDATE:20270401");
    expect((await importFile(excluded)).dates).toEqual(["2027-03-01", "2027-03-03", "2027-04-01"]);
  });

  it("places a replacement by its moment, in whatever zone it is written", async () => {
    const { dates, covers } = await importFile(readIcs("moved-in-another-zone"));
    expect([dates, covers]).toEqual([["2027-04-08", "2027-04-10", "2027-04-16", "2027-04-20"], whole]);
  });

  it.each([
    ["20270309T230000Z"],
    [";TZID=America/New_York:20270309T180000"],
    [";TZID=W. Europe Standard Time:20270310T000000"],
    [";VALUE=DATE:20270310"],
    [":20270310"],
    [":20270310T000000"],
  ])("cancels the occurrence of RECURRENCE-ID%s", async (form) => {
    const id = /^[:;]/.test(form) ? form : `:${form}`;
    const text = calendar(
      "UID:1\nDTSTART;TZID=Europe/Berlin:20270309T000000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3",
      `UID:1\nSTATUS:CANCELLED\nRECURRENCE-ID${id}\nDTSTART${id}`,
    );
    expect((await importFile(text)).dates).toEqual(["2027-03-09", "2027-03-11"]);
  });

  it("expands weeks of the year, and ends for a rule that never comes", async () => {
    const weeks = await importFile(readIcs("week-number"));
    expect(weeks.dates).toEqual([
      ...["2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06", "2026-08-07"],
      ...["2027-08-09", "2027-08-10", "2027-08-11", "2027-08-12", "2027-08-13"],
      ...["2028-08-07", "2028-08-08", "2028-08-09", "2028-08-10", "2028-08-11"],
    ]);
    expect((await importFile(readIcs("rule-that-never-comes"))).dates).toEqual(["2026-01-01"]);
  });

  it("knows the names of zones on Windows, and behind a prefix", async () => {
    const { dates, covers } = await importFile(readIcs("windows-zone"), "--timezone", "Europe/Berlin");
    expect([dates, covers]).toEqual([["2027-03-02", "2027-03-09"], whole]);
    const prefixed = calendar("DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20270301T200000");
    expect((await importFile(prefixed, "--timezone", "Europe/Berlin")).dates).toEqual(["2027-03-02"]);
  });

  it.each([
    ["DTSTART;TZID=Customized Time Zone:20270301T200000", 'its time zone "Customized Time Zone" is unknown'],
    ["DTSTART;VALUE=DATE:20270230", 'its DTSTART "20270230" is not a date or a time'],
    ["DTSTART;VALUE=DATE:20270201\nRRULE:FREQ=DAILY;BYDAY=XX", "the rule has the unknown part BYDAY=XX"],
    ["DTSTART;VALUE=DATE:20270201\nRRULE:FREQ=FORTNIGHTLY", "the rule has the unknown part FREQ=FORTNIGHTLY"],
    ["DTSTART;VALUE=DATE:20270201\nEXRULE:FREQ=DAILY", "it has EXRULE, which is not supported"],
    ["DTSTART;VALUE=DATE:2027-02-01", "its DTSTART is not a date or a time"],
    ["DTSTART;VALUE=DATE:20270201\nDTEND;VALUE=DATE:20270131", "it ends before it starts"],
    ["DTSTART;VALUE=DATE:20270201\nDURATION:P1M", 'its duration "P1M" is not valid'],
    ["DTSTART;TZID=(UTC+01:00) Rome, Vienna:20270201T080000", 'its time zone "(UTC+01:00) Rome, Vienna" is unknown'],
  ])("names the event of %s, and then covers no year", async (lines, reason) => {
    const { ran, dates, covers, text } = await importFile(
      calendar(`SUMMARY:Odd\n${lines}`, "DTSTART;VALUE=DATE:20270501"),
    );
    expect([dates, covers]).toEqual([["2027-05-01"], undefined]);
    expect(ran.err).toContain(`note: "Odd" is skipped: ${reason}\n`);
    expect(text).toContain(`# check: "Odd" is skipped: ${reason}\n`);
  });

  it("names a replacement that it cannot read or place, and then covers no year", async () => {
    const series = "UID:1\nSUMMARY:Patch\nDTSTART;VALUE=DATE:20270301\nRRULE:FREQ=WEEKLY;COUNT=2";
    const broken = await importFile(calendar(series, "UID:1\nRECURRENCE-ID:20270125T0\nDTSTART:20270126T180000"));
    expect([broken.dates, broken.covers]).toEqual([["2027-03-01", "2027-03-08"], undefined]);
    const lost = await importFile(
      calendar(series, "UID:1\nSUMMARY:Moved\nRECURRENCE-ID;VALUE=DATE:20270303\nDTSTART;VALUE=DATE:20270304"),
    );
    expect([lost.dates, lost.covers]).toEqual([["2027-03-01", "2027-03-04", "2027-03-08"], undefined]);
    expect(lost.ran.err).toContain('note: "Moved" replaces an occurrence on 2027-03-03 that "Patch" does not have\n');
  });

  it("names what is not an event, and an unknown zone of the calendar, and then covers no year", async () => {
    const todo = calendar("DTSTART;VALUE=DATE:20270501").replaceAll("VEVENT", "VTODO");
    const tasks = await importFile(todo);
    expect([tasks.covers, tasks.ran.err]).toEqual([
      undefined,
      "note: the file has no events\nnote: every VTODO is skipped: only events are imported\n",
    ]);
    const inUtc = calendar("SUMMARY:Late\nDTSTART:20270301T233000Z\nDURATION:PT1M").replace(
      "VERSION:2.0",
      "VERSION:2.0\r\nX-WR-TIMEZONE:Middle Earth",
    );
    const late = await importFile(inUtc);
    expect([late.dates, late.covers]).toEqual([["2027-03-01"], undefined]);
    expect(late.ran.err).toBe(
      [
        'note: the zone "Middle Earth" of the calendar is unknown, so its times are in UTC: use --timezone',
        'note: "Late" lasts from 2027-03-01 23:30 to 2027-03-01 23:31 UTC: imported for every date that it overlaps',
        "",
      ].join("\n"),
    );
    const known = await importFile(inUtc, "--timezone", "Europe/Berlin");
    expect([known.dates, known.covers]).toEqual([["2027-03-02"], whole]);
  });

  it("follows the rules of a zone that starts at DTSTART and RDATE, and refuses one without rules", async () => {
    const part = (kind: string, ...lines: readonly string[]) => [`BEGIN:${kind}`, ...lines, `END:${kind}`];
    const zone = (...parts: readonly string[]) =>
      calendar("SUMMARY:S\nDTSTART;TZID=Here:20270701T015000\nDURATION:PT1M").replace(
        "BEGIN:VEVENT",
        ["BEGIN:VTIMEZONE", "TZID:Here", ...parts, "END:VTIMEZONE", "BEGIN:VEVENT"].join("\r\n"),
      );
    const winter = part("STANDARD", "DTSTART:20200101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100");
    const summer = ["DTSTART:20270328T020000", "RDATE:20280326T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"];
    const given = await importFile(zone(...winter, ...part("DAYLIGHT", ...summer)), "--timezone", "UTC");
    expect(given.dates).toEqual(["2027-06-30"]);
    expect((await importFile(zone())).ran.err).toContain('its time zone "Here" is unknown');
    expect((await importFile(zone("X-LIC-LOCATION:Europe/Berlin"), "--timezone", "UTC")).dates).toEqual(["2027-06-30"]);
  });

  it("places exclusions and replacements at a time that the clock skips", async () => {
    const series = "UID:1\nDTSTART;TZID=Europe/Berlin:20270327T023000\nDURATION:PT1M\nRRULE:FREQ=DAILY;COUNT=3";
    const excluded = await importFile(calendar(`${series}\nEXDATE;TZID=Europe/Berlin:20270328T023000`));
    expect(excluded.dates).toEqual(["2027-03-27", "2027-03-29"]);
    const id = "RECURRENCE-ID;TZID=Europe/Berlin:20270328T023000";
    const moved = await importFile(calendar(series, `UID:1\n${id}\nDTSTART;TZID=Europe/Berlin:20270402T023000`));
    expect([moved.dates, moved.covers]).toEqual([["2027-03-27", "2027-03-29", "2027-04-02"], whole]);
  });

  it("reads names in Latin-1, and letters and lines that are folded or end in CR", async () => {
    const text = calendar("SUMMARY:Schließung\nDTSTART;VALUE=DATE:20270501");
    const latin = await importFile(Buffer.from(text, "latin1"));
    expect(latin.ran.err).toBe("note: x.ics is not in UTF-8: names are read as Latin-1\n");
    expect(latin.text).toContain("name: Schließung");
    const bytes = Buffer.from(text).toString("latin1").replace("\u00c3", "\u00c3\r\n ");
    for (const folded of [bytes, bytes.replaceAll("\r\n", "\r")]) {
      const { ran, text: written } = await importFile(Buffer.from(folded, "latin1"));
      expect([ran.err, written.includes("name: Schließung")]).toEqual(["", true]);
    }
  });

  it("ends for a zone whose rules never come", async () => {
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Never",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:+0100",
      "TZOFFSETTO:+0100",
      "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
      "END:STANDARD",
      "END:VTIMEZONE",
    ].join("\r\n");
    const text = calendar("SUMMARY:N\nDTSTART;TZID=Never:20270301T200000").replace(
      "BEGIN:VEVENT",
      `${zone}\r\nBEGIN:VEVENT`,
    );
    expect((await importFile(text)).ran.err).toContain('its time zone "Never" is unknown');
  });

  it("refuses UTF-16, with and without a byte order mark", async () => {
    const text = calendar("DTSTART;VALUE=DATE:20270501");
    for (const start of ["\u{feff}", ""]) {
      const { ran } = await importFile(Buffer.from(`${start}${text}`, "utf16le"));
      expect([ran.code, ran.err]).toEqual([
        2,
        "error: x.ics is in UTF-16, and iCalendar files are in UTF-8\n  save it as UTF-8\n",
      ]);
    }
    expect((await importFile(`\u{feff}${text}`)).dates).toEqual(["2027-05-01"]);
  });
});
