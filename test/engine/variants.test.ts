import { type CompiledEndpoint, compile } from "../../src/compile";
import { listLimitsOverTime } from "../../src/plan/usage/limits-over-time";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { injectFailure } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { hour, monday } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createStackProgram } from "./support/stack-program";

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment";
const stable = {
  model: { image: `${image}:1` },
  variant: { name: "stable", instanceType: "ml.m5.xlarge", weight: 9 },
  timetable: {
    baseline: { min: 1, max: 2 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
  },
};
const canary = {
  variantOf: "sentiment",
  model: { image: `${image}:2` },
  variant: { name: "canary", instanceType: "ml.c5.xlarge", weight: 1 },
  timetable: {
    baseline: { min: 1, max: 1 },
    windows: { early: { days: "mon-fri", from: "07:30", to: "19:00", min: 2, max: 3 } },
  },
  scaling: {
    metric: "invocationsPerInstance",
    steps: [
      { below: 100, change: -1 },
      { above: 600, change: 1 },
    ],
  },
};
/** In the file, a variant may come before its endpoint. */
const both = { "sentiment-canary": canary, sentiment: stable };
const retyped = { ...canary, variant: { ...canary.variant, instanceType: "ml.c5.2xlarge" } };
const busier = { ...canary.timetable, windows: { early: { ...canary.timetable.windows.early, min: 3 } } };

type Compiled = readonly CompiledEndpoint[];

const compileEndpoints = (endpoints: object): Compiled => {
  const options = { now: monday / 60, readCalendarFile: () => undefined };
  return Object.values(compile({ timezone: "Europe/Berlin", endpoints }, options).endpoints);
};

/** What each variant may have in a minute: the limits of its timetable. */
function listDueLimits(compiled: Compiled, minute: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    compiled.flatMap((endpoint) =>
      listLimitsOverTime(endpoint, minute, minute + 1).map(({ limits: { min, max } }): [string, string] => [
        endpoint.config?.variant.name ?? "",
        `${min}-${max}`,
      ]),
    ),
  );
}

describeEngine("variants of one endpoint, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;
  /** What AWS may have: the stack deployed last and, during an update, the next one. */
  let allowed: readonly Compiled[] = [];
  let offTimetable: Set<string>;

  function watch(state: AwsState): void {
    const minute = Math.floor(state.nowSeconds / 60);
    // A firing of this minute may still be due.
    const due = allowed.flatMap((each) => [listDueLimits(each, minute), listDueLimits(each, minute - 1)]);
    for (const { resourceId, min, max } of Object.values(state.targets)) {
      const variant = resourceId.split("/")[3]!;
      if (due.some((each) => each[variant] === `${min}-${max}`)) continue;
      offTimetable.add(`${variant} ${min}-${max} at ${new Date(state.nowSeconds * 1000).toISOString()}`);
    }
  }

  beforeEach(async () => {
    allowed = [];
    offTimetable = new Set();
    engine = await EngineStack.create(createAccount(monday + 4 * hour), watch);
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }, stepMilliseconds);
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  async function up(endpoints: object, options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    const next = compileEndpoints(endpoints);
    allowed = [...allowed, next];
    engine.program = createStackProgram(engine, endpoints);
    const run = await engine.up(options);
    if (!run.failed) allowed = [next];
    return run;
  }

  async function succeed(endpoints: object, options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    const run = await up(endpoints, options);
    expect(run.failed ? run.diagnostics : "").toBe("");
    return run;
  }

  const passTo = (time: string) => engine.account.runUntil(Date.parse(`2026-11-23T${time}:00+01:00`) / 1000);
  const endpoint = () => Object.values(engine.account.state.endpoints)[0]!;
  const counts = () => Object.fromEntries(endpoint().variants.map(({ name, current }) => [name, current]));
  const variantOf = (resourceId: string) => resourceId.split("/")[3]!;
  const limits = () =>
    Object.fromEntries(
      Object.values(engine.account.state.targets)
        .map(({ resourceId, min, max }): [string, string] => [variantOf(resourceId), `${min}-${max}`])
        .toSorted(),
    );
  const listActions = () =>
    Object.values(engine.account.state.actions)
      .map(({ resourceId, name }) => `${variantOf(resourceId)} ${name}`)
      .toSorted();
  /** Of which variants a run deregistered the target. */
  function listDeregistered(): readonly string[] {
    const calls = engine.account.state.log.filter(({ operation }) => operation.endsWith(":DeregisterScalableTarget"));
    return calls.map(({ input }) => variantOf(input["ResourceId"] as string));
  }

  it(
    "go through firings, an edit, another instance type, removal, addition and destroy, each on its timetable",
    async () => {
      const first = await succeed(both);
      expect(
        first.calls.filter((call) => /Endpoint$|EndpointConfig|CreateModel|Register/.test(call)).toSorted(),
      ).toEqual([
        "CreateEndpoint",
        "CreateEndpointConfig",
        "CreateModel",
        "CreateModel",
        "RegisterScalableTarget",
        "RegisterScalableTarget",
      ]);
      expect(endpoint().variants).toMatchObject([
        { name: "stable", instanceType: "ml.m5.xlarge", weight: 9, current: 1 },
        { name: "canary", instanceType: "ml.c5.xlarge", weight: 1, current: 1 },
      ]);
      expect(limits()).toEqual({ canary: "1-1", stable: "1-2" });
      expect(await succeed(both, { refresh: true })).toMatchObject({ steps: [], calls: [] });

      passTo("07:45");
      expect([counts(), limits()]).toEqual([
        { stable: 1, canary: 2 },
        { stable: "1-2", canary: "2-3" },
      ]);
      passTo("08:15");
      expect([counts(), limits()]).toEqual([
        { stable: 4, canary: 2 },
        { stable: "4-12", canary: "2-3" },
      ]);
      expect(await succeed(both)).toMatchObject({ steps: [], calls: [] });

      const edited = { ...both, "sentiment-canary": { ...canary, timetable: busier } };
      const edit = await succeed(edited);
      expect([...new Set(edit.calls)]).toEqual(["PutScheduledAction", "RegisterScalableTarget"]);
      expect(edit.steps.every((step) => step.includes("sentiment-canary/early"))).toBe(true);
      passTo("08:45");
      expect([counts(), limits()]).toEqual([
        { stable: 4, canary: 3 },
        { stable: "4-12", canary: "3-3" },
      ]);

      await succeed({ ...both, "sentiment-canary": retyped });
      expect(listDeregistered()).toEqual(["canary"]);
      expect(endpoint().variants).toMatchObject([
        { instanceType: "ml.m5.xlarge", current: 4 },
        { instanceType: "ml.c5.2xlarge" },
      ]);
      expect(limits()).toEqual({ stable: "4-12", canary: "2-3" });
      const actions = listActions();

      await succeed({ sentiment: stable });
      expect(listDeregistered()).toEqual(["canary", "canary"]);
      expect([counts(), limits()]).toEqual([{ stable: 4 }, { stable: "4-12" }]);
      expect(listActions().filter((action) => action.startsWith("canary"))).toEqual([]);
      expect(Object.keys(engine.account.state.models)).toHaveLength(1);
      expect(engine.account.state.alarms).toEqual({});
      expect(await succeed({ sentiment: stable }, { refresh: true })).toMatchObject({ steps: [], calls: [] });

      await succeed({ ...both, "sentiment-canary": retyped });
      expect(listDeregistered()).toHaveLength(2);
      expect([listActions(), limits()]).toEqual([actions, { stable: "4-12", canary: "2-3" }]);
      expect(await succeed({ ...both, "sentiment-canary": retyped }, { refresh: true })).toMatchObject({
        steps: [],
        calls: [],
      });
      // Another key for the same variant: its target is taken over, and never gone.
      const renamed = { sentiment: stable, shadow: retyped };
      await succeed(renamed);
      expect(listDeregistered()).toHaveLength(2);
      expect([listActions(), limits()]).toEqual([actions, { stable: "4-12", canary: "2-3" }]);
      expect(Object.keys(engine.account.state.policies)).toHaveLength(2);
      expect(await succeed(renamed, { refresh: true })).toMatchObject({ steps: [], calls: [] });

      passTo("23:00");
      // The baseline of the first has a max of 2, and nothing scales it in.
      expect([counts(), [...offTimetable]]).toEqual([{ stable: 2, canary: 1 }, []]);

      expect((await engine.destroy()).failed).toBe(false);
      const { state } = engine.account;
      const { alarms, endpointConfigs, endpoints, models, policies, roles, targets } = state;
      const left = { actions: state.actions, alarms, endpointConfigs, endpoints, models, policies, roles, targets };
      expect(Object.values(left).flatMap((each) => Object.keys(each))).toEqual([]);
    },
    12 * stepMilliseconds,
  );

  it(
    "stay on their timetables if SageMaker rolls back an update that changes or removes one",
    async () => {
      await succeed(both);
      passTo("08:15");
      const before = [listActions(), limits()];
      const rollBack = () =>
        engine.account.change((state) =>
          injectFailure(state, { endpoint: endpoint().name, on: "update", reason: "not today" }),
        );
      for (const next of [{ ...both, "sentiment-canary": retyped }, { sentiment: stable }]) {
        rollBack();
        const run = await up(next);
        expect(run.failed).toBe(true);
        expect(run.diagnostics).toMatch(/its target, \d scheduled actions and 2 scaling policies are registered again/);
        expect([listActions(), limits()]).toEqual(before);
        expect(endpoint().variants.map(({ instanceType }) => instanceType)).toEqual(["ml.m5.xlarge", "ml.c5.xlarge"]);
      }
      const withoutAws = { readAws: false };
      engine.program = createStackProgram(engine, { sentiment: stable }, withoutAws);
      const blind = await engine.up();
      expect([blind.failed, blind.calls]).toEqual([true, []]);
      expect(blind.diagnostics).toMatch(
        /error variant-still-scaled at endpoints.sentiment-canary\n {2}SageMaker does not remove variant canary of endpoint sentiment-\w{7} while its target is registered/,
      );
      // Back to what is deployed: nothing is lost.
      await succeed(both, { refresh: true });
      expect([listActions(), limits()]).toEqual(before);
      await succeed({ sentiment: stable });
      expect(limits()).toEqual({ stable: "4-12" });
      expect([...offTimetable]).toEqual([]);
    },
    8 * stepMilliseconds,
  );
});
