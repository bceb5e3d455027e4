import type { ExistingEndpointConfig } from "../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { planEndpoint } from "../../src/plan/endpoint/endpoint-plan";
import { stepScalingOf } from "../support/endpoint-config";
import { monday, TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

/** Endpoint `e` with variant `v`, two instances and no target: made by hand, long ago. */
const byHand = () => TestAccount.at(monday).serving(2);

const schedule = {
  actions: [
    { name: "office", schedule: "cron(0 8 ? * MON-FRI *)", timezone: "UTC", min: 3, max: 6 },
    { name: "night", schedule: "cron(0 18 ? * MON-FRI *)", timezone: "UTC", min: 1, max: 2 },
  ],
  registered: { min: 1, max: 2 },
  horizon: { from: "2026-01-01", to: "2029-01-01" },
};

function config(adopt: boolean): ExistingEndpointConfig {
  const variant = { name: "v" };
  return {
    endpoint: { name: "e", unit: "instances", variant, async: false, adopt },
    variant,
    scaling: stepScalingOf([{ when: { above: 600 }, change: { instances: 1 } }]),
    tags: {},
  };
}

describeEngine("an endpoint that something else made, on a real engine", () => {
  let engine: EngineStack;

  async function start(account: TestAccount, { adopt }: { readonly adopt: boolean }) {
    engine = await EngineStack.create(account.state);
    wants(adopt);
  }
  afterEach(() => engine.close());

  function wants(adopt: boolean): void {
    const plan = planEndpoint("fraud", config(adopt), schedule, { team: "ml" });
    engine.program = () => {
      new PlannedEndpoint("fraud", { plan });
      return Promise.resolve({});
    };
  }

  const target = () => Object.values(engine.account.state.targets)[0];

  it(
    "is put on its timetable, and stays as it is from the first deployment to the last",
    async () => {
      const before = byHand();
      await start(before, { adopt: false });
      const first = await engine.up();
      expect(first).toMatchObject({ failed: false });
      expect(first.calls.toSorted()).toEqual([
        "PutMetricAlarm",
        "PutScalingPolicy",
        "PutScheduledAction",
        "PutScheduledAction",
        "RegisterScalableTarget",
      ]);
      expect(engine.account.state.endpoints).toEqual(before.state.endpoints);
      expect(await engine.up({ refresh: true })).toMatchObject({ steps: [], failed: false });

      // From 2 to 3 instances when office hours begin.
      engine.account.runUntil(monday + 9 * 3600);
      expect(engine.account.state.endpoints["e"]?.variants[0]).toMatchObject({ current: 3 });

      const { calls, failed } = await engine.destroy();
      expect(failed).toBe(false);
      expect(calls.toSorted()).toEqual([
        "DeleteAlarms",
        "DeleteScalingPolicy",
        "DeleteScheduledAction",
        "DeleteScheduledAction",
        "DeregisterScalableTarget",
      ]);
      expect(engine.account.state.endpoints["e"]).toMatchObject({ configName: "c" });
      expect(Object.keys(engine.account.state.endpointConfigs)).toEqual(["c"]);
    },
    2 * stepMilliseconds,
  );

  it(
    "with a target of its own, has it imported as it is, tags and limits included",
    async () => {
      const account = byHand().register(2, 5);
      account.call("application-autoscaling:TagResource", {
        ResourceARN: Object.values(account.state.targets)[0]!.arn,
        Tags: { owner: "terraform" },
      });
      await start(account, { adopt: true });
      const shown = await engine.preview();
      expect(shown.steps).toContain("import Target fraud");
      const { steps, calls, failed } = await engine.up();
      expect(failed).toBe(false);
      expect(steps).toContain("import Target fraud");
      expect(calls).not.toContain("RegisterScalableTarget");
      expect(target()).toMatchObject({ min: 2, max: 5, tags: { owner: "terraform" } });

      expect(await engine.up()).toMatchObject({ steps: [], failed: false });
      expect(await engine.up({ refresh: true })).toMatchObject({ steps: [], failed: false });
      engine.account.runUntil(monday + 9 * 3600);
      expect(target()).toMatchObject({ min: 3, max: 6 });
      expect((await engine.destroy()).failed).toBe(false);
      expect(target()).toBeUndefined();
      expect(engine.account.state.endpoints["e"]).toMatchObject({ configName: "c" });
    },
    3 * stepMilliseconds,
  );

  it(
    "keeps an imported target in the state when adopt goes, and then sets its tags only",
    async () => {
      await start(byHand().register(2, 5), { adopt: true });
      await engine.up();
      wants(false);
      expect(await engine.up()).toMatchObject({
        steps: ["update Target fraud"],
        calls: ["TagResource"],
        failed: false,
      });
      expect(target()).toMatchObject({ min: 2, max: 5, tags: { team: "ml" } });
    },
    2 * stepMilliseconds,
  );

  it(
    "without the target that is to be imported, makes nothing",
    async () => {
      await start(byHand(), { adopt: true });
      const { failed, diagnostics, calls } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("sagemaker/endpoint/e/variant/v/sagemaker:variant:DesiredInstanceCount");
      expect(diagnostics).toContain("does not exist");
      expect(calls).toEqual([]);
    },
    stepMilliseconds,
  );
});
