import { DeployedAccount } from "../../support/deployed-account";
import { serveAccount, type ServedAccount } from "../../support/served-account";
import { StackFolder, unscaledStackText } from "./stack-files";

let folder: StackFolder;
let served: ServedAccount | undefined;

const tuesday = "2026-11-24T08:05:00Z";

const steps = `      scaling:
        metric: invocationsPerInstance
        steps:
          - { below: 100, change: -1 }
          - { above: 600, change: 1 }
          - { above: 1200, change: 3 }
`;

const tracking = `      scaling: { metric: invocationsPerInstance, target: 70 }
`;

/** The stack with scaling policies for `sentiment`. */
function withScaling(scaling: string): string {
  return unscaledStackText.replace("    fraud:\n", `${scaling}    fraud:\n`);
}

beforeEach(() => {
  folder = new StackFolder();
});

afterEach(async () => {
  folder.remove();
  await served?.close();
  served = undefined;
});

/** The findings about the endpoint's policies, and the exit code. */
async function found(account: DeployedAccount, stack: string) {
  folder.write("Pulumi.dev.yaml", stack);
  served = await serveAccount(account);
  const ran = await folder.run("drift", "--now", account.now, "--endpoint", "sentiment", "--json");
  expect(ran.err).toBe("");
  const { endpoints } = JSON.parse(ran.out) as {
    endpoints: { sentiment: { findings: { code: string; message: string; fix?: string }[] } };
  };
  const findings = endpoints.sentiment.findings.map(({ code, message }) => `${code}: ${message}`);
  return { code: ran.code, findings, fixes: endpoints.sentiment.findings.map(({ fix }) => fix) };
}

describe("timetable drift, of scaling policies", () => {
  it("finds nothing if AWS has the policies of the stack file", async () => {
    for (const scaling of [steps, tracking]) {
      const stack = withScaling(scaling);
      const account = DeployedAccount.from(stack, tuesday);
      expect(await found(account, stack)).toEqual({ code: 0, findings: [], fixes: [] });
      await served?.close();
    }
  });

  it("lists missing policies and what they would do", async () => {
    const stack = withScaling(steps);
    const account = DeployedAccount.from(stack, tuesday);
    account.deletePolicy("sentiment-scale-out-1a2b3c4");
    expect(await found(account, stack)).toEqual({
      code: 1,
      findings: [
        'missing-policy: scaling policy "sentiment-scale-out" is missing: nothing adds instances when load rises',
      ],
      fixes: ["run pulumi up --refresh, which restores it"],
    });
  });

  it("reports different steps", async () => {
    const stack = withScaling(steps);
    const account = DeployedAccount.from(stack, tuesday);
    account.putPolicy("sentiment-scale-in-1a2b3c4", {
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: {
        AdjustmentType: "PercentChangeInCapacity",
        Cooldown: 60,
        StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -50 }],
      },
    });
    expect((await found(account, stack)).findings).toEqual([
      'different-policy: scaling policy "sentiment-scale-in-1a2b3c4" is not as planned: type is PercentChangeInCapacity, planned ChangeInCapacity; cooldown is 60 s, planned 300 s; steps is ..0: -50, planned ..0: -1',
    ]);
  });

  it("reports a policy that no alarm calls", async () => {
    const stack = withScaling(steps);
    const account = DeployedAccount.from(stack, tuesday);
    account.call("cloudwatch:DeleteAlarms", { AlarmNames: ["sentiment-scale-out-1a2b3c4"] });
    expect(await found(account, stack)).toMatchObject({
      code: 1,
      findings: ['missing-alarm: no alarm calls scaling policy "sentiment-scale-out-1a2b3c4": it never acts'],
    });
  });

  it("reports a different target", async () => {
    const stack = withScaling(tracking);
    const account = DeployedAccount.from(stack, tuesday);
    account.putPolicy("sentiment-target-tracking-1a2b3c4", {
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 90,
        DisableScaleIn: true,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      },
    });
    expect((await found(account, stack)).findings).toEqual([
      'different-policy: scaling policy "sentiment-target-tracking-1a2b3c4" is not as planned: target is 90, planned 70; scale-in cooldown is not set, planned 300 s; scale-out cooldown is not set, planned 300 s; scale in is off, planned on',
    ]);
  });

  it("reports an alarm that was changed or turned off", async () => {
    const stack = withScaling(steps);
    const account = DeployedAccount.from(stack, tuesday);
    const AlarmName = "sentiment-scale-out-1a2b3c4";
    const { input } = account.state.alarms[AlarmName]!;
    account.call("cloudwatch:PutMetricAlarm", { ...input, Threshold: 5, Period: 300 });
    expect(await found(account, stack)).toEqual({
      code: 1,
      findings: [
        'different-alarm: alarm "sentiment-scale-out-1a2b3c4" is not as planned: threshold is 5, planned 600; period is 300, planned 60',
      ],
      fixes: ["run pulumi up --refresh, which restores it"],
    });
    await served?.close();
    account.call("cloudwatch:PutMetricAlarm", { ...input, ActionsEnabled: false });
    expect((await found(account, stack)).findings).toEqual([
      'different-alarm: alarm "sentiment-scale-out-1a2b3c4" is not as planned: its actions are turned off',
    ]);
  });

  it("lists foreign policies with what deletes them", async () => {
    const account = DeployedAccount.from(withScaling(steps), tuesday);
    const { findings, fixes } = await found(account, unscaledStackText);
    expect(findings).toEqual([
      'foreign-policy: scaling policy "sentiment-scale-out-1a2b3c4" is not in the timetable: it changes the count too',
      'foreign-policy: scaling policy "sentiment-scale-in-1a2b3c4" is not in the timetable: it changes the count too',
    ]);
    expect(fixes[0]).toBe("write its steps under scaling, or run pulumi up --refresh, which deletes it");
  });

  it("gives the command that deletes a foreign policy of an existing endpoint, which no run deletes", async () => {
    const account = DeployedAccount.from(withScaling(steps), tuesday);
    const [timetable = ""] = /^ {6}timetable:\n(?: {8}.*\n)+/m.exec(unscaledStackText) ?? [];
    expect(timetable).toContain("windows");
    const existing = unscaledStackText.replace(
      /^ {4}sentiment:\n(?: {6}.*\n)+/m,
      `    sentiment:\n      endpoint: { existing: sentiment-1a2b3c4 }\n${timetable}`,
    );
    const { fixes } = await found(account, existing);
    expect(fixes[0]).toBe(
      "write its steps under scaling, or delete it: aws application-autoscaling delete-scaling-policy --service-namespace sagemaker --resource-id endpoint/sentiment-1a2b3c4/variant/AllTraffic --scalable-dimension sagemaker:variant:DesiredInstanceCount --policy-name sentiment-scale-out-1a2b3c4",
    );
  });
});
