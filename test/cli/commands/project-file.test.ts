import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder, stackText } from "./stack-files";

let folder: StackFolder;
beforeEach(() => {
  folder = new StackFolder();
});
afterEach(() => {
  folder.remove();
});

const peakText = `config:
  aws:region: eu-central-1
  inference-timetable:endpoints:
    a:
      endpoint: { existing: a, instanceType: ml.m5.large }
      baseline: { min: 1, max: 2 }
      schedules:
        out: { schedule: "cron(0 8 ? * MON-FRI *)", min: 2, max: 6 }
        in: { schedule: "cron(0 18 ? * MON-FRI *)", min: 1, max: 2 }
`;
const projectText = (name: string, more = "") => `name: ${name}
runtime: nodejs
${more}config:
  timezone: { type: string, default: Europe/Berlin }
  guards: { type: object, default: { maxInstances: 12 } }
  aws:profile: { value: prod }
  endpoints: { type: object }
`;

describe("Pulumi.yaml", () => {
  it("gives the default zone of schedules, in both its forms", async () => {
    folder.write("Pulumi.dev.yaml", peakText);
    for (const text of [
      projectText("inference-timetable"),
      "name: inference-timetable\nconfig: { timezone: Europe/Berlin }\n",
    ]) {
      folder.write("Pulumi.yaml", text);
      expect((await folder.run("plan")).out).toContain("cron(0 8 ? * MON-FRI *) Europe/Berlin");
      expect((await folder.run("at", "2026-11-30T07:30Z")).out).toContain("min 2, max 6");
    }
  });

  it("gives a default zone to timetables; the stack file has precedence", async () => {
    folder.write("Pulumi.yaml", projectText("inference-timetable"));
    folder.write("Pulumi.dev.yaml", stackText.replace(/^.*timezone: Europe.*\n/m, ""));
    expect((await folder.run("at", "2026-11-30T07:30Z", "--endpoint", "sentiment")).out).toContain(
      "Europe/Berlin): min 4",
    );
    folder.write("Pulumi.dev.yaml", stackText.replace("Europe/Berlin", "America/New_York"));
    expect((await folder.run("at", "2026-11-30T07:30Z", "--endpoint", "sentiment")).out).toContain(
      "America/New_York): min 1",
    );
  });

  it("gives guards", async () => {
    folder.write("Pulumi.dev.yaml", peakText);
    folder.write("Pulumi.yaml", projectText("inference-timetable").replace("maxInstances: 12", "maxInstances: 3"));
    const { code, err } = await folder.run("check");
    expect(err).toContain("max-above-guard");
    expect(code).toBe(1);
  });

  it("is named with its line for a problem in a default", async () => {
    folder.write("Pulumi.dev.yaml", stackText.replace(/^.*timezone: Europe.*\n/m, ""));
    folder.write(
      "Pulumi.yaml",
      "name: inference-timetable\nconfig:\n  timezone:\n    type: string\n    default: EST\n  inference-timetable:guards: { default: { max: 3 } }\n",
    );
    const { err } = await folder.run("check");
    expect(err).toContain("error unknown-zone at timezone (Pulumi.yaml, line 5)\n");
    expect(err).toContain("error unknown-key at guards.max (Pulumi.yaml, line 6)\n");
    folder.write("Pulumi.dev.yaml", stackText.replace("Europe/Berlin", "EST"));
    expect((await folder.run("check")).err).toContain("error unknown-zone at timezone (line 3)\n");
  });

  it.each([
    ["name: a: b\n", "error yaml-syntax at line 1, column 7 (Pulumi.yaml)\n"],
    ["runtime: nodejs\n", "error missing-key at name (Pulumi.yaml)\n"],
  ])("is refused as %j", async (text, problem) => {
    folder.write("Pulumi.yaml", text);
    folder.write("Pulumi.dev.yaml", peakText);
    const { err, code } = await folder.run("check");
    expect(err).toContain(problem);
    expect(code).toBe(1);
  });

  it("gives the endpoints of a stack without a config", async () => {
    folder.write("Pulumi.dev.yaml", "{}\n");
    folder.write(
      "Pulumi.yaml",
      `name: a\nconfig:\n  endpoints:\n    default:\n${peakText.replace(/^.*endpoints:\n/ms, "").replaceAll(/^/gm, "  ")}`,
    );
    expect((await folder.run("plan")).out).toContain("cron(0 8 ? * MON-FRI *) UTC");
    folder.write("Pulumi.yaml", "name: a\n");
    expect((await folder.run("check")).err).toContain("missing-key at config\n");
  });

  it("may end in yml or json, and so do its stack files", async () => {
    folder.write("Pulumi.yaml", "name: other\n");
    folder.write("Pulumi.yml", "name: other\n");
    const project = { name: "ranking", config: { timezone: { type: "string", default: "America/New_York" } } };
    folder.write("Pulumi.json", JSON.stringify(project));
    const a = { endpoint: { existing: "a" }, timetable: { baseline: { min: 1, max: 2 } } };
    folder.write("Pulumi.dev.json", JSON.stringify({ config: { "ranking:endpoints": { a } } }, null, "\t"));
    const words = ["override", "a", "--hold", "2", "--for", "6h"];
    expect(await folder.run(...words)).toMatchObject({ err: "", out: expect.stringContaining("09:00 -05:00") });
    const written = readFileSync(path.join(folder.path, "Pulumi.dev.json"), "utf8");
    expect(JSON.parse(written).config["ranking:endpoints"].a.timetable.override.hold).toBe(2);
    expect(written).toContain('\n\t"config": {\n\t\t"ranking');
    folder.remove();
    folder = new StackFolder();
    folder.write("Pulumi.yml", projectText("ranking"));
    folder.write("Pulumi.dev.yml", peakText.replace("inference-timetable:", ""));
    folder.write("Pulumi.prod.yaml", peakText);
    expect(await folder.run("check")).toMatchObject({ out: "Pulumi.dev.yml: no problems\n", err: "" });
    expect((await folder.run("check", "--stack", "prod")).err).toContain("Pulumi.prod.yml is not in");
  });

  it("gives the prefix of the keys, and refuses another one", async () => {
    folder.write("Pulumi.yaml", projectText("ranking"));
    folder.write("Pulumi.dev.yaml", peakText);
    const { code, err } = await folder.run("check");
    expect(err).toContain(`error wrong-prefix at config["inference-timetable:endpoints"] (line 3)
  Pulumi ignores "inference-timetable:endpoints": Pulumi.yaml names the project "ranking"
  expected: keys without a prefix, or with ranking:
  fix: write endpoints: without a prefix
`);
    expect(code).toBe(1);
    for (const prefix of ["ranking:", ""]) {
      folder.write("Pulumi.dev.yaml", peakText.replace("inference-timetable:", prefix));
      expect(await folder.run("check")).toMatchObject({ code: 0, err: "" });
      expect((await folder.run("plan")).out).toContain("Europe/Berlin");
    }
  });

  it("leaves a provider's endpoints alone", async () => {
    folder.write("Pulumi.yaml", projectText("ranking"));
    folder.write(
      "Pulumi.dev.yaml",
      peakText
        .replace("inference-timetable:", "")
        .replace("eu-central-1", 'eu-central-1\n  aws:endpoints: [{ sqs: "http://localhost" }]'),
    );
    expect(await folder.run("check")).toMatchObject({ code: 0, err: "" });
  });

  it("reports a key that it declares without a default", async () => {
    folder.write("Pulumi.yaml", `${projectText("inference-timetable")}  owner: { type: string }\n`);
    folder.write("Pulumi.dev.yaml", peakText);
    expect((await folder.run("check")).err).toContain(
      'missing-key at owner\n  Pulumi.yaml declares "owner" without a default',
    );
  });

  it("names the folder of stack files; calendars are relative to Pulumi.yaml", async () => {
    folder.write("Pulumi.yaml", projectText("ranking", "stackConfigDir: stacks\n"));
    folder.write("closed.yaml", 'dates:\n  - { date: "2026-12-24" }\n');
    folder.write(
      "stacks/Pulumi.dev.yaml",
      stackText
        .replaceAll("inference-timetable:", "ranking:")
        .replace('{ dates: ["2026-12-24", "2026-12-31"] }', "{ file: closed.yaml }"),
    );
    for (const choice of [[], ["--stack", "dev"], ["--file", "stacks/Pulumi.dev.yaml"]]) {
      const words = ["at", "2026-12-24T11:00Z", "--endpoint", "sentiment", ...choice];
      expect(await folder.run(...words)).toMatchObject({ err: "", out: expect.stringContaining("min 1, max 2") });
    }
  });

  it("gives the name of a key that a command writes", async () => {
    folder.write("Pulumi.yaml", projectText("ranking"));
    folder.write("Pulumi.dev.yaml", stackText.replaceAll("inference-timetable:", "ranking:"));
    const { err, code } = await folder.run("override", "sentiment", "--hold", "6", "--for", "6h");
    expect([err, code]).toEqual(["", 0]);
    expect(readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8")).toContain("hold: 6");
  });
});

describe("environment", () => {
  it("warns that only Pulumi reads it", async () => {
    folder.write("Pulumi.dev.yaml", `environment: [shared]\n${peakText}`);
    expect((await folder.run("check")).err).toContain(`warning environment-unread at environment (line 1)
  only Pulumi reads environments: pulumi up also uses their values, and this command does not
  expected: all settings of this program in the stack file or in Pulumi.yaml
  fix: compare with the output of pulumi config
`);
    folder.write("Pulumi.dev.yaml", `environment: []\n${peakText}`);
    expect((await folder.run("check")).err).not.toContain("environment-unread");
    folder.write("Pulumi.dev.yaml", "environment: [shared]\n");
    expect((await folder.run("check")).err).toMatch(/missing-key at endpoints\n[^]*environment-unread/);
  });
});

describe("the selected stack", () => {
  const settingsFile = () => {
    const hash = createHash("sha1").update(path.join(folder.path, "Pulumi.yaml")).digest("hex");
    return `home/workspaces/inference-timetable-${hash}-workspace.json`;
  };
  const shownBy = async (environment: Record<string, string> = {}) => {
    folder.environment = { PULUMI_HOME: path.join(folder.path, "home"), ...environment };
    const { out, err } = await folder.run("check");
    return out + err;
  };

  it("is the default", async () => {
    for (const stack of ["dev", "prod", "test"]) folder.write(`Pulumi.${stack}.yaml`, peakText);
    expect(await shownBy()).toContain("Pulumi.dev.yaml");
    folder.write(settingsFile(), '{"stack":"acme/inference-timetable/prod"}');
    expect(await shownBy()).toContain("Pulumi.prod.yaml");
    folder.write(settingsFile(), '{"stacks":{"file://~":"organization/inference-timetable/test"}}');
    expect(await shownBy()).toContain("Pulumi.test.yaml");
    expect(await shownBy({ PULUMI_STACK: "prod" })).toContain("Pulumi.prod.yaml");
    folder.write(
      settingsFile(),
      '{"stacks":{"file://~":"test","https://api.pulumi.com":"acme/inference-timetable/prod"}}',
    );
    expect(await shownBy()).toContain("Pulumi.dev.yaml");
  });

  it("must have a file", async () => {
    folder.write("Pulumi.dev.yaml", peakText);
    expect(await shownBy({ PULUMI_STACK: "acme/inference-timetable/qa" })).toBe(
      "error: no Pulumi.qa.yaml here, the stack that Pulumi has selected: use --stack\n  stacks here: dev\n",
    );
  });
});
