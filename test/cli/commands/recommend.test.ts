import { readFileSync } from "node:fs";
import path from "node:path";
import { formatInstant } from "../../../src/timetable/time";
import { officeHistory } from "../../recommend/histories";
import { StackFolder, stackText } from "./stack-files";

const rows = officeHistory.requests
  .slice(0, 14 * 144)
  .map((count, index) => `${formatInstant(officeHistory.start + index * 10)},${count}`);

let stacks: StackFolder;

beforeAll(() => {
  stacks = new StackFolder();
  stacks.write("requests.csv", ["timestamp,requests", ...rows].join("\n"));
});

beforeEach(() => {
  stacks.write("Pulumi.dev.yaml", stackText.replace("office: {", "# keep me\n          office: {"));
});

afterAll(() => {
  stacks.remove();
});

const base = ["recommend", "--history", "requests.csv", "--per-instance", "10", "--windows", "1"];

describe("timetable recommend", () => {
  it("prints config, what is expected and what each window is for", async () => {
    const { code, out } = await stacks.run(...base);
    expect(code).toBe(0);
    expect(out).toMatch(/^timetable:\n {2}timezone: UTC\n {2}baseline: \{ min: 1, max: 15 \}\n/);
    expect(out).toMatch(/ {4}weekdays-0800: \{ days: mon-fri, from: "08:00", to: "\d\d:\d\d", min: 10, max: 15 \}\n/);
    expect(out).toMatch(/^scaling:\n {2}metric: invocationsPerInstance\n/m);
    expect(out).toMatch(
      /^expected: 6\d\d instance-hours a week, [\d.]+ % of the requests short, in [\d.]+ % of the hours$/m,
    );
    expect(out).toMatch(/^weekdays-0800: On weekdays, demand usually peaks at 10 instances here/m);
  });

  it("reads public holidays of a place that it knows, and shows defaults as people write them", async () => {
    const { code, out } = await stacks.run(...base, "--holidays", "DE-BY");
    expect([code, out]).toEqual([0, expect.stringContaining("timetable:")]);
    const unknown = await stacks.run(...base, "--holidays", "XX");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("XX")]);
    const help = await stacks.run("recommend", "--help");
    expect(help.out).toContain("(default: 10m)");
    expect(help.out).toContain("(default: 1%)");
  });

  it("prints JSON", async () => {
    const { out } = await stacks.run(...base, "--json");
    expect(JSON.parse(out)).toMatchObject({ worthIt: true, timetable: { timezone: "UTC" }, scaling: { period: "1m" } });
  });

  it("writes to the endpoint and keeps comments and exceptions", async () => {
    const { code, err } = await stacks.run(...base, "--endpoint", "sentiment", "--write");
    expect([code, err]).toEqual([0, "written: Pulumi.dev.yaml; pulumi up brings it to AWS\n"]);
    const text = readFileSync(path.join(stacks.path, "Pulumi.dev.yaml"), "utf8");
    expect(text).toContain("- { calendar: closures, use: baseline }");
    expect(text).toContain("baseline: { min: 1, max: 15 }");
    expect(text).toContain("readyBefore: 10m");
    expect((await stacks.run("check", "--endpoint", "sentiment")).code).toBe(0);
  });

  it("refuses to write to schedules, and without an endpoint", async () => {
    const schedules = await stacks.run(...base, "--endpoint", "fraud", "--write");
    expect([schedules.code, schedules.err]).toEqual([
      2,
      expect.stringContaining("fraud has schedules and no timetable"),
    ]);
    const nowhere = await stacks.run(...base, "--write");
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("name one with --endpoint")]);
  });

  it("leaves the file alone if the result would have errors", async () => {
    const text = stackText.replace(
      "  inference-timetable:endpoints:",
      "  inference-timetable:guards: { maxInstances: 12 }\n  inference-timetable:endpoints:",
    );
    stacks.write("Pulumi.dev.yaml", text);
    const { code, err } = await stacks.run(...base, "--endpoint", "sentiment", "--write");
    expect(code).toBe(1);
    expect(err).toContain("max-above-guard");
    expect(readFileSync(path.join(stacks.path, "Pulumi.dev.yaml"), "utf8")).toBe(text);
  });

  it("reports bad rows with their lines, and bad options", async () => {
    stacks.write("bad.csv", "timestamp,requests\nyesterday,5\n2026-11-02T00:00Z,many\n");
    const { code, err } = await stacks.run("recommend", "--history", "bad.csv", "--per-instance", "10");
    expect(code).toBe(1);
    expect(err).toContain(`error history-unreadable at history (line 2)
  "yesterday" is not a time with an offset
  expected: ISO 8601 with Z or an offset
  fix: write 2026-11-02T08:00+01:00
`);
    expect(err).toContain('error history-unreadable at history (line 3)\n  "many" is not a count of requests');
    const usage = await stacks.run(...base, "--shortfall", "1");
    expect([usage.code, usage.err]).toEqual([2, expect.stringContaining("not a percentage from 0% to 50%")]);
  });
});
