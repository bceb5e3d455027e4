import { spawnSync } from "node:child_process";
import path from "node:path";
import { createAccount } from "../../src/simulator/aws/account-state";
import type { OperationName } from "../../src/simulator/aws/call-simulated-aws";
import { isJsonList, isJsonObject, type Json, type JsonObject } from "../../src/simulator/aws/json";
import { declaredBy } from "../chaos/declared";
import { SmallEngine } from "../chaos/small-engine";
import { compileWanted, firstWanted, type Wanted } from "../chaos/wanted";
import { preparePython } from "../support/python-environment";
import { recordedCapacityCalls } from "./capacity-calls";
import { type Recorded, RecordingAccount } from "./recording-account";

/** What botocore thinks of a call's two shapes, and what moto made of it. */
interface Opinion {
  readonly operation: OperationName;
  readonly request: readonly string[];
  readonly response: readonly string[];
  readonly moto: { readonly output: JsonObject } | { readonly error: string } | { readonly missing: true };
}

// An old type: moto's list of instance types ends before the newer families.
const first: Wanted = { ...firstWanted("Europe/Berlin"), instanceType: "ml.m5.large" };

/** The stack files of one stack, one after the other: every call that the program makes is among their deployments. */
const history: readonly Wanted[] = [
  first,
  { ...first, team: "ads" },
  { ...first, image: first.image.replace("1.1.0", "1.2.0") },
  { ...first, timetable: { ...first.timetable, baseline: { min: 2, max: 4 } } },
  { ...first, scaling: { metric: "invocationsPerInstance", target: 300 } },
  {
    ...first,
    scaling: { ...first.scaling, cooldown: "7m" },
    deployment: { strategy: "rolling", batch: "50%", wait: "2m" },
  },
  { ...first, instanceType: "ml.m5.xlarge" },
  { ...first, deployment: { strategy: "canary", size: "10%", wait: "5m", rollbackAlarms: ["errors"] } },
];

async function recordedCalls(): Promise<readonly Recorded[]> {
  const account = new RecordingAccount(createAccount(Date.parse("2026-11-23T05:00:00Z") / 1000));
  const engine = new SmallEngine(account);
  const now = (): number => Math.floor(account.state.nowSeconds / 60);
  for (const wanted of history) {
    await engine.up(declaredBy(compileWanted(wanted, now()).plan));
    await engine.refresh();
    account.runUntil(account.state.nowSeconds + 3600);
  }
  await refusals(account);
  await engine.up([]);
  return account.recorded;
}

/** Calls that AWS refuses, by either's account. */
async function refusals(account: RecordingAccount): Promise<void> {
  const [endpoint] = Object.values(account.state.endpoints);
  const place = {
    ServiceNamespace: "sagemaker",
    ResourceId: `endpoint/${endpoint?.name}/variant/AllTraffic`,
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  };
  await account.refused("sagemaker:DescribeModel", { ModelName: "nothing" });
  await account.refused("sagemaker:DescribeEndpointConfig", { EndpointConfigName: "nothing" });
  await account.refused("sagemaker:DescribeEndpoint", { EndpointName: "nothing" });
  await account.refused("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "nothing" });
  await account.refused("iam:GetRole", { RoleName: "nothing" });
  await account.refused("application-autoscaling:RegisterScalableTarget", { ...place, MinCapacity: 4, MaxCapacity: 2 });
  await account.refused("application-autoscaling:DeleteScheduledAction", { ...place, ScheduledActionName: "nothing" });
  await account.refused("application-autoscaling:DeleteScalingPolicy", { ...place, PolicyName: "nothing" });
}

function opinionsOf(python: string, calls: readonly Recorded[]): readonly Opinion[] {
  const script = path.join(__dirname, "second_opinion.py");
  const { status, stdout, stderr } = spawnSync(python, [script], {
    encoding: "utf8",
    input: JSON.stringify(calls),
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly Opinion[];
}

const moto = preparePython({
  name: "moto",
  requirements: path.join(__dirname, "requirements.txt"),
  purpose: "second opinion on AWS",
});
const title = "what moto and botocore think of the simulated AWS";
const described = "python" in moto ? describe : describe.skip;

described("reason" in moto ? `${title} (LEFT OUT: ${moto.reason})` : title, () => {
  let calls: readonly Recorded[] = [];
  let opinions: readonly Opinion[] = [];

  beforeAll(async () => {
    calls = await recordedCalls();
    opinions = opinionsOf("python" in moto ? moto.python : "", calls);
  });

  it("has calls of components and provisioned concurrency in the form that botocore knows", async () => {
    const recorded = await recordedCapacityCalls();
    expect(new Set(recorded.map(({ operation }) => operation)).size).toBe(20);
    const faults = opinionsOf("python" in moto ? moto.python : "", recorded).flatMap(
      ({ operation, request, response }) => [...request, ...response].map(at(operation)),
    );
    expect(faults).toEqual([]);
  });

  it("sends only requests of the form that botocore knows", () => {
    expect(opinions.flatMap(({ operation, request }) => request.map(at(operation)))).toEqual([]);
  });

  it("answers in the form that botocore knows", () => {
    expect(opinions.flatMap(({ operation, response }) => response.map(at(operation)))).toEqual([]);
  });

  it("makes every call of a deployment, and moto has all but three of them", () => {
    expect(new Set(calls.map(({ operation }) => operation)).size).toBeGreaterThanOrEqual(30);
    const lacks = opinions.filter(({ moto }) => "missing" in moto);
    expect([...new Set(lacks.map(({ operation }) => operation))].toSorted()).toEqual([
      "application-autoscaling:ListTagsForResource",
      "application-autoscaling:TagResource",
      "sagemaker:UpdateEndpoint",
    ]);
  });

  it("takes what moto takes and refuses what moto refuses, but for what moto does not look at", () => {
    const verdicts = opinions.flatMap(({ operation, moto }, index) => {
      const call = calls[index];
      if (call === undefined || "missing" in moto) return [];
      const [ours, theirs] = ["error" in call, "error" in moto];
      return ours === theirs
        ? []
        : [`${operation}: ${ours ? "refused" : "taken"}, by moto ${theirs ? "refused" : "taken"}`];
    });
    expect([...new Set(verdicts)].toSorted()).toEqual([
      // moto looks neither whether the limits fit together nor whether there is such an action.
      "application-autoscaling:DeleteScheduledAction: refused, by moto taken",
      "application-autoscaling:RegisterScalableTarget: refused, by moto taken",
      // At moto an endpoint is gone at once.
      "sagemaker:DescribeEndpoint: taken, by moto refused",
    ]);
  });

  it("answers the same as moto, but for ids, times and what moto does not do", () => {
    const differing = opinions.flatMap(({ operation, moto }, index) => {
      const call = calls[index];
      if (call === undefined || !("output" in call) || !("output" in moto)) return [];
      return differences(call.output, moto.output, operation);
    });
    expect([...new Set(differing)].toSorted()).toEqual(Object.keys(notAlike).toSorted());
  });
});

/** Where moto's answers differ, and why. */
const notAlike: Readonly<Record<string, string>> = {
  "application-autoscaling:DescribeScalableTargets.ScalableTargets[].MaxCapacity": "nothing fires",
  "application-autoscaling:DescribeScalableTargets.ScalableTargets[].MinCapacity": "nothing fires",
  "application-autoscaling:DescribeScalingPolicies.ScalingPolicies": "PolicyNames is not looked at",
  "cloudwatch:DescribeAlarms.MetricAlarms[].StateValue": "no metrics, so every alarm is OK",
  "sagemaker:DescribeEndpoint.EndpointConfigName": "there is no UpdateEndpoint",
  "sagemaker:DescribeEndpoint.EndpointStatus": "all is there at once",
  "sagemaker:DescribeEndpoint.ProductionVariants[].CurrentInstanceCount": "nothing fires",
  "sagemaker:DescribeEndpoint.ProductionVariants[].DesiredInstanceCount": "nothing fires",
  "sagemaker:ListTags.Tags": "a tag that is set again is listed twice",
};

/** Ids that each side makes up, and moments of two different clocks. */
const incomparable =
  /\.(RoleId|ScalableTargetARN|PolicyARN|ScheduledActionARN|AlarmActions|CreateDate|\w*Time(stamp)?)$/;

/** The paths at which two answers both say something, and not the same. */
function differences(ours: Json, theirs: Json, path: string): readonly string[] {
  const [a, b] = [parsedDocument(ours), parsedDocument(theirs)];
  if (incomparable.test(path)) return [];
  if (isJsonObject(a) && isJsonObject(b)) {
    return Object.entries(a).flatMap(([name, value]) => {
      const other = b[name];
      return other === undefined ? [] : differences(value, other, `${path}.${name}`);
    });
  }
  if (isJsonList(a) && isJsonList(b) && a.length === b.length) {
    return a.flatMap((value, index) => differences(value, b[index] ?? null, `${path}[]`));
  }
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
}

/** IAM's documents are text in the one answer and read in the other. */
function parsedDocument(value: Json): Json {
  return typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as Json) : value;
}

function at(operation: string): (complaint: string) => string {
  return (complaint) => `${operation}: ${complaint}`;
}
