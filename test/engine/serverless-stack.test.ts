import type { AwsState } from "../../src/simulator/aws/account-state";
import { injectError, injectFailure } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createStackProgram } from "./support/stack-program";

/** Monday, 06:00 in Berlin: two hours before the window begins. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const endpoint = (tag: string, capacity: object) => ({
  model: { image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/tagger:${tag}` },
  ...capacity,
  timetable: {
    baseline: { min: 1, max: 1 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 10, max: 20 } },
    reassertEvery: "never",
  },
});
const serverless = (memoryGb: number, maxConcurrency: number) => ({ serverless: { memoryGb, maxConcurrency } });

describeEngine("a serverless endpoint that is created, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;
  /** Each time at which AWS got other limits, and those: `08:00 10-20`. */
  let changes: string[] = [];

  function watch({ targets, nowSeconds }: AwsState): void {
    const limits = Object.values(targets).map(({ dimension, min, max }) => `${dimension.split(":")[2]} ${min}-${max}`);
    const now = limits.join() || "none";
    if (changes.at(-1)?.slice(6) === now) return;
    const clock = new Date((nowSeconds + 3600) * 1000).toISOString().slice(11, 16);
    changes.push(`${clock} ${now}`);
  }

  beforeEach(async () => {
    changes = [];
    engine = await EngineStack.create(TestAccount.at(mondayMorning).state, watch);
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }, stepMilliseconds);
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  function up(declared: object, options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    engine.program = createStackProgram(engine, { tagger: declared });
    return engine.up(options);
  }

  const passTo = (time: string) => engine.account.runUntil(Date.parse(`2026-11-23T${time}:00+01:00`) / 1000);
  const live = () => Object.values(engine.account.state.endpoints)[0]!;
  const variant = () => live().variants[0]!;
  const config = () => engine.account.state.endpointConfigs[live().configName]!.input.ProductionVariants[0]!;

  it(
    "goes through updates, firings, a rollback, instances and destroy with the limits of the timetable",
    async () => {
      engine.program = createStackProgram(engine, { tagger: endpoint("1", serverless(4, 50)) });
      const { diagnostics } = await engine.preview();
      expect(diagnostics).toContain(
        "tagger: serverless with 4 GB, limits in units of concurrency, 2 scheduled actions",
      );
      const first = await up(endpoint("1", serverless(4, 50)));
      expect(first.failed ? first.diagnostics : "").toBe("");
      expect(config()).toMatchObject({
        VariantName: "AllTraffic",
        ServerlessConfig: { MemorySizeInMB: 4096, MaxConcurrency: 50, ProvisionedConcurrency: 1 },
      });
      expect(await up(endpoint("1", serverless(4, 50)), { refresh: true })).toMatchObject({ steps: [], failed: false });

      passTo("08:20");
      expect(variant().current).toBe(10);
      // The configuration still has a provisioned concurrency of 1.
      expect(await up(endpoint("1", serverless(4, 50)))).toMatchObject({ steps: [], calls: [], failed: false });

      const larger = await up(endpoint("1", serverless(6, 40)));
      expect(larger.steps).toEqual([
        expect.stringContaining("create-replacement EndpointConfiguration"),
        expect.stringContaining("update Endpoint"),
        expect.stringContaining("delete-replaced EndpointConfiguration"),
      ]);
      expect(config().ServerlessConfig).toEqual({
        MemorySizeInMB: 6144,
        MaxConcurrency: 40,
        ProvisionedConcurrency: 10,
      });
      expect(variant()).toMatchObject({ current: 10, serverless: { memoryMb: 6144, maxConcurrency: 40 } });

      engine.account.change((state) =>
        injectFailure(state, { endpoint: live().name, on: "update", reason: "no health check" }),
      );
      const rolledBack = await up(endpoint("2", serverless(6, 40)));
      expect([rolledBack.failed, rolledBack.diagnostics]).toEqual([true, expect.stringContaining("RollingBack")]);
      expect(await up(endpoint("2", serverless(6, 40)), { refresh: true })).toMatchObject({ failed: false });
      expect(await up(endpoint("2", serverless(6, 40)))).toMatchObject({ steps: [], calls: [], failed: false });

      const operation = "sagemaker:UpdateEndpoint";
      const error = { code: "ValidationException", message: "not today" };
      engine.account.change((state) => injectError(state, { operation, error }));
      const notToday = await up(endpoint("2", { variant: { instanceType: "ml.m5.large" } }));
      expect(notToday.failed).toBe(true);
      expect(notToday.diagnostics).toContain("its target and 2 scheduled actions are registered again as they were");
      expect(variant().serverless).toBeDefined();

      const withInstances = await up(endpoint("2", { variant: { instanceType: "ml.m5.large" } }), { refresh: true });
      expect(withInstances.failed ? withInstances.diagnostics : "").toBe("");
      expect(variant()).toMatchObject({ instanceType: "ml.m5.large", current: 10 });
      const refused = await up(endpoint("2", serverless(6, 40)));
      expect([refused.failed, refused.calls]).toEqual([true, []]);
      expect(refused.diagnostics).toContain("error instances-to-serverless at endpoints.tagger.serverless");

      passTo("18:30");
      expect(changes.map((each) => each.replace(/^(?!08:00|18:00)\d\d:\d\d /, ""))).toEqual([
        "none",
        "DesiredProvisionedConcurrency 1-1",
        "08:00 DesiredProvisionedConcurrency 10-20",
        "none",
        "DesiredProvisionedConcurrency 10-20",
        "none",
        "DesiredInstanceCount 10-20",
        "18:00 DesiredInstanceCount 1-1",
      ]);
      expect((await engine.destroy()).failed).toBe(false);
      const { actions, alarms, endpointConfigs, endpoints, models, policies, targets } = engine.account.state;
      expect([actions, alarms, endpointConfigs, endpoints, models, policies, targets]).toEqual(Array(7).fill({}));
    },
    10 * stepMilliseconds,
  );
});
