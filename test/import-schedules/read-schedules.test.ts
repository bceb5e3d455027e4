import { readSchedules } from "../../src/import-schedules/read-schedules";

function read(shown: string, text: string) {
  return readSchedules([{ shown, text }]);
}

const terraform = `
variable "peak" {
  type    = number
  default = 6
}
locals { zone = "Europe/Berlin" } # the team's
resource "aws_sagemaker_endpoint" "fraud" {
  name = "fraud-prod"
  tags = { note = "a } brace", list = [1, 2, "x"] }
}
/* a target } in a comment { */
resource "aws_appautoscaling_target" "fraud" {
  min_capacity      = 1
  max_capacity      = 4
  resource_id       = "endpoint/\${aws_sagemaker_endpoint.fraud.name}/variant/main"
  service_namespace = "sagemaker"
}
resource "aws_appautoscaling_scheduled_action" "out" {
  name              = "scale-out"
  service_namespace = aws_appautoscaling_target.fraud.service_namespace
  resource_id       = aws_appautoscaling_target.fraud[0].resource_id
  schedule          = "cron(0 8 ? * MON-FRI *)"
  timezone          = local.zone
  start_time        = "2026-12-01T00:00:00Z"

  scalable_target_action {
    min_capacity = var.peak
    max_capacity = 12
  }
}
resource "aws_appautoscaling_scheduled_action" "in" {
  name              = "scale-in"
  service_namespace = "sagemaker"
  resource_id       = aws_appautoscaling_target.fraud.resource_id
  schedule          = "cron(0 18 ? * MON-FRI *)"
  scalable_target_action { min_capacity = 1 }
}
`;

describe("readSchedules", () => {
  it("reads Terraform: variables, locals and references, with the target's own limits", () => {
    expect(read("main.tf", terraform)).toEqual({
      targets: [
        {
          id: "endpoint/fraud-prod/variant/main",
          initial: { min: 1, max: 4 },
          actions: [
            {
              name: "scale-out",
              schedule: "cron(0 8 ? * MON-FRI *)",
              timezone: "Europe/Berlin",
              min: 6,
              max: 12,
              startTime: "2026-12-01T00:00:00Z",
            },
            { name: "scale-in", schedule: "cron(0 18 ? * MON-FRI *)", timezone: "UTC", min: 1 },
          ],
        },
      ],
      problems: [],
    });
  });

  it("reads the files of a Terraform module together", () => {
    const [variables = "", rest = ""] = terraform.split("locals");
    const { targets, problems } = readSchedules([
      { shown: "main.tf", text: `locals${rest}` },
      { shown: "variables.tf", text: variables },
    ]);
    expect(problems).toEqual([]);
    expect(targets[0]?.actions[0]?.min).toBe(6);
  });

  it("says which of Terraform's actions has no values of its own, with its line", () => {
    const { targets, problems } = read(
      "main.tf",
      [
        'resource "aws_appautoscaling_scheduled_action" "each" {',
        '  for_each = toset(["a"])',
        "  name     = each.key",
        "}",
        'resource "aws_appautoscaling_scheduled_action" "odd" {',
        '  name     = "odd"',
        "  schedule = var.nowhere",
        "}",
      ].join("\n"),
    );
    expect(targets).toEqual([]);
    expect(problems.map(({ path, line, message }) => [path, line, message])).toEqual([
      [
        "main.tf: aws_appautoscaling_scheduled_action.each",
        1,
        "the scheduled action cannot be read: it is made with for_each",
      ],
      [
        "main.tf: aws_appautoscaling_scheduled_action.odd",
        5,
        "the scheduled action cannot be read: schedule is ${var.nowhere}",
      ],
    ]);
  });

  it("leaves actions of other services out, and stops at references that go round", () => {
    const { targets, problems } = read(
      "main.tf",
      [
        "locals {",
        "  a = local.b",
        "  b = local.a",
        "}",
        'resource "aws_appautoscaling_scheduled_action" "ecs" {',
        '  service_namespace = "ecs"',
        '  schedule = "rate(1 day)"',
        "}",
        'resource "aws_appautoscaling_scheduled_action" "round" {',
        "  schedule = local.a",
        "}",
      ].join("\n"),
    );
    expect(targets).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it("passes over what is no Terraform, heredocs and broken strings among it", () => {
    const text = ["a = <<-EOF", '  } " {', "  EOF", 'b = "open', "{ } ] = ="].join("\n");
    expect(read("x.tf", text)).toEqual({ targets: [], problems: [] });
  });

  const template = (sides: string): string => `
Parameters:
  Peak: { Type: Number, Default: 6 }
Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { Tags: !If [a, b, c], EndpointConfigName: !GetAtt Config.Name }
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      MinCapacity: 1
      MaxCapacity: 4
      ResourceId: !Sub "endpoint/\${Endpoint.EndpointName}/variant/AllTraffic"
      ServiceNamespace: sagemaker
      ScheduledActions:
        - ScheduledActionName: out
          Schedule: cron(0 8 ? * MON-FRI *)
          Timezone: Europe/Berlin
          ScalableTargetAction: ${sides}
`;
  const out = { name: "out", schedule: "cron(0 8 ? * MON-FRI *)", timezone: "Europe/Berlin" };

  it("reads CloudFormation in YAML, short functions and parameters with a default included", () => {
    expect(read("t.yaml", template("{ MinCapacity: !Ref Peak, MaxCapacity: 12 }"))).toEqual({
      targets: [
        {
          id: "endpoint/${Endpoint.EndpointName}/variant/AllTraffic",
          initial: { min: 1, max: 4 },
          actions: [{ ...out, min: 6, max: 12 }],
        },
      ],
      problems: [],
    });
  });

  it("says which value only CloudFormation knows", () => {
    const { targets, problems } = read("t.yaml", template("{ MinCapacity: !Ref Nowhere }"));
    expect(targets).toEqual([]);
    expect(problems.map(({ path, message }) => [path, message])).toEqual([
      [
        "t.yaml: Target.ScheduledActions[0]",
        "the scheduled action cannot be read: MinCapacity is ${Nowhere}",
      ],
    ]);
  });

  it("reads CloudFormation in JSON, long functions included", () => {
    const resource = {
      Type: "AWS::ApplicationAutoScaling::ScalableTarget",
      Properties: {
        ResourceId: { "Fn::Join": ["/", ["endpoint", { Ref: "Name" }, "variant", "v"]] },
        ServiceNamespace: "sagemaker",
        ScheduledActions: [
          {
            ScheduledActionName: "out",
            Schedule: "rate(1 day)",
            ScalableTargetAction: { MaxCapacity: 3 },
          },
        ],
      },
    };
    const { targets } = read("t.json", JSON.stringify({ Resources: { T: resource } }));
    expect(targets).toEqual([
      {
        id: "endpoint/${Name}/variant/v",
        actions: [{ name: "out", schedule: "rate(1 day)", timezone: "UTC", max: 3 }],
      },
    ]);
  });

  it("reads what the AWS command line prints, by target, times in either form", () => {
    const action = (name: string, id: string, more: object) => ({
      ScheduledActionName: name,
      ScheduledActionARN: "arn",
      ServiceNamespace: "sagemaker",
      ResourceId: id,
      Schedule: "cron(0 8 ? * MON-FRI *)",
      ...more,
    });
    const list = [
      action("a", "endpoint/e/variant/v", {
        ScalableTargetAction: { MinCapacity: 2 },
        StartTime: 1_790_000_000,
      }),
      action("b", "endpoint/f/variant/v", {
        Timezone: "Europe/Berlin",
        ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
        EndTime: "2027-01-01T00:00:00+00:00",
      }),
      { ...action("c", "service/x", {}), ServiceNamespace: "ecs" },
    ];
    const { targets, problems } = read("a.json", JSON.stringify({ ScheduledActions: list }));
    expect(problems).toEqual([]);
    const schedule = "cron(0 8 ? * MON-FRI *)";
    expect(targets).toEqual([
      {
        id: "endpoint/e/variant/v",
        actions: [
          { name: "a", schedule, timezone: "UTC", min: 2, startTime: "2026-09-21T14:13:20.000Z" },
        ],
      },
      {
        id: "endpoint/f/variant/v",
        actions: [
          {
            name: "b",
            schedule,
            timezone: "Europe/Berlin",
            min: 1,
            max: 2,
            endTime: "2027-01-01T00:00:00+00:00",
          },
        ],
      },
    ]);
  });

  it.each(["[1", "just text", '{"Other": []}'])("says what it can read, given %s", (text) => {
    const { targets, problems } = read("x.json", text);
    expect(targets).toEqual([]);
    expect(problems[0]?.message).toBe(
      "the file holds no scheduled actions in a form that is known here",
    );
  });
});
