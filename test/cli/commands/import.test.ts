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

function written(): string {
  return readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8");
}

/** Two actions of one target, as the AWS CLI prints them. */
function actionsJson(zone = "Europe/Berlin", id = "endpoint/e/variant/v"): string {
  const action = (name: string, hour: number, min: number, max: number, timezone: string) => ({
    ScheduledActionName: name,
    ServiceNamespace: "sagemaker",
    ResourceId: id,
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
    Schedule: `cron(0 ${hour} ? * MON-FRI *)`,
    Timezone: timezone,
    ScalableTargetAction: { MinCapacity: min, MaxCapacity: max },
  });
  const list = [action("out", 8, 4, 12, "Europe/Berlin"), action("in", 18, 1, 2, zone)];
  return JSON.stringify({ ScheduledActions: list });
}

const intoFraud = ["--into", "Pulumi.dev.yaml", "--endpoint", "fraud"] as const;

describe("timetable import", () => {
  it("prints the raw form of a stack file as a timetable below its proof", async () => {
    const { code, out, err } = await folder.run("import", "Pulumi.dev.yaml");
    expect(out).toBe(
      [
        "# fraud: 2 scheduled actions",
        "# equal to these 2 scheduled actions at every minute from 2026-11-24 to 2028-11-24, UTC",
        "timetable:",
        "  timezone: UTC",
        "  baseline: { min: 1, max: 2 }",
        "  windows:",
        '    ScaleOutForPeakTimes: { days: mon-fri, from: "17:00", to: "20:00", min: 2, max: 5 }',
        "",
      ].join("\n"),
    );
    expect([code, err]).toEqual([0, ""]);
  });

  it("replaces the raw form in the stack file and changes nothing else", async () => {
    const { code, out, err } = await folder.run("import", "Pulumi.dev.yaml", "--into", "Pulumi.dev.yaml");
    expect([code, out]).toEqual([0, ""]);
    expect(err).toContain("written: Pulumi.dev.yaml, timetable of fraud");
    const [before = "", after = ""] = [stackText, written()].map((text) => text.split("fraud:")[0]);
    expect(after).toBe(before);
    expect(written()).not.toContain("schedules:");
    expect(await folder.run("check")).toMatchObject({ code: 0 });
    const again = await folder.run("import", "Pulumi.dev.yaml");
    expect(again).toMatchObject({ code: 2 });
    expect(again.err).toContain("in a stack file, they are under schedules");
  });

  it("prints where they differ and why, and exits 1", async () => {
    folder.write("a.json", actionsJson("UTC"));
    const { code, out } = await folder.run("import", "a.json");
    expect(code).toBe(1);
    expect(out).toContain(
      "# different from these 2 scheduled actions in 12780 of 1052640 minutes from 2026-11-23 to 2028-11-23, UTC:",
    );
    expect(out).toContain("#   and 208 more intervals\n# note: the schedules use ");
  });

  it("writes a different timetable only with --anyway", async () => {
    folder.write("a.json", actionsJson("UTC"));
    const words = ["import", "a.json", "--into", "Pulumi.dev.yaml", "--endpoint", "fraud"] as const;
    const { code, err } = await folder.run(...words);
    expect(code).toBe(1);
    expect(err).toContain("Pulumi.dev.yaml is unchanged: the timetable differs from the actions");
    expect(written()).toBe(stackText);
    expect(await folder.run(...words, "--anyway")).toMatchObject({ code: 0 });
    expect(written()).toContain("out: ");
  });

  it("omits the zone if the stack has the same one", async () => {
    folder.write("a.json", actionsJson());
    await folder.run("import", "a.json", "--into", "Pulumi.dev.yaml", "--endpoint", "fraud");
    const fraud = written().split("fraud:")[1] ?? "";
    expect(fraud).not.toContain("timezone");
    expect(fraud).toContain('out: { days: mon-fri, from: "08:00", to: "18:00", min: 4, max: 12 }');
  });

  it("does not overwrite a timetable, and lists the endpoints", async () => {
    folder.write("a.json", actionsJson());
    const into = ["import", "a.json", "--into", "Pulumi.dev.yaml"] as const;
    const taken = await folder.run(...into, "--endpoint", "sentiment");
    expect(taken).toMatchObject({ code: 2 });
    expect(taken.err).toContain("sentiment already has a timetable in Pulumi.dev.yaml");
    const nowhere = await folder.run(...into);
    expect(nowhere).toMatchObject({ code: 2 });
    expect(nowhere.err).toContain("endpoints: sentiment, fraud");
    expect(written()).toBe(stackText);
  });

  it("chooses among several targets by resource id", async () => {
    folder.write("a.json", actionsJson());
    folder.write("b.json", actionsJson("Europe/Berlin", "endpoint/f/variant/v"));
    const both = await folder.run("import", "a.json", "b.json");
    expect(both.out.match(/^timetable:$/gm)).toHaveLength(2);
    const one = await folder.run("import", "a.json", "b.json", "--resource-id", "endpoint/f/variant/v");
    expect(one.out.match(/^timetable:$/gm)).toHaveLength(1);
    const none = await folder.run("import", "a.json", "b.json", "--resource-id", "endpoint/g/variant/v");
    expect(none).toMatchObject({ code: 2 });
    expect(none.err).toContain("targets: endpoint/e/variant/v, endpoint/f/variant/v");
    const into = await folder.run("import", "a.json", "b.json", "--into", "Pulumi.dev.yaml");
    expect(into).toMatchObject({ code: 2 });
  });

  it("asks for unknown limits before the first firing, and accepts them", async () => {
    const list = JSON.parse(actionsJson());
    delete list.ScheduledActions[0].ScalableTargetAction.MaxCapacity;
    delete list.ScheduledActions[1].ScalableTargetAction.MaxCapacity;
    folder.write("a.json", JSON.stringify(list));
    const { code, err } = await folder.run("import", "a.json");
    expect(code).toBe(1);
    expect(err).toContain(
      "max before the first firing is unknown: no action sets it, and the file does not have the target's limits",
    );
    expect(err).toContain("fix: pass them, for example --baseline 1-4");
    const given = await folder.run("import", "a.json", "--baseline", "1-9");
    expect(given).toMatchObject({ code: 0 });
    expect(given.out).toContain("baseline: { min: 1, max: 9 }");
    expect(given.out).toContain("# note: out sets only min: max stays the same");
  });

  it("takes them from a file of targets", async () => {
    const list = JSON.parse(actionsJson());
    for (const { ScalableTargetAction: limits } of list.ScheduledActions) delete limits.MaxCapacity;
    folder.write("a.json", JSON.stringify(list));
    const { ServiceNamespace, ResourceId, ScalableDimension } = list.ScheduledActions[0];
    const target = { ServiceNamespace, ResourceId, ScalableDimension, MinCapacity: 1 };
    const ScalableTargets = [{ ...target, MaxCapacity: 9 }];
    folder.write("targets.json", JSON.stringify({ ScalableTargets }));
    const { code, out } = await folder.run("import", "a.json", "targets.json");
    expect(code).toBe(0);
    expect(out).toContain("baseline: { min: 1, max: 9 }");
  });

  it("skips an action of another service, with a warning", async () => {
    const list = JSON.parse(actionsJson());
    const dimension = "ecs:service:DesiredCount";
    const busy = { ...list.ScheduledActions[0], ServiceNamespace: "ecs", ScalableDimension: dimension };
    folder.write("busy.json", JSON.stringify({ ScheduledActions: [busy] }));
    folder.write("a.json", JSON.stringify({ ScheduledActions: [busy, ...list.ScheduledActions] }));
    const { code, out, err } = await folder.run("import", "a.json");
    expect([code, out.split("\n")[0]]).toEqual([0, "# endpoint/e/variant/v: 2 scheduled actions"]);
    expect(err).toContain("warning import-left-out at a.json: ScheduledActions[0] out");
    expect(await folder.run("import", "busy.json", ...intoFraud)).toMatchObject({ code: 1, out: "" });
    expect(written()).toBe(stackText);
    expect(await folder.run("import", "busy.json")).toMatchObject({ code: 1, out: "" });
    expect(await folder.run("import", "a.json", ...intoFraud)).toMatchObject({ code: 0 });
    expect(written()).toContain("out: ");
  });

  it("imports copies and provisioned concurrency, too, each as its own timetable", async () => {
    folder.write("a.json", readFileSync(path.join(__dirname, "import-other-dimensions.json")));
    const { code, out, err } = await folder.run("import", "a.json", "--now", "2026-11-30T10:00Z");
    expect([code, err]).toEqual([0, ""]);
    const timetable = (title: string, zone: string, lines: readonly string[]) =>
      [
        `# ${title}`,
        `# equal to these 2 scheduled actions at every minute from 2026-11-30 to 2028-11-30, ${zone}`,
        "timetable:",
        `  timezone: ${zone}`,
        ...lines,
      ].join("\n");
    expect(out.trimEnd().split("\n\n")).toEqual([
      timetable("inference-component/llm-ic: 2 scheduled actions, limits in copies", "Europe/Berlin", [
        "  baseline: { min: 0, max: 8 }",
        "  windows:",
        '    ic-up: { days: mon-fri, from: "07:00", to: "20:00", min: 2, max: 8 }',
      ]),
      timetable("endpoint/serverless/variant/AllTraffic: 2 scheduled actions, limits in units of concurrency", "UTC", [
        "  baseline: { min: 1, max: 50 }",
        "  windows:",
        '    pc-up: { days: mon-fri, from: "07:00", to: "20:00", min: 5, max: 50 }',
      ]),
      timetable("endpoint/serverless/variant/AllTraffic: 2 scheduled actions", "UTC", [
        "  baseline: { min: 1, max: 2 }",
        "  windows:",
        '    up: { days: mon-fri, from: "07:00", to: "19:00", min: 2, max: 4 }',
      ]),
    ]);
    const into = await folder.run("import", "a.json", "--resource-id", "inference-component/llm-ic", ...intoFraud);
    expect(into).toMatchObject({ code: 2 });
    expect(into.err).toContain("the actions set copies, and the limits of fraud are instances");
  });

  it("proves nothing if two actions fire in the same minute, in either order of the file", async () => {
    const text = readFileSync(path.join(__dirname, "import-same-minute.json"), "utf8");
    const [zz, aa] = ['"zz-down" (min 1, max 2)', '"aa-up" (min 5, max 9)'];
    const problem = `error import-undetermined at endpoint/s/variant/AllTraffic
  "zz-down" (min 1, max 2) and "aa-up" (min 5, max 9) fire in the same minute 105 times, first on Mon 2026-11-30 07:00 +00:00: AWS does not say which runs last, so the limits after it are undetermined
  expected: one firing per minute
  fix: move one of the two by a minute or remove it, then import again`;
    const list: { readonly ScheduledActions: readonly unknown[] } = JSON.parse(text);
    for (const ScheduledActions of [list.ScheduledActions, list.ScheduledActions.toReversed()]) {
      folder.write("a.json", JSON.stringify({ ScheduledActions }));
      const { code, out, err } = await folder.run(
        "import",
        "a.json",
        "--now",
        "2026-11-30T10:00Z",
        "--baseline",
        "1-2",
      );
      expect([code, out]).toEqual([1, ""]);
      expect([problem, problem.replace(`${zz} and ${aa}`, `${aa} and ${zz}`)]).toContain(err.trimEnd());
    }
  });

  it("names an endpoint of a stack file that it leaves out because of errors", async () => {
    folder.write("Pulumi.dev.yaml", stackText.replace("endpoints:", "endpoints:\n    broken: { windos: 1 }"));
    const { code, err } = await folder.run("import", "Pulumi.dev.yaml");
    expect(code).toBe(0);
    expect(err).toContain(
      "warning import-left-out at Pulumi.dev.yaml: broken\n  skipped: its configuration has errors",
    );
  });

  it("names the command to run for Terraform source, and exits 1", async () => {
    folder.write("main.tf", 'resource "aws_appautoscaling_target" "a" {\n}\n');
    const { code, out, err } = await folder.run("import", "main.tf");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(
      [
        "error import-unreadable at main.tf",
        "  import cannot read Terraform source or stored state, only resolved JSON",
        "  expected: the output of terraform show -json",
        "  fix: terraform show -json > state.json, or for a plan: terraform plan -out=plan.tfplan, then terraform show -json plan.tfplan > plan.json",
        "",
        "",
      ].join("\n"),
    );
  });

  it.each([
    [["import"], "missing required argument"],
    [["import", "nope.json"], "cannot read nope.json: no such file"],
    [["import", "Pulumi.dev.yaml", "--baseline", "4-1"], "It is not a min-max pair such as 1-4."],
    [["import", "Pulumi.dev.yaml", "--timezone", "Mars"], "It is not a time zone such as Europe/Berlin."],
    [["import", "Pulumi.dev.yaml", "--endpoint", "frau"], "did you mean fraud?"],
  ])("refuses %j", async (words, why) => {
    const { code, err } = await folder.run(...words);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });

  it("prints the same as JSON", async () => {
    const { code, out } = await folder.run("import", "Pulumi.dev.yaml", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      targets: [
        {
          id: "fraud",
          unit: "instances",
          actions: 2,
          equal: true,
          compared: { from: "2026-11-24T00:00Z", to: "2028-11-24T00:00Z" },
          timetable: {
            timezone: "UTC",
            baseline: { min: 1, max: 2 },
            windows: { ScaleOutForPeakTimes: { days: "mon-fri", from: "17:00", to: "20:00", min: 2, max: 5 } },
          },
          differingMinutes: 0,
          differences: [],
          notes: [],
          problems: [],
        },
      ],
      problems: [],
    });
  });
});
