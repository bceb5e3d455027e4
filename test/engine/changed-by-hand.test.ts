import { callSimulatedAws, type OperationName } from "../../src/simulator/aws/call-simulated-aws";
import { injectError } from "../../src/simulator/aws/injected-failures";
import type { JsonObject } from "../../src/simulator/aws/json";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createStackProgram } from "./support/stack-program";

/** Monday, 09:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T08:00:00Z") / 1000;

const timetable = {
  baseline: { min: 1, max: 2 },
  windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
};
const model = { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/mood:1", dataUrl: "s3://models/m.tar.gz" };
const metric = "invocationsPerInstance";
const steps = {
  metric,
  steps: [
    { below: 100, change: -1 },
    { above: 600, change: 2 },
  ],
};
const endpoints = {
  mood: { model, variant: { instanceType: "ml.g5.xlarge" }, timetable, scaling: steps },
  tone: { model, variant: { instanceType: "ml.g5.xlarge" }, timetable, scaling: { metric, target: 300 } },
  old: { endpoint: { existing: "e", variant: "v" }, timetable, scaling: steps },
};

describeEngine("what somebody changed at AWS, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;

  beforeAll(async () => {
    engine = await EngineStack.create(TestAccount.at(mondayMorning).serving().state);
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
    engine.program = createStackProgram(engine, endpoints);
    expect((await engine.up()).failed).toBe(false);
    engine.account.runUntil(mondayMorning + 3600);
  }, stepMilliseconds);
  afterAll(async () => {
    engine.close();
    await sdk.close();
  });

  /** Everything that scales, without what AWS numbers or times. */
  function describeScaling(): readonly string[] {
    const { targets, actions, policies, alarms } = engine.account.state;
    const byArn = Object.fromEntries(Object.values(policies).map(({ arn, name }) => [arn, toKey(name)]));
    return [
      ...Object.values(targets).map(({ resourceId, min, max, suspended }) =>
        JSON.stringify([toKey(resourceId), min, max, suspended]),
      ),
      ...Object.values(actions).map(({ resourceId, name, schedule, timezone, min, max, startTime }) =>
        JSON.stringify([toKey(resourceId), name, schedule, timezone, min, max, startTime]),
      ),
      ...Object.values(policies).map(({ name, resourceId, step, tracking }) =>
        toKey(JSON.stringify([resourceId, name, step, tracking])),
      ),
      ...Object.values(alarms).map(({ input }) =>
        toKey(JSON.stringify({ ...input, AlarmActions: input.AlarmActions?.map((arn) => byArn[arn]) })),
      ),
    ].toSorted();
  }

  /** Without the digits that Pulumi and AWS append. */
  const toKey = (text: string) => text.replace(/-[0-9a-f]{7}(?![0-9a-f])/g, "");

  const findName = (key: string) => Object.keys(engine.account.state.endpoints).find((name) => name.startsWith(key))!;
  const findTarget = (key: string) => {
    const { resourceId, dimension } = Object.values(engine.account.state.targets).find((each) =>
      each.resourceId.startsWith(`endpoint/${key}`),
    )!;
    return { ServiceNamespace: "sagemaker", ResourceId: resourceId, ScalableDimension: dimension };
  };
  const findPolicy = (key: string) =>
    Object.values(engine.account.state.policies).find(({ name }) => name.startsWith(key))!;
  const findAlarm = (key: string) =>
    Object.values(engine.account.state.alarms).find(({ input }) => input.AlarmName.startsWith(key))!.input;

  function call(operation: OperationName, input: object): void {
    engine.account.change((state) => {
      const result = callSimulatedAws(state, operation, input as JsonObject);
      if ("error" in result) throw new Error(result.error.message);
      return result.state;
    });
  }
  const scale = (operation: string, key: string, input: object = {}) => {
    call(`application-autoscaling:${operation}` as OperationName, { ...findTarget(key), ...input });
  };
  const putAction = (key: string, name: string, input: object = {}) => {
    scale("PutScheduledAction", key, {
      ScheduledActionName: name,
      ScalableTargetAction: { MinCapacity: 6, MaxCapacity: 6 },
      ...input,
    });
  };
  /** Changes a policy, or puts another one like it. */
  const putPolicy = (
    key: string,
    change: { readonly name?: string; readonly step?: object; readonly tracking?: object },
  ) => {
    const { name, resourceId, dimension, step, tracking } = findPolicy(key);
    call("application-autoscaling:PutScalingPolicy", {
      ...{ ServiceNamespace: "sagemaker", ResourceId: resourceId, ScalableDimension: dimension },
      PolicyName: change.name ?? name,
      ...(step === undefined
        ? {
            PolicyType: "TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration: { ...tracking, ...change.tracking },
          }
        : { PolicyType: "StepScaling", StepScalingPolicyConfiguration: { ...step, ...change.step } }),
    });
  };
  const refresh = "fix: run pulumi up --refresh, which restores it";

  const listWarnings = ({ diagnostics }: EngineRun) =>
    diagnostics.match(/^(warning|error) \S+ at .*(\n {2}.*)*/gm) ?? [];

  it.each<readonly [string, () => void, readonly string[]]>([
    [
      "a target that is deregistered",
      () => {
        scale("DeregisterScalableTarget", "mood");
      },
      [
        "warning not-registered at endpoints.mood",
        "it is not registered with Application Auto Scaling",
        "fix: run pulumi up --refresh, which registers it again",
      ],
    ],
    [
      "the target of an existing endpoint that is deregistered",
      () => {
        scale("DeregisterScalableTarget", "e/");
      },
      ["warning not-registered at endpoints.old", "nothing scales endpoint/e/variant/v"],
    ],
    [
      "an action that is deleted",
      () => {
        scale("DeleteScheduledAction", "mood", { ScheduledActionName: "office" });
      },
      ["warning missing-action at endpoints.mood", 'scheduled action "office" is missing', refresh],
    ],
    [
      "an action with other limits",
      () => {
        putAction("mood", "office");
      },
      ["warning different-action at endpoints.mood", "min is 6, planned 4; max is 6, planned 12", refresh],
    ],
    [
      "an action of an existing endpoint with another schedule and a start",
      () => {
        putAction("e/", "baseline", {
          ...{ Schedule: "cron(0 3 * * ? *)", Timezone: "UTC", StartTime: 1_800_000_000 },
          ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
        });
      },
      [
        "warning different-action at endpoints.old",
        "schedule is cron(0 3 * * ? *), planned",
        "it has a start time, 2027-01-15T08:00:00.000Z",
        refresh,
      ],
    ],
    [
      "a foreign action",
      () => {
        putAction("mood", "press-day", { Schedule: "cron(0 6 ? * MON *)" });
      },
      [
        "warning foreign-action at endpoints.mood",
        'scheduled action "press-day" is not in the timetable: cron(0 6 ? * MON *) UTC, min 6, max 6',
        "fix: write it into the timetable, or run pulumi up --refresh, which deletes it",
      ],
    ],
    [
      "a foreign policy",
      () => {
        putPolicy("mood-scale-out", { name: "night-shift" });
      },
      [
        "warning foreign-policy at endpoints.mood",
        'scaling policy "night-shift" is not in the timetable',
        "fix: write its steps under scaling, or run pulumi up --refresh, which deletes it",
      ],
    ],
    [
      "a policy that is deleted",
      () => {
        scale("DeleteScalingPolicy", "mood", { PolicyName: findPolicy("mood-scale-out").name });
      },
      ['scaling policy "mood-scale-out" is missing: nothing adds instances when load rises', refresh],
    ],
    [
      "a policy that is changed",
      () => {
        putPolicy("mood-scale-in", { step: { Cooldown: 7 } });
      },
      ["warning different-policy at endpoints.mood", "cooldown is 7 s, planned 300 s", refresh],
    ],
    [
      "a target tracking policy that is changed",
      () => {
        putPolicy("tone-target-tracking", { tracking: { TargetValue: 9 } });
      },
      ["warning different-policy at endpoints.tone", "target is 9, planned 300", refresh],
    ],
    [
      "an alarm that is deleted",
      () => {
        call("cloudwatch:DeleteAlarms", { AlarmNames: [findAlarm("mood-scale-out").AlarmName] });
      },
      ["warning missing-alarm at endpoints.mood", 'no alarm calls scaling policy "mood-scale-out', refresh],
    ],
    [
      "an alarm that is changed and turned off",
      () => {
        call("cloudwatch:PutMetricAlarm", {
          ...findAlarm("mood-scale-in"),
          ...{ Threshold: 3, EvaluationPeriods: 9, ActionsEnabled: false },
        });
      },
      [
        "warning different-alarm at endpoints.mood",
        "threshold is 3, planned 100; evaluation periods is 9, planned",
        "its actions are turned off",
        refresh,
      ],
    ],
  ])(
    "%s is named in a preview and an update, and put right by pulumi up --refresh",
    async (_, change, texts) => {
      const before = describeScaling();
      change();
      expect(describeScaling()).not.toEqual(before);
      const preview = await engine.preview();
      expect([preview.failed, preview.steps]).toEqual([false, []]);
      const [warning = "", ...others] = listWarnings(preview);
      for (const text of texts) expect(warning).toContain(text);
      expect(others).toEqual([]);

      const run = await engine.up({ refresh: true });
      expect(run.failed ? run.diagnostics : "").toBe("");
      expect(listWarnings(run)).toEqual([warning]);
      expect(describeScaling()).toEqual(before);
      const after = await engine.preview();
      expect([after.failed, after.steps, listWarnings(after)]).toEqual([false, [], []]);
    },
    4 * stepMilliseconds,
  );

  it(
    "an endpoint that is deleted is created again with everything that scales it, by pulumi up --refresh",
    async () => {
      const before = describeScaling();
      const name = findName("mood");
      call("sagemaker:DeleteEndpoint", { EndpointName: name });
      engine.account.runUntil(engine.account.state.nowSeconds + 600);
      expect(findName("mood")).toBeUndefined();
      expect((await engine.preview({ refresh: true })).steps).toContain("create Endpoint mood");

      const run = await engine.up({ refresh: true });
      expect(run.failed ? run.diagnostics : "").toBe("");
      expect(findName("mood")).not.toBe(name);
      expect(describeScaling()).toEqual(before);
      expect(await engine.up()).toMatchObject({ failed: false, steps: [] });
    },
    4 * stepMilliseconds,
  );

  it(
    "an action with the name of one that the run creates is overwritten, and nothing is deleted in a pause",
    async () => {
      const press = { days: "sat", from: "08:00", to: "18:00", min: 6, max: 12 };
      putAction("tone", "press", { Schedule: "cron(0 6 ? * MON *)" });
      const windows = { ...timetable.windows, press };
      engine.program = createStackProgram(engine, {
        ...endpoints,
        tone: { ...endpoints.tone, timetable: { ...timetable, windows } },
      });
      const run = await engine.up();
      expect([run.failed, listWarnings(run)]).toEqual([false, []]);
      const findActions = (name: string) =>
        Object.values(engine.account.state.actions).filter((each) => each.name === name);
      expect(findActions("press")).toMatchObject([{ min: 6, max: 12, timezone: "Europe/Berlin" }]);

      const override = { from: "2026-11-23T07:00", until: "2026-11-29T12:00", pause: true, reason: "load test" };
      engine.program = createStackProgram(engine, {
        ...endpoints,
        tone: { ...endpoints.tone, timetable: { ...timetable, windows, override } },
      });
      expect((await engine.up()).failed).toBe(false);
      putAction("tone", "load-test", { Schedule: "cron(0 6 ? * MON *)" });
      const paused = await engine.up();
      expect([paused.failed, listWarnings(paused)]).toEqual([false, []]);
      expect(findActions("load-test")).toHaveLength(1);
      scale("DeleteScheduledAction", "tone", { ScheduledActionName: "load-test" });
    },
    4 * stepMilliseconds,
  );

  it(
    "what cannot be compared or deleted is a warning with the permission that lacks",
    async () => {
      const error = { code: "AccessDeniedException", message: "not for you" };
      const refuse = (operation: string) => {
        engine.account.change((state) => injectError(state, { operation, error }));
      };
      for (const operation of ["application-autoscaling:DescribeScalingPolicies", "cloudwatch:DescribeAlarms"]) {
        refuse(operation);
        const [warning = "", ...others] = listWarnings(await engine.preview());
        expect(warning).toMatch(/^warning drift-unread at endpoints\.(mood|tone|old)\n/);
        expect(warning).toContain("cannot see whether somebody changed what scales the endpoint");
        expect(warning).toContain(`fix: allow ${operation} for this user or role`);
        expect(others).toEqual([]);
      }
      putAction("mood", "press-day", { Schedule: "cron(0 6 ? * MON *)" });
      refuse("application-autoscaling:DeleteScheduledAction");
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(false);
      expect(diagnostics).toContain(
        "endpoint mood: could not delete press-day, which somebody added: application-autoscaling:DeleteScheduledAction is not permitted",
      );
      expect((await engine.up()).diagnostics).toContain("endpoint mood: deleted scheduled action press-day");
    },
    5 * stepMilliseconds,
  );
});
