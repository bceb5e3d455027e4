import { keysOf, StackFolder, stackText } from "./stack-files";

let folder: StackFolder;

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
});

afterEach(() => {
  folder.remove();
});

/** A stack file with min above max. */
const wrongText = stackText.replace("min: 4, max: 12", "min: 40, max: 12");

describe("timetable plan", () => {
  it("prints the JSON contract: actions, horizon and problems", async () => {
    const { code, out, err } = await folder.run("plan", "--file", "Pulumi.dev.yaml", "--json");
    const printed = JSON.parse(out);
    expect(keysOf(printed)).toEqual(["endpoints", "problems"]);
    expect(keysOf(printed.endpoints)).toEqual(["sentiment", "fraud"]);
    expect(printed.endpoints.fraud).toEqual({
      unit: "instances",
      actions: [
        { name: "BackToBaseline", schedule: "cron(0 20 ? * MON-FRI *)", timezone: "UTC", min: 1, max: 2 },
        { name: "ScaleOutForPeakTimes", schedule: "cron(0 17 ? * MON-FRI *)", timezone: "UTC", min: 2, max: 5 },
      ],
      horizon: { from: "2026-01-01", to: "2029-01-01" },
    });
    for (const action of printed.endpoints.sentiment.actions) {
      expect(keysOf(action)).toEqual(["name", "schedule", "timezone", "min", "max"]);
    }
    expect([code, err]).toEqual([0, ""]);
  });

  it("starts at --now", async () => {
    const { out } = await folder.run("plan", "--now", "2030-06-01T00:00Z", "--json");
    expect(JSON.parse(out).endpoints.fraud.horizon).toEqual({ from: "2030-01-01", to: "2033-01-01" });
  });

  it("exits 1 with the full message of each problem if any is an error", async () => {
    folder.write("Pulumi.dev.yaml", wrongText);
    const { code, out } = await folder.run("plan", "--json");
    const [problem] = JSON.parse(out).problems;
    expect(keysOf(problem)).toEqual(["severity", "code", "path", "message"]);
    expect([problem.severity, problem.path]).toEqual(["error", "endpoints.sentiment.timetable.windows.office.min"]);
    expect(problem.message).toMatch(/40.*\n.*fix: /s);
    expect(code).toBe(1);
  });

  it("prints how soon the limits of a timetable are corrected", async () => {
    const { reassertion } = JSON.parse((await folder.run("plan", "--json")).out).endpoints.sentiment;
    expect(reassertion).toEqual({
      everyMinutes: 15,
      withinEvery: expect.any(Number) as number,
      withinHour: expect.any(Number) as number,
      longestGapMinutes: expect.any(Number) as number,
      longestGapFrom: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d\+0[12]:00$/) as string,
    });
    const { out } = await folder.run("plan", "--endpoint", "sentiment");
    expect(out.split("\n")[1]).toMatch(
      /^ {2}limits are corrected within 15 minutes [a-z ]*\d+% of the time, within an hour [a-z ]*\d+%; longest gap /,
    );
    folder.write(
      "Pulumi.dev.yaml",
      stackText.replace("        windows:", "        reassertEvery: never\n        windows:"),
    );
    const never = JSON.parse((await folder.run("plan", "--json")).out).endpoints.sentiment.reassertion;
    expect(never).toMatchObject({ everyMinutes: null, withinEvery: null });
    expect(never.withinHour).toBeLessThan(0.2);
  });

  it("prints schedules, and when they fire in words", async () => {
    const { out } = await folder.run("plan", "--endpoint", "fraud");
    expect(out).toBe(
      [
        "fraud: 2 scheduled actions, shown for 2026-01-01 to 2029-01-01",
        "  BackToBaseline: min 1, max 2",
        "    cron(0 20 ? * MON-FRI *) UTC",
        "    at 20:00, Mon-Fri",
        "  ScaleOutForPeakTimes: min 2, max 5",
        "    cron(0 17 ? * MON-FRI *) UTC",
        "    at 17:00, Mon-Fri",
        "",
      ].join("\n"),
    );
  });
});

describe("timetable at", () => {
  it("prints the JSON contract for a timetable and for the raw form", async () => {
    const at = async (instant: string, endpoint: string): Promise<unknown> =>
      JSON.parse((await folder.run("at", instant, "--endpoint", endpoint, "--json")).out);
    expect(await at("2026-11-24T08:00+01:00", "sentiment")).toEqual({
      unit: "instances",
      min: 4,
      max: 12,
      because: ["window office"],
    });
    expect(await at("2026-11-24T07:59+01:00", "sentiment")).toEqual({
      unit: "instances",
      min: 1,
      max: 2,
      because: ["baseline"],
    });
    expect(await at("2026-12-24T11:00Z", "sentiment")).toEqual({
      unit: "instances",
      min: 1,
      max: 2,
      because: ["exception closures", "baseline"],
    });
    expect(await at("2026-11-24T17:00Z", "fraud")).toEqual({
      unit: "instances",
      min: 2,
      max: 5,
      because: ["schedule ScaleOutForPeakTimes"],
    });
  });

  it("prints all endpoints if none is named", async () => {
    const { out } = await folder.run("at", "2026-11-24T18:30+01:00");
    expect(out).toBe(
      [
        "sentiment at Tue 2026-11-24 18:30 +01:00 (Europe/Berlin): min 1, max 2 = baseline",
        "fraud at Tue 2026-11-24 18:30 +01:00 (Europe/Berlin): min 2, max 5 = schedule ScaleOutForPeakTimes",
        "",
      ].join("\n"),
    );
    const json = JSON.parse((await folder.run("at", "2026-11-24T18:30+01:00", "--json")).out);
    expect(keysOf(json.endpoints)).toEqual(["sentiment", "fraud"]);
  });

  it("prints an endpoint without errors next to one with errors", async () => {
    folder.write("Pulumi.dev.yaml", wrongText);
    expect((await folder.run("at", "2026-11-24T17:00Z", "--endpoint", "fraud")).code).toBe(0);
    const wrong = await folder.run("at", "2026-11-24T17:00Z", "--endpoint", "sentiment");
    expect([wrong.code, wrong.out]).toEqual([1, ""]);
    expect(wrong.err).toMatch(
      /^error min-above-max at endpoints\.sentiment\.timetable\.windows\.office\.min \(line \d+\)\n/,
    );
  });
});

describe("timetable check", () => {
  it("prints that there are no problems", async () => {
    expect(await folder.run("check")).toEqual({ code: 0, out: "Pulumi.dev.yaml: no problems\n", err: "" });
  });

  it("prints errors first to stderr, and counts them", async () => {
    folder.write("Pulumi.dev.yaml", wrongText.replace("instanceType: ml.m5.large", "instanceType: ml.t2.medium"));
    const { code, out, err } = await folder.run("check");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^error .*\n/);
    expect(err).toMatch(/Pulumi\.dev\.yaml: \d+ errors?/);
    expect(err).not.toContain("    at ");
  });

  it("fails for warnings only with --strict", async () => {
    folder.write(
      "Pulumi.dev.yaml",
      stackText.replace(
        "        exceptions:",
        '          late: { days: mon, from: "17:00", to: "19:00", min: 5, max: 6 }\n        exceptions:',
      ),
    );
    const lenient = await folder.run("check");
    expect([lenient.code, (await folder.run("check", "--strict")).code]).toEqual([0, 1]);
    expect(lenient.err).toContain("warning windows-overlap at endpoints.sentiment.timetable.windows.late");
  });
});

describe("timetable show", () => {
  it("shows every endpoint's week, next changes and instance-hours within 80 columns", async () => {
    const { code, out } = await folder.run("show");
    expect(code).toBe(0);
    expect(out).toMatch(/^sentiment: ml\.g5\.xlarge, /);
    expect(out).toContain("Tue 1-2 ░░░░░░░░░░░░░░░░░░░░4-12 office ██████████████████1-2 ░░░░░░░░░░░░░░\n");
    expect(out).toContain("\nfraud: ml.m5.large, 2 scheduled actions\n");
    expect(out).toContain("cost USD ");
  });

  it("shows the real week of a date with its exceptions", async () => {
    const { out } = await folder.run("show", "--endpoint", "sentiment", "--week", "2026-12-26");
    expect(out).toMatch(/^sentiment: week of Mon 2026-12-21, Europe\/Berlin\n/);
    expect(out).toMatch(/\nThu 24\*1-2 ░+1-2 closures ░+1-2 ░+\n/);
    expect(out).toContain("\n* Thu 2026-12-24: 1-2 all day (exception closures)\n");
  });

  it("shows the coming months with real lengths, instance-hours and cost", async () => {
    const { out } = await folder.run("show", "--endpoint", "sentiment", "--months");
    const lines = out.split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "sentiment:",
      "month    hours  instance-hours  cost in USD",
      "2026-11  720    1,350 to 3,540  1,904 to 4,991",
      "2026-12  744    1,374 to 3,588  1,937 to 5,059",
    ]);
    expect(lines[6]).toMatch(/^2027-03 {2}743 /);
    expect(lines).toHaveLength(15);
  });

  it("prints the same as JSON", async () => {
    const { endpoints } = JSON.parse((await folder.run("show", "--week", "2026-12-21", "--json")).out);
    expect(endpoints.sentiment.week.segments[1]).toEqual({
      from: "2026-12-21T08:00",
      to: "2026-12-21T18:00",
      min: 4,
      max: 12,
      because: ["window office"],
    });
    expect(endpoints.sentiment.nextChanges[0]).toMatchObject({
      at: "2026-11-24T17:00Z",
      local: "2026-11-24T18:00+01:00",
      min: 1,
      max: 2,
    });
    expect(endpoints.sentiment.months).toHaveLength(12);
    expect(endpoints.fraud.averageMonth).not.toHaveProperty("costUsd");
  });
});

describe("timetable explain", () => {
  it("prints what decides, what it replaces, since when, and what comes next", async () => {
    const { out } = await folder.run("explain", "2026-12-24T12:00+01:00", "--endpoint", "sentiment");
    expect(
      out
        .replaceAll(/\n {15}/g, " ")
        .split("\n")
        .map((line) => line.replace(/(action|set by {2}) *[a-z0-9+-]+/, "$1 NAME")),
    ).toEqual([
      "sentiment at Thu 2026-12-24 12:00 +01:00 (Europe/Berlin), 2026-12-24 11:00Z",
      "  limits       min 1, max 2",
      "  decided by   exception closures, baseline (1-2)",
      "  instead of   4-12 (window office), as on every other Thursday",
      "  since        Wed 2026-12-23 18:00 +01:00",
      "  last set by   NAME, fired Thu 2026-12-24 07:45 +01:00",
      "  next change  Fri 2026-12-25 08:00 +01:00: min 1 -> 4, max 2 -> 12 (window office), by action NAME",
      "",
    ]);
  });

  it("uses now if no instant is given, and prints JSON", async () => {
    const { endpoints } = JSON.parse((await folder.run("explain", "--json")).out);
    expect(endpoints.fraud).toEqual({
      at: "2026-11-24T09:00+01:00",
      timezone: "Europe/Berlin",
      unit: "instances",
      min: 1,
      max: 2,
      because: ["schedule BackToBaseline"],
      since: "2026-11-23T21:00+01:00",
      setBy: { action: "BackToBaseline", at: "2026-11-23T21:00+01:00" },
      next: {
        at: "2026-11-24T18:00+01:00",
        min: 2,
        max: 5,
        because: ["schedule ScaleOutForPeakTimes"],
        action: "ScaleOutForPeakTimes",
      },
    });
  });
});
