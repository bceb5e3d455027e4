import { execFileSync } from "node:child_process";
import { StackFolder, stackText } from "./stack-files";

let folder: StackFolder;
const earlier = stackText.replace('from: "08:00"', 'from: "07:00"');

function git(...words: readonly string[]): void {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...words], { cwd: folder.path, stdio: "pipe" });
}

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
});

afterEach(() => {
  folder.remove();
});

describe("timetable diff between two files", () => {
  it("says in words and as a grid which hours change, with instance-hours and cost", async () => {
    folder.write("Pulumi.next.yaml", earlier);
    const { code, out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    const lines = out.split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "Pulumi.dev.yaml -> Pulumi.next.yaml",
      "",
      "sentiment: 2 changes, Europe/Berlin",
      "  Mon-Fri 07:00-08:00: min 1 -> 4, max 2 -> 12 (except 2026-12-24, 2026-12-31)",
      "  timetable.windows.office Mon-Fri 08:00-18:00 4-12 -> Mon-Fri 07:00-18:00 4-12",
    ]);
    expect(lines[6]).toBe("week of Mon 2026-11-30, Europe/Berlin");
    expect(lines[15]).toBe("+ more, - fewer, ~ one up and one down, · the same");
    expect(lines[8]).toBe(`Mon 30 ${"·".repeat(21)}+++${"·".repeat(48)}`);
    expect(out).toMatch(/instance-hours {6}1,3\d\d to 3,6\d\d {2}1,4\d\d to 3,8\d\d\n/);
    expect(out).toMatch(/cost in USD {9}1,9\d\d to 5,0\d\d {2}2,0\d\d to 5,3\d\d\n/);
    expect(out).toMatch(/\nscheduled actions: \d+ (added|removed|changed)/);
    expect(out).toMatch(/\n\nlimits are corrected within 15 minutes [a-z ]*\d+% of the time, .*\n/);
    expect(out.split("\n").slice(-3)).toEqual(["", "no change: fraud", ""]);
    expect(code).toBe(0);
  });

  it("prints how soon limits are corrected, before and after where that changes", async () => {
    folder.write(
      "Pulumi.next.yaml",
      stackText
        .replace("        windows:", "        reassertEvery: never\n        windows:")
        .replace("    fraud:", "    risk:"),
    );
    const { out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    expect(out).toContain("\n  timetable.reassertEvery 15m -> never\n");
    expect(out).toMatch(
      /\nlimits are corrected within an hour \d+% of the time; .*\nbefore: limits are corrected within 15 minutes [a-z ]*\d+% of the time, .*\n/,
    );
  });

  it("prints each scheduled action that is added, changed or removed, if asked", async () => {
    folder.write(
      "Pulumi.next.yaml",
      stackText
        .replace("cron(0 17 ? * MON-FRI *)", "cron(0 16 ? * MON-FRI *)")
        .replace("BackToBaseline", "Back")
        .replace("min: 4, max: 12", "min: 6, max: 12"),
    );
    const words = ["diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--endpoint", "fraud"];
    const counts = "scheduled actions: 1 added, 1 changed, 1 removed\n";
    const short = await folder.run(...words);
    expect(short.out.endsWith(`\n\n${counts}`)).toBe(true);
    const lines = [
      "  + Back: min 1, max 2; cron(0 20 ? * MON-FRI *) UTC; at 20:00, Mon-Fri",
      "  ~ ScaleOutForPeakTimes: min 2, max 5; cron(0 17 ? * MON-FRI *) UTC; at 17:00, Mon-Fri",
      "      -> min 2, max 5; cron(0 16 ? * MON-FRI *) UTC; at 16:00, Mon-Fri",
      "  - BackToBaseline: min 1, max 2; cron(0 20 ? * MON-FRI *) UTC; at 20:00, Mon-Fri",
      "",
    ].join("\n");
    const long = await folder.run(...words, "--actions");
    expect(long.out).toBe(`${short.out}${lines}`);
    const { out } = await folder.run(...words, "--actions", "--markdown");
    expect(out.endsWith(`\n\n${counts}\n\`\`\`text\n${lines}\`\`\`\n`)).toBe(true);
    const json = JSON.parse((await folder.run(...words, "--json")).out);
    expect(json.endpoints.fraud.actions).toEqual({
      added: ["Back"],
      removed: ["BackToBaseline"],
      changed: ["ScaleOutForPeakTimes"],
    });
  });

  it("says that nothing changes", async () => {
    folder.write("Pulumi.next.yaml", stackText);
    expect(await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--exit-code")).toEqual({
      code: 0,
      out: "Pulumi.dev.yaml -> Pulumi.next.yaml: no change\n",
      err: "",
    });
  });

  it("exits 1 for a difference only where it is asked to", async () => {
    folder.write("Pulumi.next.yaml", earlier);
    expect((await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--exit-code")).code).toBe(1);
    expect(
      (await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--exit-code", "--endpoint", "fraud")).code,
    ).toBe(0);
  });

  it("tells endpoints that come and go, and changed settings", async () => {
    folder.write(
      "Pulumi.next.yaml",
      stackText
        .replace("    fraud:", "    risk:")
        .replace("hourlyPriceUsd: 1.41", "hourlyPriceUsd: 1.5")
        .replace("ml.g5.xlarge", "ml.g5.2xlarge"),
    );
    const { out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    expect(out).toContain("risk: a new endpoint, ml.m5.large, 2 scheduled actions\n\nweek of Mon 2026-11-23,");
    expect(out).toContain("\nmin-max  when ");
    expect(out).toContain("fraud: removed\n");
    expect(out).toContain(
      "  variant.instanceType ml.g5.xlarge -> ml.g5.2xlarge\n  variant.hourlyPriceUsd 1.41 -> 1.5\n",
    );
  });

  it("names a key of a map that changes", async () => {
    const registry = "$&, registry: { access: vpc }, vpc: { subnetIds: [subnet-0a], securityGroupIds: [sg-0a] }";
    folder.write("Pulumi.next.yaml", stackText.replace('dataUrl: "s3://models/a.tar.gz"', registry));
    const { out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    expect(out).toContain("  model.registry.access none -> vpc\n");
  });

  it("names every other setting that changes, with both values", async () => {
    folder.write(
      "Pulumi.next.yaml",
      stackText
        .replace("hf:1", "hf:2")
        .replace("target: 700", "target: 800, scaleInCooldown: 10m")
        .replace("office:", "workdays:")
        .replace('dataUrl: "s3://models/a.tar.gz"', '$&, environment: { HF_TOKEN: "hf_abcdefghijklmnopqrst", A: "1" }')
        .replace("eu-central-1\n", "eu-west-1\n")
        .replace("  inference-timetable:calendars:", "  inference-timetable:guards: { maxInstances: 30 }\n$&"),
    );
    const { out, code } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--exit-code");
    expect(out.split("\n").slice(0, 15)).toEqual([
      "Pulumi.dev.yaml -> Pulumi.next.yaml",
      "",
      "the stack:",
      "  guards.maxInstances none -> 30",
      "  aws:region eu-central-1 -> eu-west-1",
      "",
      "sentiment: 7 changes, Europe/Berlin",
      "  model.image 123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1 -> 123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:2",
      "  model.environment.HF_TOKEN none -> (hidden)",
      "  model.environment.A none -> 1",
      "  scaling.target 700 -> 800",
      "  scaling.scaleInCooldown 5m -> 10m",
      "  timetable.windows.workdays none -> Mon-Fri 08:00-18:00 4-12",
      "  timetable.windows.office Mon-Fri 08:00-18:00 4-12 -> none",
      "",
    ]);
    expect(code).toBe(1);
    const markdown = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--markdown");
    expect(markdown.out).toContain("### The stack\n\n- guards.maxInstances none -\\> 30\n");
    const { settings } = JSON.parse((await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--json")).out);
    expect(settings).toEqual(["guards.maxInstances none -> 30", "aws:region eu-central-1 -> eu-west-1"]);
  });

  it("names an edit that changes no hours beside one that does, and settings of Pulumi and of providers", async () => {
    const windows = stackText.replace(
      "        exceptions:",
      '          lunch: { days: mon-fri, from: "12:00", to: "13:00", min: 4, max: 6 }\n$&',
    );
    folder.write("Pulumi.dev.yaml", windows);
    folder.write(
      "Pulumi.next.yaml",
      windows
        .replace("min: 4, max: 12", "min: 5, max: 12")
        .replace('to: "13:00"', 'to: "14:00"')
        .replace("config:", "environment: [shared, prod]\nconfig:\n  aws:defaultTags: { tags: { team: ml } }"),
    );
    const { out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    expect(out.split("\n").slice(2, 10)).toEqual([
      "the stack:",
      "  aws:defaultTags.tags.team none -> ml",
      "  environment none -> shared, prod",
      "",
      "sentiment: 3 changes, Europe/Berlin",
      "  Mon-Fri 08:00-18:00: min 4 -> 5 (except 2026-12-24, 2026-12-31)",
      "  timetable.windows.office Mon-Fri 08:00-18:00 4-12 -> Mon-Fri 08:00-18:00 5-12",
      "  timetable.windows.lunch Mon-Fri 12:00-13:00 4-6 -> Mon-Fri 12:00-14:00 4-6",
    ]);
  });

  it("says of an encrypted value only that it changes", async () => {
    const write = (name: string, value: string) =>
      folder.write(name, stackText.replace('dataUrl: "s3://models/a.tar.gz"', `$&, environment: { A: ${value} }`));
    write("Pulumi.dev.yaml", "{ secure: v1:AAAA }");
    write("Pulumi.next.yaml", "{ secure: v1:BBBB }");
    const { out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    expect(out).toContain("sentiment: 1 change, Europe/Berlin\n  model.environment.A changed (hidden)\n");
    expect((await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.dev.yaml")).out).toContain("no change");
    write("Pulumi.next.yaml", "info");
    const { out: readable } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    expect(readable).toContain("  model.environment.A (hidden) -> info\n");
  });

  it("prints Markdown in which nothing of the stack file is markup", async () => {
    folder.write("Pulumi.next.yaml", earlier);
    const { out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--markdown");
    expect(out).toContain(
      "## Timetable: Pulumi.dev.yaml -\\> Pulumi.next.yaml\n\n### sentiment: 2 changes, Europe/Berlin\n",
    );
    expect(out).toContain("- Mon-Fri 07:00-08:00: min 1 -\\> 4, max 2 -\\> 12");
    expect(out).toMatch(/```text\n {7}0 .*\nMon 30 ·+\+\+\+·+\n/);
    expect(out).toMatch(/\n\nlimits are corrected .*\n/);
    expect(out).toMatch(/\n\nno change: fraud\n$/);
    expect(out).toMatch(/\| a month on average \| before \| after \|\n\| --- \| --- \| --- \|\n\| instance-hours \| /);
  });

  it("prints JSON with every stretch", async () => {
    folder.write("Pulumi.next.yaml", earlier);
    const { out } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml", "--json");
    const { endpoints, problems } = JSON.parse(out);
    expect(problems).toEqual([]);
    expect(endpoints.fraud.change).toBe("same");
    expect(endpoints.sentiment.words).toEqual([
      "Mon-Fri 07:00-08:00: min 1 -> 4, max 2 -> 12 (except 2026-12-24, 2026-12-31)",
    ]);
    expect(endpoints.sentiment.stretches[0]).toEqual({
      from: "2026-11-24T06:00Z",
      to: "2026-11-24T07:00Z",
      localFrom: "2026-11-24T07:00",
      localTo: "2026-11-24T08:00",
      before: { min: 1, max: 2, because: ["baseline"] },
      after: { min: 4, max: 12, because: ["window office"] },
    });
    const { before, after } = endpoints.sentiment.averageMonth;
    expect(Number(after.costUsd.max)).toBeGreaterThan(Number(before.costUsd.max));
  });

  it("exits 1 where a side has errors, and compares what it can", async () => {
    folder.write("Pulumi.next.yaml", stackText.replace("min: 2, max: 5", "min: 9, max: 5"));
    const { code, err } = await folder.run("diff", "Pulumi.dev.yaml", "Pulumi.next.yaml");
    expect(err).toMatch(/^error \S+ at endpoints\.fraud\.schedules\.ScaleOutForPeakTimes/);
    expect(code).toBe(1);
  });
});

describe("timetable diff with git", () => {
  beforeEach(() => {
    git("init", "-q", "-b", "main");
    folder.write("calendars/days.yaml", "");
    git("add", "-A");
    git("commit", "-qm", "first");
  });

  it("compares the last commit with the file as it is", async () => {
    folder.write("Pulumi.dev.yaml", earlier);
    const { out } = await folder.run("diff");
    expect(out).toMatch(/^Pulumi\.dev\.yaml, HEAD -> now\n\nsentiment: 2 changes, Europe\/Berlin\n/);
  });

  it("compares two commits, also written with two dots", async () => {
    folder.write("Pulumi.dev.yaml", earlier);
    git("commit", "-qam", "second");
    folder.write("Pulumi.dev.yaml", "spoilt");
    const apart = await folder.run("diff", "HEAD~1", "HEAD");
    expect(apart.out).toMatch(/^Pulumi\.dev\.yaml, HEAD~1 -> HEAD\n\nsentiment: 2 changes/);
    expect((await folder.run("diff", "HEAD~1..HEAD")).out).toBe(apart.out);
    expect((await folder.run("diff", "HEAD", "main")).out).toBe("Pulumi.dev.yaml, HEAD -> main: no change\n");
  });

  it("takes a stack file that is not in the commit as one without endpoints", async () => {
    folder.write("Pulumi.new.yaml", stackText);
    const { out } = await folder.run("diff", "HEAD", "--stack", "new");
    expect(out).toContain("sentiment: a new endpoint");
  });

  it("refuses what is no commit, also what looks like an option of git", async () => {
    const { code, err } = await folder.run("diff", "nowhere");
    expect(err).toBe('error: "nowhere" is neither a file nor a commit, branch or tag of this repository\n');
    expect(code).toBe(2);
    expect((await folder.run("diff", "--", "--output=x")).code).toBe(2);
  });
});
