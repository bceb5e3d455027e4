import { readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder, stackText } from "./stack-files";

let folder: StackFolder;
beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
});
afterEach(() => {
  folder.remove();
});

const readFile = (): string => readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8");
const listWindows = (): readonly string[] =>
  readFile()
    .match(/^ +events-.*$/gm)
    ?.map((line) => line.trim()) ?? [];

/** On Tue 2026-11-24 09:00 in Berlin. */
async function importEvents(events: readonly string[], ...options: readonly string[]) {
  const body = events.flatMap((event) => ["BEGIN:VEVENT", ...event.split("\n"), "END:VEVENT"]);
  folder.write("events.ics", ["BEGIN:VCALENDAR", "VERSION:2.0", ...body, "END:VCALENDAR", ""].join("\r\n"));
  return folder.run("calendar", "import", "events.ics", "--timed", "windows", ...options);
}
const toSentiment = ["--endpoint", "sentiment"];
const sale = "SUMMARY:Flash sale\nDTSTART:20261204T170000Z\nDTEND:20261204T210000Z\nDESCRIPTION:min=6 max=14";

describe("timetable calendar import --timed windows", () => {
  it("writes events as dated windows in the endpoint's zone, with the limits of their text or of the rule", async () => {
    const { code, out, err } = await importEvents(
      [
        sale,
        "SUMMARY:Load test\nDTSTART;TZID=Europe/Berlin:20261205T220000\nDTEND;TZID=Europe/Berlin:20261206T020000",
        "SUMMARY:Gone\nDTSTART:20261101T100000Z\nDTEND:20261101T110000Z",
        "SUMMARY:Closed\nDTSTART;VALUE=DATE:20261224",
      ],
      ...toSentiment,
      "--min",
      "5",
      "--max",
      "13",
    );
    expect([code, err]).toEqual([0, "note: skipped all-day events: import them without --timed windows\n"]);
    expect(listWindows()).toEqual([
      'events-flash-sale: { dates: ["2026-12-04"], from: "18:00", to: "22:00", min: 6, max: 14 }',
      'events-load-test: { dates: ["2026-12-05"], from: "22:00", to: "02:00", min: 5, max: 13 }',
    ]);
    expect(out).toContain("2026-12-04 18:00-22:00");
    expect(out).toContain("written: Pulumi.dev.yaml");
  });

  it("splits a longer event at midnight, and joins the occurrences of a recurring one", async () => {
    await importEvents(
      [
        "SUMMARY:Fair\nDTSTART:20261204T170000Z\nDTEND:20261206T090000Z",
        "SUMMARY:Batch\nDTSTART:20261205T020000Z\nDTEND:20261205T030000Z\nRRULE:FREQ=WEEKLY;COUNT=2",
      ],
      ...toSentiment,
      "--min",
      "5",
      "--max",
      "13",
    );
    expect(listWindows()).toEqual([
      'events-fair: { dates: ["2026-12-04"], from: "18:00", to: "24:00", min: 5, max: 13 }',
      'events-fair-2: { dates: ["2026-12-05"], from: "00:00", to: "24:00", min: 5, max: 13 }',
      'events-fair-3: { dates: ["2026-12-06"], from: "00:00", to: "10:00", min: 5, max: 13 }',
      'events-batch: { dates: ["2026-12-05", "2026-12-12"], from: "03:00", to: "04:00", min: 5, max: 13 }',
    ]);
  });

  it("removes windows of events that are gone, and restores the file byte for byte", async () => {
    await importEvents([sale], ...toSentiment);
    expect(listWindows()).toHaveLength(1);
    expect((await importEvents([sale], ...toSentiment)).out).toBe(
      "Pulumi.dev.yaml has the same windows and is unchanged\n",
    );
    await importEvents([], ...toSentiment);
    expect(readFile()).toBe(stackText);
  });

  it("skips an event without limits, and writes nothing with --dry-run or above a guard", async () => {
    const { err } = await importEvents(["SUMMARY:Demo\nDTSTART:20261204T170000Z"], ...toSentiment);
    expect(err).toContain('note: "Demo" is skipped: its text has no limits such as min=4 max=12; give --min and --max');
    expect((await importEvents([sale], ...toSentiment, "--dry-run")).out).toContain("not written: Pulumi.dev.yaml");
    expect(readFile()).toBe(stackText);
    const guarded = stackText.replace("config:\n", "config:\n  inference-timetable:guards: { maxInstances: 12 }\n");
    folder.write("Pulumi.dev.yaml", guarded);
    expect((await importEvents([sale], ...toSentiment)).code).toBe(1);
    expect(readFile()).toBe(guarded);
  });

  it("needs an endpoint with a timetable", async () => {
    expect(await importEvents([sale])).toMatchObject({
      code: 2,
      err: "error: --timed windows needs an endpoint: name it with --endpoint\n",
    });
    expect(await importEvents([sale], "--endpoint", "fraud")).toMatchObject({
      code: 2,
      err: "error: fraud has no timetable to add windows to: see timetable check\n",
    });
  });
});
