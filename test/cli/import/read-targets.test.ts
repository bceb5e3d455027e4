import { readFileSync } from "node:fs";
import path from "node:path";
import { readSchedules } from "../../../src/cli/import/read-targets";

function fixture(name: string): string {
  return readFileSync(path.join(__dirname, name), "utf8");
}

const state = fixture("terraform-state.json");
const plan = fixture("terraform-plan.json");

function read(text: string, shown = "input") {
  return readSchedules([{ shown, text }]);
}

/** Path and message of each problem. */
function listProblems(text: string) {
  return read(text).problems.map(({ path: place, message }) => [place, message]);
}

const fraud = "endpoint/fraud-prod/variant/main";
const out = { name: "scale-out", schedule: "cron(0 8 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 6, max: 12 };
const scaleIn = { name: "scale-in", schedule: "cron(0 18 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 1 };

describe("a Terraform state", () => {
  it("gives the actions of nested modules with the limits of the target", () => {
    expect(read(state).targets).toEqual([
      {
        id: "inference-component/llm",
        unit: "copies",
        actions: [{ ...out, name: "copies-out", schedule: "cron(0 7 ? * MON-FRI *)", min: 2, max: 8 }],
      },
      {
        id: fraud,
        unit: "instances",
        initial: { min: 1, max: 4 },
        actions: [scaleIn, { ...out, startTime: "2026-12-01T00:00:00Z" }],
      },
    ]);
  });

  it("skips actions of another service and deposed ones, with a warning for each", () => {
    const only =
      "and a timetable sets only sagemaker:variant:DesiredInstanceCount, sagemaker:inference-component:DesiredCopyCount or sagemaker:variant:DesiredProvisionedConcurrency";
    expect(listProblems(state)).toEqual([
      ["input: aws_appautoscaling_scheduled_action.web[0]", `skipped: it sets "ecs:service:DesiredCount", ${only}`],
      [
        'input: module.fraud.module.hours.aws_appautoscaling_scheduled_action.this["in"]',
        "skipped: Terraform has replaced it",
      ],
    ]);
  });

  it("skips with a warning, not an error", () => {
    expect(read(state).problems[1]).toEqual({
      severity: "warning",
      code: "import-left-out",
      path: 'input: module.fraud.module.hours.aws_appautoscaling_scheduled_action.this["in"]',
      message: "skipped: Terraform has replaced it",
      fix: "nothing to do, or add what it sets to the timetable by hand",
    });
  });

  it("gives nothing if it is empty", () => {
    expect(read('{"format_version":"1.0"}')).toEqual({ targets: [], problems: [] });
  });

  it("is refused with another major version", () => {
    const newer = state.replace('"format_version": "1.0"', '"format_version": "2.0"');
    expect(read(newer).targets).toEqual([]);
    expect(listProblems(newer)).toEqual([["input", 'cannot read it: format_version is "2.0"']]);
  });

  it.each([
    ['"schedule": "cron(0 18 ? * MON-FRI *)"', '"schedule": 7', "schedule is 7"],
    ['"name": "scale-in",', "", "name is missing"],
  ])("names the malformed value, given %s", (text, wrong, why) => {
    expect(listProblems(state.replace(text, wrong))).toContainEqual([
      'input: module.fraud.module.hours.aws_appautoscaling_scheduled_action.this["in"]',
      `cannot read it: ${why}`,
    ]);
  });
});

describe("a Terraform plan", () => {
  const module = "input: module.fraud.aws_appautoscaling_";
  const unknown = "cannot read it: known only after terraform apply:";

  it("gives planned actions without unset limits, and no deleted actions", () => {
    expect(read(plan).targets).toEqual([
      { id: fraud, unit: "instances", initial: { min: 1, max: 4 }, actions: [scaleIn, out] },
    ]);
  });

  it("lists the address of each unknown value", () => {
    expect(listProblems(plan)).toEqual([
      [`${module}scheduled_action.late`, `${unknown} schedule, timezone`],
      [`${module}scheduled_action.peak[0]`, `${unknown} scalable_target_action.0.max_capacity`],
    ]);
  });

  it("gives no limits for a target with unknown limits", () => {
    const open = JSON.parse(plan);
    open.resource_changes[5].change.after_unknown.min_capacity = true;
    const { targets } = read(JSON.stringify(open));
    expect(targets).toEqual([{ id: fraud, unit: "instances", actions: [scaleIn, out] }]);
    expect(listProblems(JSON.stringify(open))).toContainEqual([`${module}target.this`, `${unknown} min_capacity`]);
  });

  it("is refused if it does not list unknown values", () => {
    const { planned_values } = JSON.parse(plan);
    const part = JSON.stringify({ format_version: "1.2", planned_values });
    expect(read(part).targets).toEqual([]);
    expect(listProblems(part)).toHaveLength(5);
  });

  it("gives the prior state if it plans nothing", () => {
    const { prior_state } = JSON.parse(plan);
    const planned_values = { root_module: {} };
    const part = JSON.stringify({ format_version: "1.2", planned_values, prior_state });
    expect(read(part).targets[0]?.actions).toMatchObject([{ name: "old", min: 1, max: 2 }]);
  });
});

describe("the output of the AWS CLI", () => {
  const schedule = "cron(0 8 ? * MON-FRI *)";

  function scope(id: string) {
    return {
      ServiceNamespace: "sagemaker",
      ResourceId: id,
      ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
    };
  }

  function action(name: string, id: string, more: object) {
    return {
      ScheduledActionName: name,
      ScheduledActionARN: `arn:aws:autoscaling:eu-central-1:123456789012:scheduledAction:4a91:resource/sagemaker/${id}:scheduledActionName/${name}`,
      ...scope(id),
      Schedule: schedule,
      CreationTime: "2026-10-28T16:50:07.802000+00:00",
      ...more,
    };
  }

  function actions(...list: readonly object[]): string {
    return JSON.stringify({ ScheduledActions: list });
  }

  it("gives actions by target, with times in either form", () => {
    const text = actions(
      action("a", "endpoint/e/variant/v", { ScalableTargetAction: { MinCapacity: 2 }, StartTime: 1_790_000_000 }),
      action("b", "endpoint/f/variant/v", {
        Timezone: "Europe/Berlin",
        ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
        EndTime: "2027-01-01T00:00:00+00:00",
      }),
      action("c", "endpoint/e/variant/v", { ScalableTargetAction: { MaxCapacity: 3 } }),
      { ...action("d", "service/x", {}), ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" },
    );
    const startTime = "2026-09-21T14:13:20.000Z";
    const endTime = "2027-01-01T00:00:00+00:00";
    expect(read(text)).toMatchObject({
      targets: [
        {
          id: "endpoint/e/variant/v",
          actions: [
            { name: "a", schedule, timezone: "UTC", min: 2, startTime },
            { name: "c", schedule, timezone: "UTC", max: 3 },
          ],
        },
        {
          id: "endpoint/f/variant/v",
          actions: [{ name: "b", schedule, timezone: "Europe/Berlin", min: 1, max: 2, endTime }],
        },
      ],
      problems: [{ severity: "warning", path: "input: ScheduledActions[3] d" }],
    });
  });

  it("takes limits of targets from another file, and skips targets without actions", () => {
    const target = (id: string) => ({
      ...scope(id),
      MinCapacity: 1,
      MaxCapacity: 9,
      RoleARN: "arn:aws:iam::123456789012:role/aws-service-role/sagemaker",
      CreationTime: "2026-10-28T16:50:07.802000+00:00",
    });
    const copies = {
      ...target("endpoint/e/variant/v"),
      ScalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency",
      MaxCapacity: 50,
    };
    const list = [target("endpoint/e/variant/v"), copies, target("endpoint/idle/variant/v")];
    const targets = JSON.stringify({ ScalableTargets: list });
    const one = action("a", "endpoint/e/variant/v", { ScalableTargetAction: { MinCapacity: 2 } });
    expect(
      readSchedules([
        { shown: "targets.json", text: targets },
        { shown: "actions.json", text: actions(one) },
      ]),
    ).toEqual({
      targets: [
        {
          id: "endpoint/e/variant/v",
          unit: "instances",
          initial: { min: 1, max: 9 },
          actions: [{ name: "a", schedule, timezone: "UTC", min: 2 }],
        },
      ],
      problems: [],
    });
  });

  it("merges the actions of one target from two files, and refuses two values of one name", () => {
    const id = "endpoint/e/variant/v";
    const a = action("a", id, { ScalableTargetAction: { MinCapacity: 2 } });
    const b = action("b", id, { ScalableTargetAction: { MinCapacity: 1 } });
    const other = action("a", id, { ScalableTargetAction: { MinCapacity: 3 } });
    const readBoth = (...second: readonly object[]) =>
      readSchedules([
        { shown: "1.json", text: actions(a) },
        { shown: "2.json", text: actions(...second) },
      ]);
    const merged = readBoth(a, b);
    expect(merged.targets).toMatchObject([{ id, actions: [{ name: "a" }, { name: "b" }] }]);
    expect(merged.problems).toEqual([]);
    expect(readBoth(other).problems).toMatchObject([
      {
        severity: "error",
        path: "endpoint/e/variant/v: a",
        message: "cannot read it: the files have two actions with this name and different values",
      },
    ]);
  });

  it("keeps the concurrency of a variant apart from its instances", () => {
    const id = "endpoint/e/variant/v";
    const concurrency = {
      ...action("busy", id, { ScalableTargetAction: { MinCapacity: 5, MaxCapacity: 50 } }),
      ScalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency",
    };
    const one = action("a", id, { ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 } });
    const text = actions(concurrency, one);
    expect(read(text).targets).toMatchObject([
      { id, unit: "concurrency", actions: [{ name: "busy", max: 50 }] },
      { id, unit: "instances", actions: [{ name: "a", max: 2 }] },
    ]);
    expect(listProblems(text)).toEqual([]);
  });

  it("is refused if a value is missing", () => {
    const { ScalableDimension: _, ...bare } = action("a", "endpoint/e/variant/v", {});
    expect(listProblems(actions(bare))).toEqual([
      ["input: ScheduledActions[0]", "cannot read it: ScalableDimension is missing"],
    ]);
    expect(listProblems('{"ScheduledActions":7}')).toEqual([["input", "cannot read it: ScheduledActions is 7"]]);
  });
});

describe("a file that needs conversion to JSON", () => {
  const hcl = [
    "# the team's schedules",
    'resource "aws_appautoscaling_scheduled_action" "out" {',
    '  schedule = "cron(0 8 ? * MON-FRI *)"',
    "  template_body = <<EOF",
    "Resources:",
    "EOF",
    "}",
  ].join("\n");
  const template = [
    "Parameters:",
    "  Peak: { Type: Number, Default: 6 }",
    "Resources:",
    "  Target:",
    "    Type: AWS::ApplicationAutoScaling::ScalableTarget",
    "    Properties: { MinCapacity: !Ref Peak, MaxCapacity: !If [big, 9, 4] }",
  ].join("\n");
  const showJson =
    "terraform show -json > state.json, or for a plan: terraform plan -out=plan.tfplan, then terraform show -json plan.tfplan > plan.json";
  const describeActions =
    "aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker > actions.json";

  it.each([
    ["Terraform source", hcl, showJson],
    ["variables", 'variable "peak" {\n  default = 6\n}\n', showJson],
    ["Terraform's JSON syntax", '{"resource":{"aws_appautoscaling_target":{}}}', showJson],
    ["a stored state", '{"version":4,"lineage":"9c1d","resources":[]}', showJson],
    ["CloudFormation in YAML", template, describeActions],
    ["SAM", `Transform: AWS::Serverless-2016-10-31\n${template}`, describeActions],
    ["CDK output", '{"Resources":{"Target":{}}}', describeActions],
  ])("gets one error with the command: %s", (_name, text, command) => {
    const { targets, problems } = read(text);
    expect(targets).toEqual([]);
    expect(problems).toMatchObject([{ severity: "error", path: "input", fix: command }]);
  });

  it("gives one error for all files of a kind, and reads the others", () => {
    const { targets, problems } = readSchedules([
      { shown: "main.tf", text: hcl },
      { shown: "state.json", text: state },
      { shown: "variables.tf", text: 'variable "a" {}' },
    ]);
    expect(targets).toHaveLength(2);
    expect(problems.map(({ path: place }) => place)).toEqual([
      "main.tf, variables.tf",
      "state.json: aws_appautoscaling_scheduled_action.web[0]",
      'state.json: module.fraud.module.hours.aws_appautoscaling_scheduled_action.this["in"]',
    ]);
  });

  it("is detected by its content, not by its name", () => {
    expect(read(state, "main.tf").targets).toHaveLength(2);
    expect(read(hcl, "state.json").problems).toMatchObject([{ fix: showJson }]);
  });

  it.each(["[1", "just text", '{"Other": []}', ""])("lists the known forms, given %j", (text) => {
    expect(read(text).targets).toEqual([]);
    expect(listProblems(text)).toEqual([["input", "the file has no scheduled actions in a known form"]]);
  });
});
