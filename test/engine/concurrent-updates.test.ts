import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createSchedules, range, withSchedules } from "./support/many-schedules";
import { createStackProgram } from "./support/stack-program";

/** Monday, 06:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const existing = (schedules: object) => ({
  endpoint: { existing: "e", variant: "v" },
  baseline: { min: 1, max: 2 },
  schedules,
});

describeEngine("updates of one target, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;

  beforeEach(async () => {
    // With an endpoint `e` that another program created.
    engine = await EngineStack.create(TestAccount.at(mondayMorning).serving().state);
    // Long enough to overlap: the engine writes its state before each step.
    engine.account.updateMilliseconds = 60;
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }, stepMilliseconds);
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  async function up(endpoint: object, settings: object = {}): Promise<EngineRun> {
    engine.program = createStackProgram(engine, { sentiment: endpoint }, settings);
    const run = await engine.up();
    expect(run.failed ? run.diagnostics : "").toBe("");
    return run;
  }

  const listActions = () =>
    Object.values(engine.account.state.actions)
      .map(({ name }) => name)
      .toSorted();
  const refused = ({ calls }: EngineRun) => calls.filter((call) => call.includes("!"));

  it.each([{}, { readAws: false }])(
    "never overlap, and touch no neighbor (%j)",
    async (settings) => {
      const first = await up(withSchedules(createSchedules(range(0, 12))), settings);
      expect(refused(first)).toEqual([]);
      expect((await up(withSchedules(createSchedules(range(0, 12))), settings)).steps).toEqual([]);

      // Two in the middle and the last go, two in the middle come, one changes.
      const edited = { ...createSchedules([0, 1, 3, 4, 6, 7, 8, 9, 10, 20, 21]), ...createSchedules([5], 6) };
      const { s020, s021, ...rest } = edited as Record<string, object>;
      const second = await up(withSchedules({ ...rest, s001a: s020, s006a: s021 }), settings);
      expect(refused(second)).toEqual([]);
      expect(second.steps.toSorted()).toEqual([
        "create ScheduledAction sentiment/s001a",
        "create ScheduledAction sentiment/s006a",
        "delete ScheduledAction sentiment/s002",
        "delete ScheduledAction sentiment/s011",
        "update ScheduledAction sentiment/s005",
      ]);

      const third = await up(withSchedules(createSchedules([0, 3, 10]), { scaling: undefined }), settings);
      expect(refused(third)).toEqual([]);
      expect(listActions()).toEqual(["s000", "s003", "s010"]);
      expect(engine.account.state.policies).toEqual({});

      const fourth = await up(
        withSchedules(createSchedules([0, 1, 3, 10]), { variant: { instanceType: "ml.g5.2xlarge" } }),
        settings,
      );
      expect(refused(fourth)).toEqual([]);
      expect(Object.keys(engine.account.state.policies)).toHaveLength(2);

      expect(refused(await engine.destroy())).toEqual([]);
      expect(engine.account.state.actions).toEqual({});
    },
    6 * stepMilliseconds,
  );

  /** Makes the state one of an earlier version of the program: its actions depend on the target alone. */
  async function forgetChain(): Promise<void> {
    const exported = await engine.stack.exportStack();
    const resources = (exported.deployment as { resources: StateResource[] }).resources.map((resource) =>
      resource.type.startsWith("aws:appautoscaling/")
        ? { ...resource, dependencies: Object.values(resource.propertyDependencies ?? {}).flat() }
        : resource,
    );
    await engine.stack.importStack({ ...exported, deployment: { ...exported.deployment, resources } });
  }

  it(
    "are repeated if an earlier version deployed what is deleted at once",
    async () => {
      await up(existing(createSchedules(range(0, 60))));
      await forgetChain();
      const run = await up(existing(createSchedules([0, 30])));
      expect(refused(run).length).toBeGreaterThan(0);
      expect(listActions()).toEqual(["s000", "s030"]);
      expect((await engine.preview()).steps).toEqual([]);
    },
    3 * stepMilliseconds,
  );
});

/** Source: pulumi/pulumi sdk/go/common/apitype/core.go, ResourceV3 */
interface StateResource {
  readonly type: string;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}
