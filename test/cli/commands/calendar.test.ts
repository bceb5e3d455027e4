import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseCalendarFile } from "../../../src/config/calendars/calendar-file";
import { instant } from "../../support/instant";
import { keysOf, StackFolder, stackText } from "./stack-files";

const root = path.join(__dirname, "..", "..", "..");
let folder: StackFolder;

beforeEach(() => {
  folder = new StackFolder();
});

afterEach(() => {
  folder.remove();
});

function read(name: string): string {
  return readFileSync(path.join(folder.path, name), "utf8");
}

const ics = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "BEGIN:VEVENT",
  "SUMMARY:Closing\\, year's end",
  "DTSTART;VALUE=DATE:20261224",
  "DTEND;VALUE=DATE:20270102",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "SUMMARY:Patch day: yes",
  "DTSTART;VALUE=DATE:20261208",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "SUMMARY:Freeze",
  "DTSTART:20261130T233000Z",
  "DTEND:20261201T233000Z",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

describe("timetable calendar pull", () => {
  it("writes from this month to the end of next year: the same file as calendars/de-by.yaml", async () => {
    const ran = await folder.run("calendar", "pull", "DE-BY");
    expect(ran).toEqual({
      code: 0,
      out: [
        "Public holidays of DE-BY (Germany, Bayern), 2026-11-01 to 2027-12-31: 15 entries",
        "written: calendars/de-by.yaml",
        "to use it in a stack file: inference-timetable:calendars: { de-by: { file: calendars/de-by.yaml } }",
        "",
      ].join("\n"),
      err: "",
    });
    const text = read("calendars/de-by.yaml");
    expect(text.split("\n").slice(0, 6)).toEqual([
      "# Public holidays of DE-BY (Germany, Bayern), 2026-11-01 to 2027-12-31.",
      'source: "date-holidays 3.37.0, type public, pulled 2026-11-24"',
      "region: DE-BY",
      'covers: { from: "2026-11-01", to: "2027-12-31" }',
      "dates:",
      '  - { date: "2026-11-01", name: Allerheiligen }',
    ]);
    const own = parseCalendarFile(readFileSync(path.join(root, "calendars/de-by.yaml"), "utf8"), "");
    expect(parseCalendarFile(text, "").calendar).toEqual(own.calendar);
  });

  it("writes whole years if a range is given", async () => {
    const { out } = await folder.run("calendar", "pull", "DE-BY", "2026..2028");
    expect(out).toContain("Public holidays of DE-BY (Germany, Bayern), 2026 to 2028: 36 entries\n");
    expect(read("calendars/de-by.yaml")).toContain('covers: { from: "2026-01-01", to: "2028-12-31" }\n');
  });

  it("leaves a file with the same dates unchanged, also on a later day", async () => {
    await folder.run("calendar", "pull", "DE-BY");
    const text = `# ours\n${read("calendars/de-by.yaml").replace("pulled 2026-11-24", "pulled 2026-01-02")}`;
    folder.write("calendars/de-by.yaml", text);
    const { out } = await folder.run("calendar", "pull", "de-by");
    expect(out).toContain("calendars/de-by.yaml has the same dates and is unchanged\n");
    expect(read("calendars/de-by.yaml")).toBe(text);
  });

  it("prints added and removed dates before it overwrites a file, and keeps comments at its top", async () => {
    folder.write(
      "calendars/de-by.yaml",
      [
        "# Public holidays of DE-BY (Germany, Bayern), 2025-12-01 to 2026-12-31.",
        "# Ask the works council about 15 August.",
        "region: DE-BY",
        "dates:",
        '  - { date: "2026-01-01", name: New year }',
        '  - { date: "2026-08-15", name: Mariä Himmelfahrt }',
        "",
      ].join("\n"),
    );
    const { out } = await folder.run("calendar", "pull", "DE-BY", "2026");
    expect(out.split("\n").slice(0, 6)).toEqual([
      "Public holidays of DE-BY (Germany, Bayern), 2026: 12 entries",
      "calendars/de-by.yaml: 11 dates added, 1 date removed, 1 date renamed",
      "  ~ Thu 2026-01-01  New year -> Neujahr",
      "  + Tue 2026-01-06  Heilige Drei Könige",
      "  + Fri 2026-04-03  Karfreitag",
      "  + Mon 2026-04-06  Ostermontag",
    ]);
    expect(out).toContain("  - Sat 2026-08-15  Mariä Himmelfahrt\n");
    expect(read("calendars/de-by.yaml").split("\n").slice(0, 2)).toEqual([
      "# Public holidays of DE-BY (Germany, Bayern), 2026.",
      "# Ask the works council about 15 August.",
    ]);
  });

  it("prints the file and writes nothing with --dry-run, and accepts other types and files", async () => {
    const { out } = await folder.run("calendar", "pull", "DE", "2026", "--type", "bank", "--dry-run");
    expect(out).toContain(
      'dates:\n  - { date: "2026-12-24", name: Heiliger Abend }\n  - { date: "2026-12-31", name: Silvester }\n',
    );
    expect(existsSync(path.join(folder.path, "calendars"))).toBe(false);
    const ran = await folder.run("calendar", "pull", "IS", "2026", "--out", "iceland.yaml", "--json");
    const json = JSON.parse(ran.out);
    expect(keysOf(json)).toEqual(["file", "written", "changes", "dates", "covers", "notes"]);
    expect(json).toMatchObject({ file: "iceland.yaml", written: true });
    expect(json.notes).toEqual([
      "Aðfangadagur on 2026-12-24 is only part of the day; the calendar has the whole date",
      "Gamlársdagur on 2026-12-31 is only part of the day; the calendar has the whole date",
    ]);
    expect(read("iceland.yaml")).toContain("region: IS\n");
  });

  it("names estimated dates in the file and on the screen", async () => {
    const { err } = await folder.run("calendar", "pull", "TR", "2027", "--language", "tr");
    const doubts = ["Ramazan Bayramı on 2027-03-09", "Kurban Bayramı on 2027-05-16"].map(
      (day) => `${day} is an estimate: the date depends on the moon`,
    );
    for (const doubt of doubts) expect(err).toContain(`note: ${doubt}\n`);
    const text = read("calendars/tr.yaml");
    expect(text).toContain(doubts.map((doubt) => `# check: ${doubt}\n`).join(""));
    expect(text).toContain("covers: ");
    const again = await folder.run("calendar", "pull", "TR", "2027", "--language", "tr");
    expect(again.out).toContain("calendars/tr.yaml has the same dates and is unchanged");
  });

  it("does not cover a country with few days, or a year that lacks a holiday of the year before", async () => {
    const { err } = await folder.run("calendar", "pull", "IN", "2027");
    expect(err.split("\n").slice(0, 2)).toEqual([
      "note: the library has only 6 holidays in 2027: others may be missing",
      "note: Python's holidays 0.109 also has 2027-03-06: add it if it is a holiday here",
    ]);
    expect(read("calendars/in.yaml")).not.toContain("covers");
    const karnataka = await folder.run("calendar", "pull", "IN-KA", "2027");
    expect(karnataka.err).toContain("also has 2027-10-29:");
    const singapore = await folder.run("calendar", "pull", "SG", "2027", "--language", "en");
    expect(singapore.err).toContain("note: Vesak Day is in 2026 and not in 2027: its date may be missing\n");
    const later = await folder.run("calendar", "pull", "SG", "2033", "--language", "en");
    expect(later.err).toContain("note: Deepavali is in 2030 and not in 2033: its date may be missing\n");
    expect(read("calendars/sg.yaml")).not.toContain("covers");
  });

  it("names days that another library has, and covers years in which it has no more", async () => {
    const { err } = await folder.run("calendar", "pull", "BR-SP", "2026");
    expect(err).toBe("note: Python's holidays 0.109 also has 2026-11-20: add it if it is a holiday here\n");
    expect(read("calendars/br-sp.yaml")).not.toContain("covers");
    expect(read("calendars/br-sp.yaml")).toContain("# check: Python's holidays 0.109 also has 2026-11-20:");
    const later = await folder.run("calendar", "pull", "BR-SP", "2031");
    expect(later.err).toBe("note: the library lacks holidays of 2026 to 2028: those of 2031 may be missing, too\n");
    for (const [place, file] of [
      ["MX", "mx"],
      ["US", "us"],
    ] as const) {
      expect((await folder.run("calendar", "pull", place, "2026..2027")).err).toBe("");
      expect(read(`calendars/${file}.yaml`)).toContain("covers");
    }
    expect((await folder.run("calendar", "pull", "US", "2028")).err).toContain("also has 2028-11-10:");
  });

  it("names days in another language of the place, and refuses others", async () => {
    await folder.run("calendar", "pull", "BE", "2026", "--language", "nl");
    expect(read("calendars/be.yaml")).toContain('{ date: "2026-12-25", name: Kerstmis }');
    const { code, err } = await folder.run("calendar", "pull", "BE", "2026", "-l", "es");
    expect([code, err]).toEqual([2, 'error: the holidays of BE have no names in "es"\n  known: fr, nl, de, en\n']);
  });

  it("writes valid and stable files for many places", async () => {
    for (const place of ["US", "IN-KA", "IL", "CN", "FR-57"]) {
      await folder.run("calendar", "pull", place, "--out", "a.yaml");
      const text = read("a.yaml");
      expect(parseCalendarFile(text, "a.yaml").problems).toEqual([]);
      await folder.run("calendar", "pull", place, "--out", "b.yaml");
      expect(read("b.yaml")).toBe(text);
      const { out } = await folder.run("calendar", "pull", place, "--out", "a.yaml");
      expect(out).toContain("a.yaml has the same dates and is unchanged");
      folder.remove();
      folder = new StackFolder();
    }
  });

  it("refuses unknown places and types, and a file that is not a calendar", async () => {
    folder.write("calendars/de.yaml", "dates: 3\n");
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [["DX"], /^error: no holidays are known for "DX".*\n {2}similar: DE Germany, DJ/],
      [["DE-BX"], /no holidays are known for the region "BX" of DE\n {2}did you mean DE-BB, DE-BE, DE-BW or DE-BY\?/],
      [["DE", "2028..2026"], /'2028\.\.2026' is invalid.*2026\.\.2028/],
      [["DE", "2026", "--type", "pubic"], /"pubic" is not one of public, bank/],
      [["DE", "2026"], /calendars\/de\.yaml exists and is not a calendar file: .*dates/],
    ];
    for (const [words, message] of cases) {
      const { code, err } = await folder.run("calendar", "pull", ...words);
      expect(err).toMatch(message);
      expect(code).toBe(2);
    }
    expect(read("calendars/de.yaml")).toBe("dates: 3\n");
  });
});

describe("timetable calendar import", () => {
  it("writes the dates of an iCalendar file, with notes", async () => {
    folder.write("team closures.ics", ics);
    const ran = await folder.run("calendar", "import", "team closures.ics", "-z", "Europe/Berlin");
    expect(ran).toMatchObject({
      code: 0,
      err: 'note: "Freeze" lasts from 2026-12-01 00:30 to 2026-12-02 00:30: imported for every date that it overlaps\n',
    });
    expect(read("calendars/team closures.yaml")).toBe(
      [
        "# Dates of team closures.ics, 2026 to 2027.",
        'source: "team closures.ics, imported 2026-11-24"',
        'covers: { from: "2026-01-01", to: "2027-12-31" }',
        "dates:",
        '  - { date: "2026-12-01..2026-12-02", name: Freeze }',
        '  - { date: "2026-12-08", name: "Patch day: yes" }',
        `  - { date: "2026-12-24..2027-01-01", name: "Closing, year's end" }`,
        "",
      ].join("\n"),
    );
    const { calendar, problems } = parseCalendarFile(read("calendars/team closures.yaml"), "");
    expect(problems).toEqual([]);
    expect(calendar?.dates).toHaveLength(12);
  });

  it("imports only the given years, and prints the changes", async () => {
    folder.write("x.ics", ics);
    await folder.run("calendar", "import", "x.ics", "--years", "2026", "--timed", "skip");
    expect(read("calendars/x.yaml")).toContain('covers: { from: "2026-01-01", to: "2026-12-31" }\n');
    folder.write("x.ics", ics.replace("20261208", "20261209"));
    const { out } = await folder.run("calendar", "import", "x.ics", "--years", "2026", "--timed", "skip");
    expect(out).toContain("  - Tue 2026-12-08  Patch day: yes\n  + Wed 2026-12-09  Patch day: yes\n");
  });

  it("refuses a file that is not iCalendar", async () => {
    folder.write("x.ics", "hello");
    const { code, err } = await folder.run("calendar", "import", "x.ics");
    expect([code, err.split("\n")[0]]).toEqual([
      2,
      "error: cannot import x.ics: line 1 does not begin with a name and a colon",
    ]);
    expect((await folder.run("calendar", "import", "none.ics")).err).toContain("cannot read none.ics");
    expect((await folder.run("calendar", "import", "x.ics", "-z", "EST")).err).toMatch(
      /"EST" has no daylight saving rules.* Write America\/New_York\./,
    );
  });
});

describe("timetable calendar in any process time zone", () => {
  /** Runs both commands in a process with another time zone, which this one cannot change. */
  async function inZone(zone: string): Promise<string> {
    const program = `
      const { createProcessContext } = require("./src/cli/context");
      const { runCommandLine } = require("./src/cli/commands");
      const io = { ...createProcessContext(), currentFolder: ${JSON.stringify(folder.path)}, now: ${instant("2026-11-24T08:00Z")} };
      io.projectFolder = io.currentFolder;
      runCommandLine(["calendar", "pull", "DE-BY", "2026", "--dry-run"], io).then(() =>
        runCommandLine(["calendar", "import", "x.ics", "-y", "2026", "--dry-run"], io));`;
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", program], {
      cwd: root,
      env: { ...process.env, TZ: zone },
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (bytes) => (out += String(bytes)));
    child.stderr.on("data", (bytes) => (err += String(bytes)));
    await once(child, "close");
    return out + err;
  }

  it("pulls and imports the same dates", async () => {
    folder.write("x.ics", ics);
    const [one, other] = await Promise.all(["Pacific/Kiritimati", "America/New_York"].map(inZone));
    expect(one).toContain('date: "2026-12-25", name: 1. Weihnachtstag');
    expect(one).toContain('date: "2026-12-24..2026-12-31"');
    expect(other).toBe(one);
  });
});

describe("timetable calendar show", () => {
  const calendarFile = [
    "source: by hand",
    'covers: { from: "2026-01-01", to: "2026-12-31" }',
    "dates:",
    '  - { date: "2026-12-24..2026-12-25", name: Closing }',
    '  - { date: "2026-05-01" }',
    "",
  ].join("\n");
  const text = stackText.replace('{ dates: ["2026-12-24", "2026-12-31"] }', "{ file: days/own.yaml }");

  beforeEach(() => {
    folder.write("Pulumi.dev.yaml", text);
    folder.write("days/own.yaml", calendarFile);
  });

  it("lists the dates of a stack's calendar, its users, and how far it reaches", async () => {
    const wanted = [
      "closures, days/own.yaml: 3 dates",
      "  source   by hand",
      "  reaches  Thu 2026-01-01 to Thu 2026-12-31: 37 days left",
      "  used by  sentiment in Pulumi.dev.yaml (baseline)",
      "",
      "Fri 2026-05-01",
      "Thu 2026-12-24  Closing",
      "Fri 2026-12-25  Closing",
      "",
    ].join("\n");
    expect(await folder.run("calendar", "show", "closures")).toEqual({ code: 0, out: wanted, err: "" });
    const byFile = await folder.run("calendar", "show", "days/own.yaml");
    expect(byFile.out).toBe(wanted.replace("closures, ", ""));
    const later = await folder.run("calendar", "show", "closures", "--now", "2027-01-01T00:00Z");
    expect(later.out).toContain("to Thu 2026-12-31: it has ended\n");
  });

  it("finds the users of a file in all stacks, if any", async () => {
    folder.write("Pulumi.prod.yaml", text.replace("use: baseline", "use: sunday"));
    const { out } = await folder.run("calendar", "show", "days/own.yaml");
    expect(out).toContain(
      "used by  sentiment in Pulumi.dev.yaml (baseline), sentiment in Pulumi.prod.yaml (the windows of Sunday)",
    );
    const alone = new StackFolder();
    alone.write("own.yaml", "dates: []\n");
    expect((await alone.run("calendar", "show", "own.yaml")).out).toBe(
      "own.yaml: 0 dates\n  reaches  no date\n  used by  no endpoint\n",
    );
    alone.remove();
  });

  it("shows dates in the stack file", async () => {
    folder.write("Pulumi.dev.yaml", stackText);
    const { out } = await folder.run("calendar", "show", "closures");
    expect(out).toContain("closures, dates in Pulumi.dev.yaml: 2 dates\n");
    expect(out).toContain("Thu 2026-12-24\nThu 2026-12-31\n");
  });

  it("prints JSON", async () => {
    const { out } = await folder.run("calendar", "show", "closures", "--json");
    expect(JSON.parse(out)).toEqual({
      calendar: "closures, days/own.yaml",
      source: "by hand",
      covers: { from: "2026-01-01", to: "2026-12-31" },
      daysLeft: 37,
      usedBy: [{ stack: "Pulumi.dev.yaml", endpoint: "sentiment", use: "baseline" }],
      dates: [
        { date: "2026-05-01", weekday: "fri" },
        { date: "2026-12-24", weekday: "thu", name: "Closing" },
        { date: "2026-12-25", weekday: "fri", name: "Closing" },
      ],
      problems: [],
    });
  });

  it("reports an unknown name or file", async () => {
    expect((await folder.run("calendar", "show", "closure")).err).toBe(
      'error: unknown calendar "closure" in Pulumi.dev.yaml\n  did you mean closures?\n  calendars: closures\n',
    );
    expect((await folder.run("calendar", "show", "none.yaml")).err).toContain("cannot read none.yaml");
    folder.write("days/own.yaml", "dates: 3\n");
    const broken = await folder.run("calendar", "show", "closures");
    expect([broken.code, broken.out]).toEqual([1, ""]);
    expect(broken.err).toContain("calendars.closures.file");
  });
});
