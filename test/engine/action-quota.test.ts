import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createSchedules, range, withSchedules } from "./support/many-schedules";
import { createStackProgram } from "./support/stack-program";

/** Half an hour after the first schedule fires, so that one fires in each minute of a run. */
const whileFiring = Date.parse("2026-11-23T08:30:00Z") / 1000;
const quota = 200;

describeEngine("a plan for which AWS has no room beside the deployed one, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;
  /** The largest number of actions since a run began, and limits that were in force off the timetable. */
  let mostActions = 0;
  let wrongLimits: readonly string[] = [];

  function watch({ targets, actions, nowSeconds }: AwsState): void {
    mostActions = Math.max(mostActions, Object.keys(actions).length);
    const [target] = Object.values(targets);
    const expected = Math.floor(nowSeconds / 60) % 2 === 0 ? "1-2" : "1-4";
    if (target === undefined || nowSeconds % 60 === 0) return;
    const live = `${target.min}-${target.max}`;
    if (live !== expected) wrongLimits = [...wrongLimits, `${live} at ${new Date(nowSeconds * 1000).toISOString()}`];
  }

  beforeEach(async () => {
    engine = await EngineStack.create(createAccount(whileFiring), watch);
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }, stepMilliseconds);
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  async function up(endpoint: object): Promise<EngineRun> {
    engine.program = createStackProgram(engine, { sentiment: endpoint });
    [mostActions, wrongLimits] = [0, []];
    const run = await engine.up();
    expect(run.failed ? run.diagnostics : "").toBe("");
    expect(run.calls.filter((call) => call.includes("!"))).toEqual([]);
    return run;
  }

  const listActions = () =>
    Object.values(engine.account.state.actions)
      .map(({ name }) => name)
      .toSorted();

  it(
    "is deployed in one run if all but two of 200 actions are renamed",
    async () => {
      await up(withSchedules(createSchedules(range(0, quota))));
      const kept = createSchedules(range(0, 2));
      const renamed = createSchedules(range(2, quota), 4, "r");
      const { steps } = await up(withSchedules({ ...kept, ...renamed }));
      expect(listActions()).toEqual([...Object.keys(renamed), ...Object.keys(kept)].toSorted());
      expect(mostActions).toBeLessThanOrEqual(quota);
      expect(steps.filter((step) => !step.includes("ScheduledAction"))).toEqual([]);
      expect(wrongLimits).toEqual([]);
      expect((await engine.preview()).steps).toEqual([]);
    },
    6 * stepMilliseconds,
  );
});
