import { existsSync, readFileSync } from "node:fs";
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

describe("timetable ics", () => {
  it("prints a calendar of all endpoints", async () => {
    const { code, out } = await folder.run("ics");
    expect(out).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(out).toContain("SUMMARY:sentiment 4-12 office\r\n");
    expect(out).toContain("SUMMARY:fraud 2-5 ScaleOutForPeakTimes\r\n");
    expect(code).toBe(0);
  });

  it("prints the firings that move limits", async () => {
    const { out } = await folder.run("ics", "--firings", "--endpoint", "fraud");
    expect(out).toContain("SUMMARY:fraud -> 2-5\r\n");
    expect(out).toContain("DTSTART;TZID=Europe/Berlin:20261124T180000\r\n");
  });

  it("writes a file, and reports it", async () => {
    const { out, err } = await folder.run("ics", "--out", "a.ics");
    expect([out, err]).toEqual(["", "written: a.ics\n"]);
    expect(readFileSync(path.join(folder.path, "a.ics"), "utf8")).toMatch(/END:VCALENDAR\r\n$/);
  });

  it("prints events as JSON", async () => {
    const { endpoints } = JSON.parse((await folder.run("ics", "--json", "--endpoint", "sentiment")).out);
    expect(endpoints.sentiment.events[0]).toMatchObject({
      id: "sentiment-mon-tue-wed-thu-fri-0800-600-4-12",
      summary: "sentiment 4-12 office",
      start: "2026-11-24T08:00",
      end: "2026-11-24T18:00",
      weekly: { days: ["mon", "tue", "wed", "thu", "fri"], except: ["2026-12-24T08:00", "2026-12-31T08:00"] },
    });
  });

  it("prints no calendar if the file has errors", async () => {
    folder.write("Pulumi.dev.yaml", stackText.replace("min: 4, max: 12", "min: 40, max: 12"));
    const { code, out } = await folder.run("ics", "--out", "a.ics");
    expect([code, out, existsSync(path.join(folder.path, "a.ics"))]).toEqual([1, "", false]);
  });
});
