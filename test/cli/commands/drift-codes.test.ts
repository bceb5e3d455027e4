import { DeployedAccount } from "../../support/deployed-account";
import { serveAccount } from "../../support/served-account";
import { minute } from "../../support/simulated-account";
import { StackFolder, stackText, unscaledStackText } from "./stack-files";

/** Tuesday; the office window started at 08:00 in Berlin. */
const tuesday = "2026-11-24T08:05:00Z";
const place = {
  ServiceNamespace: "sagemaker",
  ResourceId: "endpoint/sentiment-1a2b3c4/variant/AllTraffic",
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
};

/** What `timetable drift --json` finds at the endpoint `sentiment`. */
async function find(text: string, account: DeployedAccount, ...more: readonly string[]): Promise<unknown> {
  const [folder, served] = [new StackFolder(), await serveAccount(account)];
  try {
    folder.write("Pulumi.dev.yaml", text);
    const { out } = await folder.run("drift", "--endpoint", "sentiment", "--now", account.now, "--json", ...more);
    const { endpoints } = JSON.parse(out) as { endpoints: { sentiment: { findings: unknown } } };
    return endpoints.sentiment.findings;
  } finally {
    folder.remove();
    await served.close();
  }
}

const quota = { quotas: { "ml.g5.xlarge": 3 } };
const stepsText = stackText.replaceAll("target: 700", "steps: [{ below: 100, change: -1 }, { above: 600, change: 2 }]");

describe("the codes of timetable drift", () => {
  it("name changed limits, actions and suspended scaling", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.register(2, 12);
    account.put("sentiment", "press day", { schedule: "cron(30 9 * * ? *)", timezone: "UTC", min: 9, max: 9 });
    account.delete("baseline");
    account.put("sentiment", "office-2026-12", { schedule: "cron(0 8 * * ? *)", timezone: "UTC", min: 1, max: 2 });
    account.suspend({ ScheduledScalingSuspended: true });
    expect(await find(unscaledStackText, account)).toEqual([
      {
        code: "limits",
        differs: true,
        message:
          "AWS has min 2, max 12: no scheduled action set this: someone or a deployment changed it (CloudTrail shows who called RegisterScalableTarget)",
        fix: "aws application-autoscaling register-scalable-target --service-namespace sagemaker --resource-id endpoint/sentiment-1a2b3c4/variant/AllTraffic --scalable-dimension sagemaker:variant:DesiredInstanceCount --min-capacity 4 --max-capacity 12",
      },
      {
        code: "missing-action",
        differs: true,
        message:
          'scheduled action "baseline" is missing: cron(0/15 0,1,2,3,4,5,6,7,18,19,20,21,22,23 * * ? *) Europe/Berlin, min 1, max 2',
        fix: "run pulumi up --refresh, which restores it",
      },
      {
        code: "different-action",
        differs: true,
        message:
          'scheduled action "office-2026-12" is not as planned: schedule is cron(0 8 * * ? *), planned cron(0/15 8-17 1,2,3,4,7,8,9,10,11,14,15,16,17,18,21,22,23,25,28,29,30 12 ? 2026); timezone is UTC, planned Europe/Berlin; min is 1, planned 4; max is 2, planned 12',
        fix: "run pulumi up --refresh, which restores it",
      },
      {
        code: "foreign-action",
        differs: true,
        message: 'scheduled action "press day" is not in the timetable: cron(30 9 * * ? *) UTC, min 9, max 9',
        fix: "write it into the timetable, or run pulumi up --refresh, which deletes it",
      },
      {
        code: "suspended",
        differs: true,
        message: "scheduled scaling is suspended: no window starts",
        fix: "aws application-autoscaling register-scalable-target --service-namespace sagemaker --resource-id endpoint/sentiment-1a2b3c4/variant/AllTraffic --scalable-dimension sagemaker:variant:DesiredInstanceCount --suspended-state ScheduledScalingSuspended=false",
      },
    ]);
  });

  it("name changed policies", async () => {
    const account = DeployedAccount.from(stackText, tuesday);
    const metric = { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" };
    const tracking = { TargetValue: 100, PredefinedMetricSpecification: metric };
    const type = { PolicyType: "TargetTrackingScaling", TargetTrackingScalingPolicyConfiguration: tracking };
    account.putPolicy("sentiment-target-tracking-1a2b3c4", type);
    account.putPolicy("mine", type);
    expect(await find(stackText, account)).toEqual([
      {
        code: "different-policy",
        differs: true,
        message:
          'scaling policy "sentiment-target-tracking-1a2b3c4" is not as planned: target is 100, planned 700; scale-in cooldown is not set, planned 300 s; scale-out cooldown is not set, planned 300 s',
        fix: "run pulumi up --refresh, which restores it",
      },
      {
        code: "foreign-policy",
        differs: true,
        message: 'scaling policy "mine" is not in the timetable: it changes the count too',
        fix: "write its steps under scaling, or run pulumi up --refresh, which deletes it",
      },
    ]);
    account.deletePolicy("sentiment-target-tracking-1a2b3c4");
    account.deletePolicy("mine");
    expect(await find(stackText, account)).toEqual([
      {
        code: "missing-policy",
        differs: true,
        message: 'scaling policy "sentiment-target-tracking" is missing: nothing scales by load',
        fix: "run pulumi up --refresh, which restores it",
      },
    ]);
  });

  it("name changed alarms", async () => {
    const account = DeployedAccount.from(stepsText, tuesday);
    account.call("cloudwatch:DeleteAlarms", { AlarmNames: ["sentiment-scale-in-1a2b3c4"] });
    const name = "sentiment-scale-out-1a2b3c4";
    account.call("cloudwatch:PutMetricAlarm", { ...account.state.alarms[name]?.input, Threshold: 900 });
    expect(await find(stepsText, account)).toEqual([
      {
        code: "different-alarm",
        differs: true,
        message: 'alarm "sentiment-scale-out-1a2b3c4" is not as planned: threshold is 900, planned 600',
        fix: "run pulumi up --refresh, which restores it",
      },
      {
        code: "missing-alarm",
        differs: true,
        message: 'no alarm calls scaling policy "sentiment-scale-in-1a2b3c4": it never acts',
        fix: "run pulumi up --refresh, which restores it",
      },
    ]);
  });

  it("name what AWS does not have", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    expect(await find(unscaledStackText, account, "--endpoint-name", "other")).toEqual([
      {
        code: "not-deployed",
        differs: true,
        message: "AWS has no endpoint for sentiment in this account and region",
        fix: "run pulumi up --refresh, which creates it, or check aws:region and aws:profile of the stack",
      },
    ]);
    account.call("application-autoscaling:DeregisterScalableTarget", place);
    expect(await find(unscaledStackText, account)).toEqual([
      {
        code: "not-registered",
        differs: true,
        message:
          "nothing scales endpoint/sentiment-1a2b3c4/variant/AllTraffic: it is not registered with Application Auto Scaling",
        fix: "run pulumi up --refresh, which registers it again",
      },
    ]);
  });

  it("name what is no difference", async () => {
    const pause = 'override: { from: "2026-11-24T06:00", until: "2026-11-24T20:00", pause: true, reason: move }';
    const paused = unscaledStackText.replace("exceptions:", `${pause}\n        exceptions:`);
    expect(await find(paused, DeployedAccount.from(paused, tuesday))).toEqual([
      {
        code: "paused",
        differs: false,
        message: "the timetable is paused: nothing fires, and AWS keeps what it has, min 1, max 2",
      },
    ]);
    const starting = DeployedAccount.from(unscaledStackText, "2026-11-24T06:50:00Z");
    starting.run(11 * minute);
    expect(await find(unscaledStackText, starting)).toEqual([
      { code: "status", differs: false, message: "the endpoint is Updating; 1 of 4 instances in service" },
    ]);
    const small = DeployedAccount.from(unscaledStackText, "2026-11-24T06:50:00Z", quota);
    small.run(20 * minute);
    expect(await find(unscaledStackText, small)).toEqual([
      {
        code: "count-outside",
        differs: true,
        message: "1 instance desired, below min 4: the change that was due did not happen",
      },
      {
        code: "failed-activity",
        differs: false,
        message:
          'Tue 2026-11-24 08:00 +01:00: "Setting desired instance count to 4" failed: the account may have 3 ml.g5.xlarge for endpoints (quota)',
        fix: 'ask AWS for a larger quota "ml.g5.xlarge for endpoint usage", or lower the limits',
      },
    ]);
    const pinned = DeployedAccount.from(stackText, tuesday);
    pinned.run(25 * minute);
    expect(await find(stackText, pinned)).toEqual([
      {
        code: "not-scaled",
        differs: false,
        message:
          "Tue 2026-11-24 09:10 +01:00: policy sentiment-target-tracking-1a2b3c4 did not scale: the count is at its min already, 4",
      },
    ]);
  });
});
