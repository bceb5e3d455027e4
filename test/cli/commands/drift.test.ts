import { defaultBehavior } from "../../../src/simulator/aws/account-state";
import { injectError, throttle } from "../../../src/simulator/aws/injected-failures";
import { DeployedAccount } from "../../support/deployed-account";
import { serveAccount, type ServedAccount } from "../../support/served-account";
import { minute } from "../../support/simulated-account";
import { StackFolder, unscaledStackText } from "./stack-files";

let folder: StackFolder;
let served: ServedAccount | undefined;

/** Tuesday; the office window started at 08:00 in Berlin. */
const tuesday = "2026-11-24T08:05:00Z";
const place =
  "--service-namespace sagemaker --resource-id endpoint/sentiment-1a2b3c4/variant/AllTraffic --scalable-dimension sagemaker:variant:DesiredInstanceCount";

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", unscaledStackText);
});

afterEach(async () => {
  folder.remove();
  await served?.close();
  served = undefined;
});

async function drift(account: DeployedAccount, ...more: readonly string[]) {
  served ??= await serveAccount(account);
  return folder.run("drift", "--now", account.now, ...more);
}

/** Only the endpoint `sentiment`. */
function sentiment(account: DeployedAccount, ...more: readonly string[]) {
  return drift(account, "--endpoint", "sentiment", ...more);
}

describe("timetable drift", () => {
  it("prints that all is in order, what decides and what fired", async () => {
    const { code, out, err } = await drift(DeployedAccount.from(unscaledStackText, tuesday));
    expect(out).toBe(
      [
        "sentiment (sentiment-1a2b3c4): in order",
        "  min 4, max 12 = window office, last due Tue 2026-11-24 09:00 +01:00 (office-2026)",
        "  4 in service, InService",
        "",
        "fraud (fraud-1a2b3c4): in order",
        "  min 1, max 2 = schedule BackToBaseline, last due Mon 2026-11-23 21:00 +01:00 (BackToBaseline)",
        "  1 in service, InService",
        "",
      ].join("\n"),
    );
    expect([code, err]).toEqual([0, ""]);
  });

  it("compares each variant of one endpoint with its own timetable", async () => {
    const variants = unscaledStackText
      .replace("variant: { instanceType", "variant: { name: stable, instanceType")
      .replace("    fraud:\n", "    fraud:\n      variantOf: sentiment\n")
      .replace("variant: { instanceType: ml.m5", "variant: { name: canary, instanceType: ml.m5");
    folder.write("Pulumi.dev.yaml", variants);
    const account = DeployedAccount.from(variants, tuesday);
    account.register(3, 3, "sentiment", "canary");
    const { code, out, err } = await drift(account);
    expect([code, err]).toEqual([1, ""]);
    expect(out).toMatch(/^sentiment \(sentiment-1a2b3c4\): in order\n {2}min 4, max 12 = window office/);
    expect(out).toMatch(/\nfraud \(sentiment-1a2b3c4\): 1 difference\n[^]*differs: AWS has min 3, max 3/);
    expect((await drift(account, "--endpoint", "fraud")).out).toContain("fraud (sentiment-1a2b3c4)");
  });

  it("lists the encrypted provider settings that it ignores", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    const encrypted = unscaledStackText.replace(
      "config:\n",
      "config:\n  aws:profile: { secure: v1:abc }\n  aws:assumeRoles: [{ roleArn: { secure: v1:def } }]\n",
    );
    folder.write("Pulumi.dev.yaml", encrypted);
    expect(await drift(account)).toMatchObject({
      code: 0,
      err: "aws:assumeRoles, aws:profile: ignored because encrypted; the AWS SDK's defaults apply\n",
    });
  });

  it("names the firing that set the limits, if the history has it", async () => {
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T06:50:00Z");
    account.run(100 * minute);
    const { out } = await sentiment(account);
    expect(out).toContain("min 4, max 12 = window office, fired Tue 2026-11-24 08:00 +01:00 (office-2026)");
    const json = JSON.parse((await sentiment(account, "--json")).out);
    expect(json.endpoints.sentiment.aws).toEqual({
      min: 4,
      max: 12,
      setBy: { action: "office-2026", at: "2026-11-24T08:00+01:00" },
    });
  });

  it("reports limits changed by hand, and when an action restores them", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.register(2, 12);
    const { code, out } = await sentiment(account);
    expect(out).toBe(
      [
        "sentiment (sentiment-1a2b3c4): 1 difference",
        "  min 4, max 12 = window office, last due Tue 2026-11-24 09:00 +01:00 (office-2026)",
        "  4 in service, InService",
        "  differs: AWS has min 2, max 12: no scheduled action set this: someone or a deployment changed it (CloudTrail shows who called RegisterScalableTarget)",
        "  restored by itself: Tue 2026-11-24 09:15 +01:00, office-2026 sets 4-12",
        "",
      ].join("\n"),
    );
    expect(code).toBe(1);
    account.run(15 * minute);
    expect(await sentiment(account)).toMatchObject({ code: 0 });
  });

  it("prints since when, and what happened last, if the history has it", async () => {
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T06:50:00Z");
    account.run(20 * minute);
    account.register(6, 6);
    const { out } = await sentiment(account);
    expect(out).toContain(
      'AWS has min 6, max 6: no scheduled action set this: someone or a deployment changed it after Tue 2026-11-24 08:00 +01:00 (CloudTrail shows who called RegisterScalableTarget); last activity Tue 2026-11-24 08:10 +01:00: "Setting desired instance count to 6" (minimum capacity was set to 6)',
    );
  });

  it("names the action whose firing was lost while the endpoint was Updating", async () => {
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T06:55:00Z");
    const name = "sentiment-1a2b3c4";
    const update = { EndpointName: name, EndpointConfigName: name };
    account.call("sagemaker:UpdateEndpoint", update);
    account.run(8 * minute);
    const { code, out } = await sentiment(account);
    expect(code).toBe(1);
    expect(out).toContain(
      "differs: AWS has min 1, max 2: unchanged since its registration, or changed by hand; office-2026 fired Tue 2026-11-24 08:00 +01:00 and failed: the endpoint could not scale at that time, it was Updating",
    );
    expect(out).toContain(
      'note: Tue 2026-11-24 08:00 +01:00: "Setting min capacity to 4 and max capacity to 12" failed: the endpoint could not scale at that time, it was Updating',
    );
    expect(out).toContain("restored by itself: Tue 2026-11-24 08:15 +01:00");
  });

  it("names the action that set the old limits, and the one that failed after it", async () => {
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T16:50:00Z");
    account.run(20 * minute); // 18:00: the baseline comes back
    account.run(13 * 60 * minute + 45 * minute); // 07:55
    const name = "sentiment-1a2b3c4";
    const update = { EndpointName: name, EndpointConfigName: name };
    account.call("sagemaker:UpdateEndpoint", update);
    account.run(8 * minute);
    const { out } = await sentiment(account);
    expect(out).toContain(
      "differs: AWS has min 1, max 2: action baseline set that, fired Tue 2026-11-24 18:00 +01:00; office-2026 fired Wed 2026-11-25 08:00 +01:00 and failed: the endpoint could not scale at that time, it was Updating",
    );
  });

  it("gives a due firing the seconds that AWS needs, and no more", async () => {
    const { timing } = defaultBehavior;
    const world = { timing: { ...timing, firingDelay: 10 * minute } };
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T06:59:00Z", world);
    account.run(2 * minute);
    expect(await sentiment(account)).toMatchObject({ code: 0 });
    account.run(3 * minute);
    expect(await sentiment(account)).toMatchObject({ code: 1 });
  });

  it("lists missing, different and foreign actions, each with its fix", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.put("sentiment", "press day", { schedule: "cron(30 9 * * ? *)", timezone: "UTC", min: 9, max: 9 });
    account.delete("baseline");
    account.put("sentiment", "office-2026-12", { schedule: "cron(0 8 * * ? *)", timezone: "UTC", min: 1, max: 2 });
    const { code, out } = await sentiment(account);
    expect(code).toBe(1);
    expect(out).toContain("sentiment (sentiment-1a2b3c4): 3 differences\n");
    expect(out).toMatch(
      /differs: scheduled action "baseline" is missing: cron\(.*\) Europe\/Berlin, min 1, max 2\n {4}fix: run pulumi up --refresh, which restores it/,
    );
    expect(out).toMatch(
      /differs: scheduled action "office-2026-12" is not as planned: schedule is cron\(0 8 \* \* \? \*\), planned cron\(.*\); timezone is UTC, planned Europe\/Berlin/,
    );
    expect(out).toContain(
      'differs: scheduled action "press day" is not in the timetable: cron(30 9 * * ? *) UTC, min 9, max 9',
    );
    expect(out).toContain("fix: write it into the timetable, or run pulumi up --refresh, which deletes it");
  });

  it("names a foreign action that set the limits", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    const schedule = "cron(10 8 * * ? *)";
    account.put("sentiment", "press-day", { schedule, timezone: "UTC", min: 9, max: 9 });
    account.run(6 * minute);
    const { out } = await sentiment(account);
    expect(out).toContain(
      "AWS has min 9, max 9: action press-day, which is not in the timetable, set that Tue 2026-11-24 09:10 +01:00",
    );
  });

  it("reports a quota that stops scaling, and what tries again", async () => {
    const world = { quotas: { "ml.g5.xlarge": 3 } };
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T06:50:00Z", world);
    account.run(20 * minute);
    const { code, out } = await sentiment(account);
    expect(code).toBe(1);
    expect(out).toBe(
      [
        "sentiment (sentiment-1a2b3c4): 1 difference",
        "  min 4, max 12 = window office, fired Tue 2026-11-24 08:00 +01:00 (office-2026)",
        "  1 in service, InService",
        "  differs: 1 instance desired, below min 4: the change that was due did not happen",
        '  note: Tue 2026-11-24 08:00 +01:00: "Setting desired instance count to 4" failed: the account may have 3 ml.g5.xlarge for endpoints (quota)',
        '    fix: ask AWS for a larger quota "ml.g5.xlarge for endpoint usage", or lower the limits',
        "  tried again by itself: Tue 2026-11-24 08:15 +01:00, office-2026 sets 4-12",
        "",
      ].join("\n"),
    );
  });

  it("notes only failures since the current limits were set", async () => {
    const world = { quotas: { "ml.g5.xlarge": 3 } };
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T06:50:00Z", world);
    account.run(20 * minute);
    expect((await sentiment(account)).out).toContain("(quota)");
    account.run(10 * 60 * minute);
    expect(await sentiment(account)).toMatchObject({ code: 0 });
    expect((await sentiment(account)).out).not.toContain("(quota)");
  });

  it("reads every page of the actions that AWS has", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    for (let index = 0; index < 120; index++) {
      const action = { schedule: "cron(0 8 1 1 ? *)", timezone: "UTC", min: 1, max: 2 };
      account.put("sentiment", `old-${index}`, action);
    }
    const { out } = await sentiment(account);
    expect(out).toContain("sentiment (sentiment-1a2b3c4): 120 differences\n");
  });

  it("reports that AWS had no instances", async () => {
    const world = { capacity: { "ml.g5.xlarge": 3 } };
    const account = DeployedAccount.from(unscaledStackText, "2026-11-24T06:50:00Z", world);
    account.run(20 * minute);
    const { out } = await sentiment(account);
    expect(out).toContain("AWS had no instances of this type (insufficient capacity)");
  });

  it("reports suspended scaling, and that nothing restores the limits", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.suspend({ ScheduledScalingSuspended: true, DynamicScalingOutSuspended: true });
    account.register(2, 2);
    const { code, out } = await sentiment(account);
    expect(code).toBe(1);
    expect(out).toContain("differs: scheduled scaling is suspended: no window starts");
    expect(out).toContain("differs: scale out is suspended: load adds nothing");
    expect(out).toContain(
      `fix: aws application-autoscaling register-scalable-target ${place} --suspended-state ScheduledScalingSuspended=false`,
    );
    expect(out).toContain(
      `fix: aws application-autoscaling register-scalable-target ${place} --min-capacity 4 --max-capacity 12`,
    );
    expect(out).not.toContain("by itself");
  });

  it("accepts any limits in a pause", async () => {
    const paused = unscaledStackText.replace(
      "exceptions:",
      'override: { from: "2026-11-24T06:00", until: "2026-11-24T20:00", pause: true, reason: move }\n        exceptions:',
    );
    folder.write("Pulumi.dev.yaml", paused);
    const account = DeployedAccount.from(paused, tuesday);
    account.register(7, 7);
    account.run(20 * minute);
    const { code, out } = await sentiment(account);
    expect(code).toBe(0);
    expect(out).toContain("note: the timetable is paused: nothing fires, and AWS keeps what it has, min 7, max 7");
  });

  it("finds an existing endpoint by its own name", async () => {
    const existing = unscaledStackText.replace(
      /model: .*\n\s+variant: .*\n(\s+timetable)/,
      "endpoint: { existing: sentiment-1a2b3c4 }\n$1",
    );
    expect(existing).toContain("existing");
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.call("sagemaker:CreateEndpoint", {
      EndpointName: "sentiment-0000000",
      EndpointConfigName: "sentiment-1a2b3c4",
    });
    folder.write("Pulumi.dev.yaml", existing);
    expect(await sentiment(account)).toMatchObject({ code: 0 });
  });

  it("reports an endpoint that is not registered", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.call("application-autoscaling:DeregisterScalableTarget", {
      ServiceNamespace: "sagemaker",
      ResourceId: "endpoint/sentiment-1a2b3c4/variant/AllTraffic",
      ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
    });
    const { code, out } = await sentiment(account);
    expect(code).toBe(1);
    expect(out).toContain("fix: run pulumi up --refresh, which registers it again");
  });

  it("notes why a policy did not scale, and a policy that is not the timetable's", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.call("application-autoscaling:PutScalingPolicy", {
      ServiceNamespace: "sagemaker",
      ResourceId: "endpoint/sentiment-1a2b3c4/variant/AllTraffic",
      ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
      PolicyName: "mine",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 100,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      },
    });
    account.run(25 * minute);
    const { code, out } = await sentiment(account);
    expect(code).toBe(1);
    expect(out).toContain('differs: scaling policy "mine" is not in the timetable');
    expect(out).toMatch(/note: Tue .*: policy mine did not scale: the count is at its min already, 4/);
  });

  it("reports an endpoint that AWS does not have", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    const { code, out } = await sentiment(account, "--endpoint-name", "other");
    expect(code).toBe(1);
    expect(out).toContain("AWS has no endpoint for sentiment in this account and region");
  });

  it("takes the names from the stack's outputs", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    const names = { sentiment: { name: "sentiment-1a2b3c4" }, fraud: { name: "other" } };
    folder.write("outputs.json", JSON.stringify({ endpoints: names }));
    const { out } = await drift(account, "--outputs", "outputs.json");
    expect(out).toContain("sentiment (sentiment-1a2b3c4): in order");
    expect(out).toContain("fraud: 1 difference");
    folder.write("outputs.json", "{}");
    const wrong = await drift(account, "--outputs", "outputs.json");
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.err).toContain("outputs.json has no endpoints");
  });

  it("refuses to choose between two matching endpoints", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.call("sagemaker:CreateEndpoint", {
      EndpointName: "sentiment-0000000",
      EndpointConfigName: "sentiment-1a2b3c4",
    });
    const { code, out, err } = await sentiment(account);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("several endpoints at AWS match sentiment: sentiment-0000000, sentiment-1a2b3c4");
    const named = await sentiment(account, "--endpoint-name", "sentiment-1a2b3c4");
    expect(named.code).toBe(0);
  });

  it("refuses one name for two endpoints", async () => {
    const { code, err } = await folder.run("drift", "--endpoint-name", "sentiment-1a2b3c4");
    expect(code).toBe(2);
    expect(err).toContain(
      "--endpoint-name is for one endpoint: choose it with --endpoint\n  endpoints: sentiment, fraud",
    );
  });

  it("exits 2 and names a missing permission once", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    const error = { code: "AccessDeniedException", message: "User u may not" };
    const operation = "application-autoscaling:DescribeScheduledActions";
    account.change((state) => injectError(state, { operation, error, times: 2 }));
    const { code, out, err } = await drift(account);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      [
        `error: ${operation} is not permitted: User u may not`,
        `  fix: allow ${operation} for this user or role`,
        "",
      ].join("\n"),
    );
  });

  it("gives up on a throttled call, also with --json", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.change((state) => throttle(state, "sagemaker:DescribeEndpoint", 9));
    const { code, out } = await sentiment(account, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out).endpoints.sentiment.trouble).toMatchObject({ kind: "throttled" });
  });

  it("exits 2 if the stack file has errors", async () => {
    folder.write("Pulumi.dev.yaml", unscaledStackText.replace("min: 4, max: 12", "min: 40, max: 12"));
    const { code, err } = await folder.run("drift");
    expect(code).toBe(2);
    expect(err).toContain("error min-above-max");
  });

  it("prints the same as JSON", async () => {
    const account = DeployedAccount.from(unscaledStackText, tuesday);
    account.register(2, 12);
    const { code, out } = await sentiment(account, "--json");
    expect(code).toBe(1);
    const { message } = JSON.parse(out).endpoints.sentiment.findings[0];
    expect(JSON.parse(out)).toEqual({
      endpoints: {
        sentiment: {
          awsName: "sentiment-1a2b3c4",
          at: "2026-11-24T09:05+01:00",
          timezone: "Europe/Berlin",
          unit: "instances",
          differs: true,
          timetable: {
            min: 4,
            max: 12,
            because: ["window office"],
            since: "2026-11-24T08:00+01:00",
            setBy: { action: "office-2026", at: "2026-11-24T09:00+01:00" },
          },
          aws: { min: 2, max: 12 },
          instances: { desired: 4, current: 4, status: "InService" },
          findings: [{ code: "limits", differs: true, message }],
          heals: { action: "office-2026", at: "2026-11-24T09:15+01:00", min: 4, max: 12 },
        },
      },
    });
  });
});
