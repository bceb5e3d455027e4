import * as pulumi from "@pulumi/pulumi";
import { type PreparedStack, prepareStack } from "../../src/deploy/preflight/prepare-stack";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { callSimulatedAws } from "../../src/simulator/aws/call-simulated-aws";
import { injectError, injectFailure } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

/** Monday, 06:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;
const hour = 3600;

const image = (tag: string) => `123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:${tag}`;
const timetable = {
  baseline: { min: 1, max: 2 },
  windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
};
const sentiment = (tag: string) => ({
  model: { image: image(tag), dataUrl: "s3://models/sentiment.tar.gz" },
  variant: { instanceType: "ml.g5.xlarge" },
  timetable,
  scaling: {
    metric: "invocationsPerInstance",
    steps: [
      { below: 100, change: -1 },
      { above: 600, change: 2 },
    ],
  },
});
const existing = (more: object = {}) => ({ endpoint: { existing: "e", variant: "v", ...more }, timetable });

/** A count that somebody sets: the endpoint is Updating until it is reached. */
function countOf(state: AwsState, endpointName: string, DesiredInstanceCount: number): AwsState {
  const VariantName = state.endpoints[endpointName]?.variants[0]?.name ?? "";
  return callSimulatedAws(state, "sagemaker:UpdateEndpointWeightsAndCapacities", {
    EndpointName: endpointName,
    DesiredWeightsAndCapacities: [{ VariantName, DesiredInstanceCount }],
  }).state;
}

function countsOf({ targets, actions, policies }: Pick<AwsState, "targets" | "actions" | "policies">) {
  return Object.fromEntries(
    Object.entries({ targets, actions, policies }).map(([kind, all]) => [kind, Object.keys(all).length]),
  );
}

describeEngine("what AWS has before a run, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;
  /** Instances in service, at each moment since the last look. */
  let counts: readonly number[] = [];
  /** Why the last run was refused. */
  let refusal = "";
  /** Targets by then. */
  let targetsAtRefusal = 0;

  async function start(state: AwsState): Promise<void> {
    engine = await EngineStack.create(state, ({ endpoints }) => {
      const [variant] = Object.values(endpoints).flatMap(({ variants }) => variants);
      if (variant !== undefined) counts = [...counts, variant.current];
    });
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  /** The program of index.ts. */
  function wants(endpoints: object, settings: object = {}): void {
    engine.program = async () => {
      const minute = (): number => Math.floor(engine.account.state.nowSeconds / 60);
      const values = { timezone: "Europe/Berlin", ...settings, endpoints };
      const config = Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          `${pulumi.getProject()}:${key}`,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      );
      const sleep = (seconds: number) => engine.account.sleep(seconds);
      const readTime = () => Promise.resolve(minute());
      const run = { now: minute(), sleep, readTime, readCalendarFile: () => undefined };
      let prepared: PreparedStack | undefined;
      refusal = "";
      try {
        prepared = await prepareStack(config, run);
      } catch (error) {
        // A program that throws ends the engine's run, and jest's too: here it declares nothing.
        refusal = String(error);
      }
      targetsAtRefusal = Object.keys(engine.account.state.targets).length;
      for (const plan of prepared?.plans ?? []) {
        new PlannedEndpoint(plan.name, { plan, hooks: prepared!.hooks });
      }
      return {};
    };
  }

  /** AWS refuses the next call of an operation, or one after it. */
  function refuse(operation: string, skip = 0): void {
    const error = { code: "AccessDeniedException", message: "injected" };
    engine.account.change((state) => injectError(state, { operation, error, skip }));
  }

  const current = () => Object.values(engine.account.state.endpoints)[0]?.variants[0]?.current;

  it.each(["kept", "forgotten"] as const)(
    "takes a strategy away for good where SageMaker has %s the last one",
    async (lastDeployment) => {
      const deployment = { strategy: "allAtOnce", terminationWait: "2m" };
      await start(createAccount(mondayMorning, { lastDeployment }));
      wants({ sentiment: { ...sentiment("1"), deployment } });
      expect((await engine.up()).failed).toBe(false);
      wants({ sentiment: sentiment("1") });
      expect(await engine.up()).toMatchObject({ failed: false, steps: [expect.anything()] });
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
      wants({ sentiment: sentiment("2") });
      expect((await engine.up()).failed).toBe(false);
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
    },
    5 * stepMilliseconds,
  );

  /** In office hours, with as much load as eight instances take. */
  async function scaledOut(): Promise<void> {
    await start(createAccount(mondayMorning));
    wants({ sentiment: sentiment("1") });
    expect((await engine.up()).failed).toBe(false);
    const [name = ""] = Object.keys(engine.account.state.endpoints);
    const load = {
      ...{ requestsPerMinute: [8 * 400], periodSeconds: 60, noise: 0 },
      ...{ instanceRequestsPerMinute: 900, latencyMilliseconds: 100 },
    };
    engine.account.change((state) => ({ ...state, world: { ...state.world, load: { [name]: load } } }));
    engine.account.runUntil(mondayMorning + 4 * hour);
    expect(current()).toBeGreaterThan(4);
    counts = [];
  }

  it(
    "a deployment starts with the instances that load has scaled out to, and never has fewer",
    async () => {
      await scaledOut();
      const before = current()!;
      // A count that load has moved is no change by itself.
      expect(await engine.preview()).toMatchObject({ steps: [], failed: false });
      wants({ sentiment: sentiment("2") });
      const { failed, calls } = await engine.up();
      expect(failed).toBe(false);
      expect(calls).toContain("UpdateEndpoint");
      expect(Math.min(...counts)).toBe(before);
      expect(await engine.up()).toMatchObject({ steps: [], failed: false });
    },
    3 * stepMilliseconds,
  );

  it(
    "asks AWS nothing where the stack file forbids it, so a deployment starts at the floor",
    async () => {
      await scaledOut();
      wants({ sentiment: sentiment("2") }, { readAws: false });
      const error = { code: "AccessDeniedException", message: "not for you" };
      const operation = "application-autoscaling:DescribeScalableTargets";
      engine.account.change((state) => injectError(state, { operation, error, times: 99 }));
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(Math.min(...counts)).toBe(4);
    },
    2 * stepMilliseconds,
  );

  it(
    "an update that was rolled back fails with SageMaker's reason, and the configuration in service stays",
    async () => {
      await start(createAccount(mondayMorning));
      wants({ sentiment: sentiment("1") });
      await engine.up();
      const [endpoint = ""] = Object.keys(engine.account.state.endpoints);
      const configName = engine.account.state.endpoints[endpoint]?.configName ?? "";
      const reason = "The primary container for production variant AllTraffic did not pass the ping";
      engine.account.change((state) => ({
        ...injectFailure(state, { endpoint, on: "update", reason }),
        world: { ...state.world, timing: { ...state.world.timing, rollback: 0 } },
      }));
      wants({ sentiment: sentiment("2") });
      const { failed, diagnostics, calls } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain(`reason: ${reason}`);
      expect(diagnostics).toContain("nothing was deleted; the old configuration stays in service");
      expect(calls).not.toContain("DeleteEndpointConfig");
      expect(engine.account.state.endpoints[endpoint]).toMatchObject({ configName });
      expect(engine.account.state.endpointConfigs).toHaveProperty(configName);
    },
    2 * stepMilliseconds,
  );

  /** Deployed, and on the way from one instance to four: the window has begun a minute ago. */
  async function windowBegun(): Promise<string> {
    await start(createAccount(mondayMorning));
    wants({ sentiment: sentiment("1") });
    expect((await engine.up()).failed).toBe(false);
    engine.account.runUntil(mondayMorning + 2 * hour + 60);
    expect(Object.values(engine.account.state.endpoints)[0]?.transition?.kind).toBe("scaling");
    counts = [];
    return Object.keys(engine.account.state.endpoints)[0]!;
  }
  const bigger = { sentiment: { ...sentiment("1"), variant: { instanceType: "ml.g5.2xlarge" } } };

  it(
    "another instance type waits until the instances of a window that has begun have come, before anything is deregistered",
    async () => {
      const name = await windowBegun();
      wants(bigger);
      const before = engine.account.state.nowSeconds;
      const preview = await engine.preview();
      expect(preview.diagnostics).toContain("note endpoint-busy at endpoints.sentiment");
      expect(preview.diagnostics).toContain(`${name} is Updating at the moment: pulumi up waits until it is InService`);
      expect(engine.account.state.nowSeconds).toBe(before);

      const { failed, diagnostics, calls } = await engine.up();
      expect(failed).toBe(false);
      expect(diagnostics).toContain(`endpoint ${name} is Updating: waiting until it is in service, for 3 min so far`);
      expect(calls).toContain("DeregisterScalableTarget");
      expect(calls.join(" ")).not.toContain("!");
      expect(engine.account.state.nowSeconds - before).toBeGreaterThan(240);
      // Not those of the moment at which the run began.
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
      expect(current()).toBe(4);
      expect(await engine.up()).toMatchObject({ steps: [], failed: false });
    },
    3 * stepMilliseconds,
  );

  it(
    "an endpoint that does not come to be in service keeps target and actions, and the run says why it ends",
    async () => {
      const name = await windowBegun();
      const { [name]: endpoint } = engine.account.state.endpoints;
      const endsAt = engine.account.state.nowSeconds + 9 * hour;
      engine.account.change((state) => ({
        ...state,
        endpoints: { [name]: { ...endpoint!, transition: { kind: "systemUpdating", endsAt } } },
      }));
      wants(bigger);
      const calls = engine.account.state.log.length;
      const { program } = engine;
      let callsAtRefusal = 0;
      engine.program = async (...args) => {
        const made = await program(...args);
        callsAtRefusal = engine.account.state.log.length;
        return made;
      };
      await engine.up();
      expect(callsAtRefusal).toBe(calls);
      expect(refusal).toContain(`error endpoint-busy at endpoints.sentiment
  endpoint ${name} is SystemUpdating and was not InService within 60 minutes: SageMaker accepts no update of it; nothing was changed, target and scheduled actions are in place`);
      expect(targetsAtRefusal).toBe(1);
    },
    2 * stepMilliseconds,
  );

  it(
    "what fires between the look and the deregistration is waited for by the update itself",
    async () => {
      const name = await windowBegun();
      engine.account.runUntil(mondayMorning + 3 * hour);
      wants(bigger);
      const { program } = engine;
      engine.program = async (...args) => {
        const made = await program(...args);
        // The program has looked, and the engine has not yet taken anything away.
        engine.account.change((state) => countOf(state, name, 6));
        return made;
      };
      const { failed, diagnostics, calls } = await engine.up();
      expect(failed).toBe(false);
      expect(diagnostics).toContain(`endpoint ${name} is Updating: waiting until it is in service`);
      expect(calls.join(" ")).not.toContain("!");
    },
    2 * stepMilliseconds,
  );

  const scalingNow = () => {
    const { targets, actions, policies, alarms } = engine.account.state;
    return {
      limits: Object.values(targets).map(({ min, max }) => `${min}-${max}`),
      actions: Object.values(actions)
        .map(({ name, schedule, min, max }) => `${name} ${schedule} ${min}-${max}`)
        .toSorted(),
      // Alarms call policies that are there.
      policies: Object.values(alarms)
        .flatMap(({ input }) => input.AlarmActions ?? [])
        .filter((action) => Object.values(policies).some(({ arn }) => arn === action)).length,
    };
  };
  const shut = { ...timetable, windows: {} };

  /** Deployed and in office hours; then SageMaker refuses another instance type, with another timetable too. */
  async function refused() {
    await windowBegun();
    engine.account.runUntil(mondayMorning + 3 * hour);
    const before = scalingNow();
    const error = { code: "ResourceLimitExceeded", message: "no more ml.g5.2xlarge for you" };
    const operation = "sagemaker:UpdateEndpoint";
    engine.account.change((state) => injectError(state, { operation, error }));
    wants({ sentiment: { ...bigger.sentiment, timetable: shut } });
    return { before, ...(await engine.up()) };
  }

  it(
    "another instance type that is refused leaves target and actions as they were, and the retry makes its own",
    async () => {
      const { before, failed, diagnostics } = await refused();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("no more ml.g5.2xlarge for you");
      expect(diagnostics).toContain(
        `endpoint sentiment:
its target, 3 scheduled actions and 2 scaling policies are registered again as they were, now with min 4 and max 12`,
      );
      expect(before).toMatchObject({ limits: ["4-12"], policies: 2 });
      expect(scalingNow()).toEqual(before);
      // In the evening its own action closes the window.
      engine.account.runUntil(mondayMorning + 13 * hour);
      expect(scalingNow().limits).toEqual(["1-2"]);

      const first = await engine.up();
      expect(first.diagnostics).toContain("serves configuration");
      expect(scalingNow()).toEqual({ ...before, limits: ["1-2"] });
      const { failed: retryFailed, calls } = await engine.up();
      expect(retryFailed).toBe(false);
      // What the engine has deleted already is deleted once more, and is not there.
      expect(calls.join(" ").replaceAll(/Delete\w+!ObjectNotFoundException/g, "")).not.toContain("!");
      const after = scalingNow();
      expect(after.policies).toBe(2);
      expect(after.actions).toHaveLength(1);
      expect(Object.values(engine.account.state.endpoints)[0]?.variants[0]).toMatchObject({
        instanceType: "ml.g5.2xlarge",
      });
      expect(await engine.up({ refresh: true })).toMatchObject({ steps: [], failed: false });
    },
    6 * stepMilliseconds,
  );

  it(
    "another instance type that is refused can be taken back, and nothing of what was registered again is left",
    async () => {
      await refused();
      wants({ sentiment: { ...sentiment("1"), timetable: shut } });
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(scalingNow()).toMatchObject({ limits: ["1-2"], policies: 2 });
      expect(scalingNow().actions).toHaveLength(1);
      expect(await engine.up({ refresh: true })).toMatchObject({ steps: [], failed: false });
    },
    4 * stepMilliseconds,
  );

  it.each([
    ["unseen by the provider", 0],
    ["seen by the provider", 300],
  ])(
    "another instance type that is rolled back, %s, leaves target and actions as they were",
    async (_, rollback) => {
      const name = await windowBegun();
      engine.account.runUntil(mondayMorning + 3 * hour);
      const before = scalingNow();
      engine.account.change((state) => ({
        ...injectFailure(state, { endpoint: name, on: "update", reason: "no driver" }),
        world: { ...state.world, timing: { ...state.world.timing, rollback } },
      }));
      wants(bigger);
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("are registered again as they were, now with min 4 and max 12");
      expect(scalingNow()).toEqual(before);
    },
    3 * stepMilliseconds,
  );

  it(
    "what cannot be registered again is told",
    async () => {
      await windowBegun();
      engine.account.runUntil(mondayMorning + 3 * hour);
      const error = { code: "AccessDeniedException", message: "not for you" };
      engine.account.change((state) =>
        ["sagemaker:UpdateEndpoint", "application-autoscaling:RegisterScalableTarget"].reduce(
          (after, operation) => injectError(after, { operation, error }),
          state,
        ),
      );
      wants(bigger);
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain(`endpoint sentiment:
its target and scheduled actions are not registered again as they were: application-autoscaling:RegisterScalableTarget is not permitted: not for you
until the next complete pulumi up the endpoint is off its timetable: run it soon`);
      expect(scalingNow()).toMatchObject({ limits: [], actions: [] });
    },
    3 * stepMilliseconds,
  );

  it(
    "an endpoint that could not be created does not take the place of the one that serves",
    async () => {
      await start(createAccount(mondayMorning));
      wants({ sentiment: sentiment("1") });
      await engine.up();
      const [serving = ""] = Object.keys(engine.account.state.endpoints);
      engine.account.change((state) => ({ ...state, world: { ...state.world, capacity: { "ml.g5.xlarge": 1 } } }));
      const deployment = { strategy: "allAtOnce", rollbackAlarms: ["errors"] };
      wants({ sentiment: { ...sentiment("1"), deployment } });
      expect((await engine.up()).failed).toBe(true);
      await engine.preview();
      expect(refusal).toContain("error endpoint-failed at endpoints.sentiment");
      expect(refusal).toContain("serves nothing (Unable to provision requested ML compute");
      expect(engine.account.state.endpoints[serving]?.variants[0]?.current).toBe(1);
      const [target] = Object.values(engine.account.state.targets);
      expect(target?.resourceId).toContain(serving);
    },
    3 * stepMilliseconds,
  );

  const watched = {
    sentiment: { ...sentiment("1"), deployment: { strategy: "allAtOnce", rollbackAlarms: ["errors"] } },
  };

  it(
    "an endpoint that is still being made is waited for before the one that serves is deleted",
    async () => {
      await start(createAccount(mondayMorning));
      wants({ sentiment: sentiment("1") });
      await engine.up();
      const [serving = ""] = Object.keys(engine.account.state.endpoints);
      const error = { code: "InternalFailure", message: "nobody looks" };
      const operation = "sagemaker:DescribeEndpoint";
      wants(watched);
      const { program } = engine;
      engine.program = async (...args) => {
        const made = await program(...args);
        engine.account.change((state) => injectError(state, { operation, error }));
        return made;
      };
      expect((await engine.up()).failed).toBe(true);
      wants(watched);
      // After the refresh the new endpoint looks whole.
      const { failed, diagnostics } = await engine.up({ refresh: true });
      expect(diagnostics).toContain("is Creating: waiting until it is in service");
      expect(failed).toBe(false);
      expect(Object.values(engine.account.state.endpoints)).toEqual([
        expect.objectContaining({ variants: [expect.objectContaining({ current: 1 })] }),
      ]);
      expect(engine.account.state.endpoints).not.toHaveProperty(serving);
    },
    3 * stepMilliseconds,
  );

  it(
    "an endpoint that another takes the place of is scaled again where that one's target is refused",
    async () => {
      await windowBegun();
      engine.account.runUntil(mondayMorning + 3 * hour);
      const before = scalingNow();
      const error = { code: "LimitExceededException", message: "no more targets" };
      const operation = "application-autoscaling:RegisterScalableTarget";
      engine.account.change((state) => injectError(state, { operation, error }));
      wants(watched);
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("are registered again as they were, now with min 4 and max 12");
      expect(scalingNow()).toEqual(before);
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(scalingNow()).toMatchObject({ limits: ["4-12"], policies: 2 });
      expect(Object.keys(engine.account.state.endpoints)).toHaveLength(1);
      expect(await engine.up({ refresh: true })).toMatchObject({ steps: [], failed: false });
    },
    5 * stepMilliseconds,
  );

  it(
    "an endpoint whose place another has taken is deleted when it has come to rest, where the state knows no target of it",
    async () => {
      const old = await windowBegun();
      expect(await engine.destroy()).toMatchObject({ failed: true });
      const error = { code: "LimitExceededException", message: "no more targets" };
      const operation = "application-autoscaling:RegisterScalableTarget";
      engine.account.change((state) => injectError(state, { operation, error }));
      wants(watched);
      expect(await engine.up()).toMatchObject({ failed: true });
      engine.account.change(
        (state) =>
          callSimulatedAws(state, "sagemaker:UpdateEndpointWeightsAndCapacities", {
            EndpointName: old,
            DesiredWeightsAndCapacities: [{ VariantName: "AllTraffic", DesiredInstanceCount: 6 }],
          }).state,
      );

      const { failed, diagnostics, calls } = await engine.up();
      expect(calls.filter((each) => /^DeleteEndpoint(!|$)/.test(each))).toEqual([
        "DeleteEndpoint!ValidationException",
        "DeleteEndpoint",
      ]);
      expect(diagnostics).toContain(`endpoint ${old} is Updating: waiting until it is in service`);
      expect(failed).toBe(false);
      expect(Object.keys(engine.account.state.endpoints)).not.toContain(old);
      expect(await engine.up()).toMatchObject({ steps: [], failed: false });
    },
    5 * stepMilliseconds,
  );

  it(
    "an endpoint whose rollback has failed is told with the command that brings it back",
    async () => {
      await start(createAccount(mondayMorning));
      wants({ sentiment: sentiment("1") });
      await engine.up();
      engine.account.change(({ endpoints, ...state }) => ({
        ...state,
        endpoints: Object.fromEntries(
          Object.entries(endpoints).map(([name, each]) => [name, { ...each, rollbackFailed: true as const }]),
        ),
      }));
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(false);
      expect(diagnostics).toContain("warning rollback-failed at endpoints.sentiment");
      const [, options = ""] = /fix: aws sagemaker update-endpoint (.*), which/.exec(diagnostics) ?? [];
      const [, EndpointName = "", EndpointConfigName = ""] =
        /^--endpoint-name (\S+) --endpoint-config-name (\S+)/.exec(options) ?? [];
      engine.account.change(
        (state) =>
          callSimulatedAws(state, "sagemaker:UpdateEndpoint", {
            ...{ EndpointName, EndpointConfigName },
            ...{ RetainAllVariantProperties: true, RetainDeploymentConfig: true },
          }).state,
      );
      engine.account.runUntil(mondayMorning + hour);
      expect((await engine.preview()).diagnostics).not.toContain("rollback-failed");
    },
    3 * stepMilliseconds,
  );

  it(
    "another endpoint that fails does not end the run before one with another instance type is scaled again",
    async () => {
      await start(createAccount(mondayMorning));
      const variant = { instanceType: "ml.g5.2xlarge" };
      wants({ sentiment: sentiment("1"), fraud: sentiment("1") });
      expect((await engine.up()).failed).toBe(false);
      const before = engine.account.state;
      refuse("sagemaker:CreateModel");
      wants({ sentiment: { ...sentiment("1"), variant }, fraud: sentiment("2") });
      const { failed, diagnostics, calls } = await engine.up();
      expect(failed).toBe(true);
      expect(calls).toContain("DeregisterScalableTarget");
      expect(diagnostics).toContain("a part of this run failed; the run ends when it is done");
      const { targets, actions, policies } = engine.account.state;
      const kept = { targets: 2, actions: 6, policies: 4 };
      expect(countsOf(before)).toEqual(kept);
      expect(countsOf({ targets, actions, policies })).toEqual(kept);
      const types = Object.values(engine.account.state.endpoints).flatMap(({ variants }) =>
        variants.map(({ instanceType }) => instanceType),
      );
      expect(types.toSorted()).toEqual(["ml.g5.2xlarge", "ml.g5.xlarge"]);
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
    },
    5 * stepMilliseconds,
  );

  const isLeft = ({ endpoints, targets, actions, policies, alarms }: AwsState): readonly string[] =>
    [endpoints, targets, actions, policies, alarms].flatMap((all) => Object.keys(all));

  it(
    "an endpoint that cannot be deleted while it scales stays on its timetable",
    async () => {
      await start(createAccount(mondayMorning));
      wants({ sentiment: sentiment("1") });
      expect((await engine.up()).failed).toBe(false);
      engine.account.runUntil(mondayMorning + 2 * hour + 60);
      const { targets, actions, policies } = engine.account.state;

      const refused = await engine.destroy();
      expect(refused).toMatchObject({ failed: true });
      expect(refused.calls.at(-1)).toBe("DeleteEndpoint!ValidationException");
      expect(engine.account.state).toMatchObject({ targets, actions, policies });

      engine.account.runUntil(mondayMorning + 3 * hour);
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(await engine.up()).toMatchObject({ failed: false, steps: [] });
      expect(Object.values(engine.account.state.targets)).toMatchObject([{ min: 4, max: 12 }]);
      expect(Object.keys(engine.account.state.policies)).toHaveLength(2);

      expect(await engine.destroy()).toMatchObject({ failed: false });
      expect(isLeft(engine.account.state)).toEqual([]);
    },
    5 * stepMilliseconds,
  );

  it(
    "a deletion that ends early leaves nothing behind that a later run would not know of",
    async () => {
      await start(createAccount(mondayMorning));
      wants({ sentiment: sentiment("1") });
      expect((await engine.up()).failed).toBe(false);
      refuse("cloudwatch:DeleteAlarms");
      expect(await engine.destroy()).toMatchObject({ failed: true });
      expect(Object.keys(engine.account.state.actions)).not.toEqual([]);

      const late = { days: "mon-fri", from: "10:00", to: "20:00", min: 4, max: 12 };
      wants({ sentiment: { ...sentiment("1"), timetable: { ...timetable, windows: { late } } } });
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(false);
      expect(diagnostics).toMatch(/endpoint sentiment: deleted scheduled action office\b/);
      const names = Object.values(engine.account.state.actions).map(({ name }) => name);
      expect(names.filter((name) => name.includes("office"))).toEqual([]);
      expect(Object.keys(engine.account.state.policies)).toHaveLength(2);
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
    },
    5 * stepMilliseconds,
  );

  it(
    "a deletion that ends early takes the mark away first, although a failed run has made a policy since",
    async () => {
      await start(createAccount(mondayMorning));
      wants({ sentiment: sentiment("1") });
      expect((await engine.up()).failed).toBe(false);
      const scaling = { metric: "invocationsPerInstance", target: 300 };
      wants({ sentiment: { ...sentiment("1"), scaling } });
      // After the comparison with the last deployment.
      refuse("application-autoscaling:DescribeScalingPolicies", 1);
      expect(await engine.up()).toMatchObject({ failed: true });
      expect(Object.keys(engine.account.state.policies)).toHaveLength(3);

      refuse("cloudwatch:DeleteAlarms");
      const { failed, steps } = await engine.destroy();
      expect([failed, steps[0]]).toEqual([true, "delete Stash sentiment-scaling"]);
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(Object.keys(engine.account.state.policies)).toHaveLength(1);
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
    },
    5 * stepMilliseconds,
  );

  it(
    "a timetable above the account's own quota is refused, and one within it is not",
    async () => {
      await start(createAccount(mondayMorning, { quotas: { "ml.g5.xlarge": 11 } }));
      wants({ sentiment: sentiment("1") }, { guards: { quotas: "aws" } });
      expect(await engine.up()).toMatchObject({ calls: [] });
      expect(refusal).toContain("error quota-exceeded at guards.quotas");
      expect(refusal).toContain("expected: at most 11 together, the account's quota");
      engine.account.change((state) => ({ ...state, world: { ...state.world, quotas: { "ml.g5.xlarge": 12 } } }));
      const { failed, diagnostics } = await engine.up();
      expect([failed, refusal]).toEqual([false, ""]);
      expect(diagnostics).not.toContain("quota-");
    },
    2 * stepMilliseconds,
  );

  it(
    "a target that something else registered is refused until it is to be adopted, and then imported",
    async () => {
      const account = TestAccount.at(mondayMorning).serving(2).register(2, 5);
      account.action("Peak", "cron(0 17 ? * MON-FRI *)", 2, 4);
      // The history takes a permission that a run does without.
      const error = { code: "AccessDeniedException", message: "not for you" };
      const operation = "application-autoscaling:DescribeScalingActivities";
      await start(injectError(account.state, { operation, error, times: 99 }));
      wants({ fraud: existing() });
      expect(await engine.up()).toMatchObject({ calls: [] });
      expect(refusal).toContain("error target-taken at endpoints.fraud.endpoint");

      wants({ fraud: existing({ adopt: true }) });
      const adopted = await engine.up();
      expect([adopted.failed, refusal]).toEqual([false, ""]);
      expect(adopted.steps).toContain("import Target fraud");
      expect(adopted.diagnostics).toContain("warning action-foreign at endpoints.fraud.endpoint");
      expect(adopted.diagnostics).toContain("--scheduled-action-name Peak");

      account.state = engine.account.state;
      account.call("application-autoscaling:DeleteScheduledAction", {
        ServiceNamespace: "sagemaker",
        ResourceId: "endpoint/e/variant/v",
        ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
        ScheduledActionName: "Peak",
      });
      engine.account.change(() => account.state);
      wants({ fraud: existing() });
      const later = await engine.up();
      expect([later.failed, refusal]).toEqual([false, ""]);
      expect(later.diagnostics).not.toMatch(/target-taken|action-/);
    },
    3 * stepMilliseconds,
  );
});
