import type { ManagedEndpointConfig } from "../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { planManagedEndpoint } from "../../src/plan/endpoint/endpoint-plan";
import { planTimetable } from "../../src/plan/endpoint/schedule-plan";
import { createAccount } from "../../src/simulator/aws/account-state";
import type { JsonObject } from "../../src/simulator/aws/json";
import { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { buildTimeline } from "../../src/timetable/build-timeline";
import { container, minimalConfig, stepScalingOf } from "../support/endpoint-config";
import { allows, policyFile } from "../support/iam-policy";
import { timetable, weekly } from "../support/timetables";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

const boundary = "arn:aws:iam::123456789012:policy/inference-timetable-boundary";
const monday = Date.parse("2026-11-23T05:00:00Z") / 1000;

/** What the stack file says; each step of the test says something else. */
interface Wanted {
  readonly image: string;
  readonly instanceType: string;
  readonly min: number;
  readonly tags: Readonly<Record<string, string>>;
}

const first: Wanted = {
  image: container.image,
  instanceType: "ml.g5.xlarge",
  min: 4,
  tags: { team: "ml", stage: "test" },
};

const scaling = stepScalingOf([
  { when: { below: 100 }, change: { instances: -1 } },
  { when: { above: 600 }, change: { instances: 2 } },
]);

function declare({ image, instanceType, min, tags }: Wanted): void {
  const config: ManagedEndpointConfig = {
    ...minimalConfig,
    model: { ...minimalConfig.model, containers: [{ ...container, image }] },
    variant: { name: "AllTraffic", instanceType },
    scaling,
    permissionsBoundaryArn: boundary,
    monitoring: { notify: { emails: ["ml@example.com"] }, afterMinutes: 20, dashboard: true },
  };
  const office = timetable({ windows: { office: weekly("mon-fri", "08:00", "18:00", `${min}-12`) } });
  const schedule = planTimetable(buildTimeline(office, {}, "Europe/Berlin"), { reassertEveryMinutes: 15 }, monday / 60);
  new PlannedEndpoint("sentiment", { plan: planManagedEndpoint("sentiment", config, schedule, tags) });
}

const [region, account] = ["eu-central-1", "123456789012"];

/** The resource that IAM would look for in a policy. */
function resourceOf(operation: string, input: JsonObject): string {
  const text = (...names: readonly string[]): string =>
    names
      .map((name) => (Array.isArray(input[name]) ? String(input[name][0]) : input[name]))
      .find((value) => typeof value === "string") ?? "";
  const [service = "", name = ""] = operation.split(":");
  const arn = text("ResourceArn", "ResourceARN", "TopicArn");
  if (arn !== "") return arn;
  switch (service) {
    case "iam":
      return `arn:aws:iam::${account}:role/inference-timetable/${text("RoleName")}`;
    case "sagemaker":
      if (name.includes("EndpointConfig"))
        return `arn:aws:sagemaker:${region}:${account}:endpoint-config/${text("EndpointConfigName")}`;
      return name.includes("Model")
        ? `arn:aws:sagemaker:${region}:${account}:model/${text("ModelName")}`
        : `arn:aws:sagemaker:${region}:${account}:endpoint/${text("EndpointName")}`;
    case "application-autoscaling":
      return name.startsWith("Describe")
        ? "*"
        : `arn:aws:application-autoscaling:${region}:${account}:scalable-target/0a1b2c`;
    case "cloudwatch":
      return name.includes("Dashboard")
        ? `arn:aws:cloudwatch::${account}:dashboard/${text("DashboardName", "DashboardNames")}`
        : `arn:aws:cloudwatch:${region}:${account}:alarm:${text("AlarmName", "AlarmNames")}`;
    case "events":
      return `arn:aws:events:${region}:${account}:rule/${text("Name", "Rule")}`;
    case "sns":
      return name === "CreateTopic" ? `arn:aws:sns:${region}:${account}:${text("Name")}` : "*";
    default:
      throw new Error(`what is the resource of ${operation}?`);
  }
}

/**
 * The condition keys that AWS gives with a call: a call that sets a boundary has it in its request, any other has that of
 * the role. The account has no roles but those that the first call for them made.
 */
function contextOf(
  [operation, input]: readonly [string, JsonObject],
  calls: readonly (readonly [string, JsonObject])[],
) {
  const { RoleName, PermissionsBoundary } = input;
  const made = calls.find(([name, request]) => name === "iam:CreateRole" && request["RoleName"] === RoleName)?.[1];
  const isSet = operation === "iam:CreateRole" || operation === "iam:PutRolePermissionsBoundary";
  const found = isSet ? PermissionsBoundary : made?.["PermissionsBoundary"];
  return {
    "application-autoscaling:service-namespace": "sagemaker",
    ...(typeof found === "string" ? { "iam:PermissionsBoundary": found } : {}),
  };
}

describeEngine("docs/iam, while a stack comes, changes and goes", () => {
  it(
    "allows each call that deploying makes, and reading each one that a refreshed preview makes",
    async () => {
      const made: (readonly [string, JsonObject])[] = [];
      const call = jest.spyOn(SimulatedAccount.prototype, "call");
      const engine = await EngineStack.create(createAccount(monday));
      const step = async (wanted: Wanted): Promise<void> => {
        engine.program = () => Promise.resolve(void declare(wanted)).then(() => ({}));
        expect(await engine.up()).toMatchObject({ failed: false });
      };
      await step(first);
      await step({ ...first, min: 5, tags: { team: "search" } });
      await step({ ...first, image: `${container.image}-2`, instanceType: "ml.g5.2xlarge" });
      made.push(...call.mock.calls);
      call.mockClear();
      expect(await engine.preview({ refresh: true })).toMatchObject({ failed: false });
      const read = [...call.mock.calls];
      call.mockClear();
      expect(await engine.destroy()).toMatchObject({ failed: false });
      made.push(...call.mock.calls);
      engine.close();

      const deploy = policyFile("deploy-policy.json");
      const preview = policyFile("preview-policy.json");
      const refused = (calls: typeof made, policy: typeof deploy): readonly string[] => [
        ...new Set(
          calls
            .filter((each) => !allows(policy, each[0], resourceOf(...each), contextOf(each, made)))
            .map((each) => `${each[0]} ${resourceOf(...each)}`),
        ),
      ];
      const operations = new Set(made.map(([operation]) => operation));
      expect([...operations]).toEqual(expect.arrayContaining(["iam:CreateRole", "sns:CreateTopic", "events:PutRule"]));
      expect(operations.size).toBeGreaterThan(40);
      const passed = made.flatMap(([operation, { ExecutionRoleArn: role }]) =>
        operation === "sagemaker:CreateModel" && typeof role === "string" ? [role] : [],
      );
      expect(passed).toHaveLength(2);
      const toSageMaker = { "iam:PassedToService": "sagemaker.amazonaws.com" };
      for (const role of passed) expect(allows(deploy, "iam:PassRole", role, toSageMaker)).toBe(true);
      expect(read.length).toBeGreaterThan(8);
      expect(refused(made, deploy)).toEqual([]);
      expect(refused(read, preview)).toEqual([]);
      expect(
        allows(
          preview,
          "sagemaker:DeleteEndpoint",
          "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/sentiment-0a1b2c3",
        ),
      ).toBe(false);
    },
    5 * stepMilliseconds,
  );
});
