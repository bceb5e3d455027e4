import { readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder } from "./stack-files";

const folder = new StackFolder();
folder.write(
  "Pulumi.t.yaml",
  `config:
  aws:region: eu-central-1
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:endpoints:
    rank:
      endpoint: { existing: rank, instanceType: ml.m5.large }
      timetable:
        baseline: { min: 1, max: 2 }
        windows:
          night: { days: daily, from: "02:30", to: "06:00", min: 4, max: 8 }
    still:
      endpoint: { existing: still, instanceType: ml.m5.large }
      timetable:
        baseline: { min: 1, max: 2 }
        override: { from: "2026-10-25T02:00", until: "2026-10-25T04:00", pause: true }
    raw:
      endpoint: { existing: raw, instanceType: ml.m5.large }
      baseline: { min: 1, max: 2 }
      schedules:
        night: { schedule: "cron(30 2 * * ? *)", min: 4, max: 8 }
        day: { schedule: "cron(0 6 * * ? *)", min: 1, max: 2 }
`,
);

afterAll(() => {
  folder.remove();
});

const shared = ["--file", "Pulumi.t.yaml", "-e", "rank", "--now", "2026-10-20T10:00Z"];

async function printAt(instant: string, endpoint: string): Promise<string> {
  const words = ["at", instant, "--file", "Pulumi.t.yaml", "-e", endpoint, "--now", "2026-10-20T10:00Z"] as const;
  const { out } = await folder.run(...words);
  return out.replace(/^.*: min/, "min").trimEnd();
}

const late = "; may come up to an hour late, because the clock goes back";

describe("timetable at, in a doubled hour", () => {
  it.each([
    ["2026-10-25T00:15Z", "min 1, max 2", ""],
    ["2026-10-25T00:30Z", "min 4, max 8", late],
    ["2026-10-25T01:15Z", "min 4, max 8", late],
    ["2026-10-25T01:30Z", "min 4, max 8", ""],
    ["2026-10-25T05:00Z", "min 1, max 2", ""],
    ["2026-10-26T01:30Z", "min 4, max 8", ""],
  ])("changes limits the first time, for a timetable and schedules: %s", async (instant, limits, note) => {
    const window = limits === "min 1, max 2" ? "baseline" : "window night";
    expect(await printAt(instant, "rank")).toBe(`${limits} = ${window}${note}`);
    const schedule = limits === "min 1, max 2" ? "schedule day" : "schedule night";
    expect(await printAt(instant, "raw")).toBe(`${limits} = ${schedule}${note}`);
  });

  it("is not late where limits stay as they are", async () => {
    expect(await printAt("2026-10-25T00:15Z", "still")).toBe("min 1, max 2 = pause");
  });
});

describe("other commands, in a doubled hour", () => {
  it("prints the minutes as JSON", async () => {
    const [late, usual] = await Promise.all(
      ["2026-10-25T01:15Z", "2026-10-25T01:30Z"].map((at) => folder.run("at", at, ...shared, "--json")),
    );
    expect(JSON.parse(late?.out ?? "")).toEqual({
      unit: "instances",
      min: 4,
      max: 8,
      because: ["window night"],
      minutesLate: 60,
    });
    expect(JSON.parse(usual?.out ?? "")).toEqual({ unit: "instances", min: 4, max: 8, because: ["window night"] });
    const { out } = await folder.run("explain", "2026-10-25T00:00Z", ...shared, "--json");
    expect(JSON.parse(out)).toMatchObject({ endpoints: { rank: { next: { minutesLate: 60 } } } });
  });

  it("explains that these limits, or the next, may come late", async () => {
    const now = await folder.run("explain", "2026-10-25T00:45Z", ...shared);
    expect(now.out.replaceAll(/\s+/g, " ")).toContain(
      "limits min 4, max 8; may come up to an hour late, because the clock goes back decided by",
    );
    const before = await folder.run("explain", "2026-10-25T00:00Z", ...shared);
    expect(before.out.replaceAll(/\s+/g, " ")).toContain(
      "by action night-0230; may come up to an hour late, because the clock goes back",
    );
  });

  it("names the dates on which a change of a diff may come late", async () => {
    const text = readFileSync(path.join(folder.path, "Pulumi.t.yaml"), "utf8");
    folder.write("Pulumi.u.yaml", text.replace("02:30", "01:30"));
    folder.write("Pulumi.v.yaml", text.replace("06:00", "07:00"));
    const args = ["Pulumi.t.yaml", "--now", "2026-10-20T10:00Z"] as const;
    const late = await folder.run("diff", "Pulumi.u.yaml", ...args);
    expect(late.out).toContain("\n\n2026-10-25: the clock goes back, so a change may come up to an hour late\n\n");
    const json = await folder.run("diff", "Pulumi.u.yaml", ...args, "--json");
    expect(json.out.match(/"minutesLate": 60/g)).toHaveLength(1);
    const usual = await folder.run("diff", "Pulumi.v.yaml", ...args);
    expect(usual.out).toContain("06:00-07:00");
    expect(usual.out).not.toContain("clock goes back");
  });
});
