import { readFileSync } from "node:fs";
import path from "node:path";
import { runCommandLine } from "../../../src/cli/commands/run-command-line";
import { formatInstant } from "../../../src/timetable/time";
import { instant } from "../../support/instant";
import { StackFolder, stackText, unscaledStackText } from "./stack-files";

const start = instant("2026-11-02T00:00+01:00");

/** A week from Monday in Berlin, with 100 requests a minute; 1,000 from Tuesday 12:00 to 13:00. One row is missing. */
const rows = Array.from(
  { length: 7 * 24 },
  (_, hour) => `${formatInstant(start + hour * 60)},${hour === 36 ? 60_000 : 6000}`,
).filter((_, hour) => hour !== 100);

let stacks: StackFolder;

beforeAll(() => {
  stacks = new StackFolder();
  stacks.write("requests.csv", ["timestamp,requests", ...rows].join("\n"));
  stacks.write("Pulumi.dev.yaml", stackText);
  stacks.write("plain.yaml", unscaledStackText.replace(", hourlyPriceUsd: 1.41", ""));
  stacks.write("cpu.yaml", stackText.replaceAll("invocationsPerInstance, target", "cpuUtilization, target"));
});

afterAll(() => {
  stacks.remove();
});

const base = ["simulate", "--load", "requests.csv", "--per-instance", "100", "--endpoint", "sentiment"];

describe("timetable simulate", () => {
  it("prints cost, what is short, the week and the worst hours", async () => {
    // Nothing scales in: 4 in 50 office hours, and 2, the max of the baseline, in 117 others.
    const { code, out } = await stacks.run(...base, "--file", "plain.yaml");
    const lines = out.split("\n");
    expect(code).toBe(0);
    expect(lines.slice(0, 4)).toEqual([
      "sentiment: 7 days from Mon 2026-11-02 00:00 +01:00, Europe/Berlin",
      "instance-hours: 434, cost unknown: variant.hourlyPriceUsd is not set",
      "requests: 1,056,000, 3.4 % above the capacity in service",
      "hours short: 1 of 167",
    ]);
    expect(out).toContain("\nTue load     ▁▁");
    expect(lines.find((line) => line.startsWith("    short"))).toBe(`    short    ${" ".repeat(24)}!!`);
    expect(out).toMatch(
      /\nworst hours +load a minute +capacity +short\nTue 2026-11-03 12:00 \+01:00 +1,000 +400 +60 %\n/,
    );
    expect(out).toContain("note: 1 of 168 intervals are missing; they count neither as load nor in\n  instance-hours.");
    expect(lines.every((line) => line.length <= 80)).toBe(true);
  });

  it("fits into 40 columns, and has color only if asked", async () => {
    const texts: string[] = [];
    const run = (color: boolean) =>
      runCommandLine(base, {
        out: (text) => texts.push(text),
        err: (text) => texts.push(text),
        projectFolder: stacks.path,
        currentFolder: stacks.path,
        now: instant("2026-11-24T08:00:00Z"),
        columns: 40,
        color,
        isTerminal: true,
      });
    expect([await run(false), await run(true)]).toEqual([0, 0]);
    const [plain = "", colored = ""] = texts;
    const chart = plain.split("\n").filter((line) => /[▁▂▃▄▅▆▇█]/u.test(line));
    expect(chart.map((line) => line.length)).toEqual(Array.from({ length: 14 }, () => 37));
    expect([plain.includes("\u001b"), colored.includes("\u001b[36m▁")]).toEqual([false, true]);
  });

  it("has the cost, and what is assumed, in its JSON", async () => {
    const { out } = await stacks.run(...base, "--json");
    const { instanceHours, costUsd, notes } = JSON.parse(out);
    expect(costUsd).toBeCloseTo(1.41 * instanceHours, 1);
    expect(notes[0]).toMatch(/^AWS does not document its alarms for target tracking\. Assumed: it scales out after 3/);
  });

  it("refuses a metric that is not in the load, bad rows, and several endpoints", async () => {
    const metric = await stacks.run(...base, "--file", "cpu.yaml");
    expect([metric.code, metric.err]).toEqual([
      1,
      expect.stringContaining("error metric-not-in-load at endpoints.sentiment.scaling.metric\n"),
    ]);
    stacks.write("bad.csv", "timestamp,requests\nyesterday,5\n");
    const bad = await stacks.run(...base.with(2, "bad.csv"));
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining("error history-unreadable at load (line 2)\n")]);
    const several = await stacks.run(...base.slice(0, 5));
    expect([several.code, several.err]).toEqual([2, expect.stringContaining("endpoints: sentiment, fraud")]);
  });
});

describe("timetable page --load", () => {
  it("draws load, capacity and what is short over the limits", async () => {
    const more = base.slice(1);
    const { code } = await stacks.run("page", ...more, "--out", "page.html");
    const text = readFileSync(path.join(stacks.path, "page.html"), "utf8");
    expect(code).toBe(0);
    expect(text.match(/class="line load" d="M/g)).toHaveLength(2);
    expect(text).toContain("the worst week, of Mon 2026-11-02");
    expect(text).toContain("<title>Tue 12:00: load 10, in service");
    expect(text).toMatch(/<rect\s+class="short"/);
  });

  it("needs both options", async () => {
    const { code, err } = await stacks.run("page", "--load", "requests.csv");
    expect([code, err]).toEqual([2, expect.stringContaining("--load and --per-instance belong together")]);
  });
});
