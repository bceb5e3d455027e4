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
