import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ManagedEndpointConfig } from "../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { planManagedEndpoint } from "../../src/plan/endpoint/endpoint-plan";
import { createAccount } from "../../src/simulator/aws/account-state";
import { injectError, injectFailure } from "../../src/simulator/aws/injected-failures";
import { container, minimalConfig } from "../support/endpoint-config";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";

const schedule = {
  actions: [{ name: "day", schedule: "cron(0 8 ? * * *)", timezone: "UTC", min: 1, max: 4 }],
  registered: { min: 1, max: 4 },
  horizon: { from: "2026-01-01", to: "2029-01-01" },
};
const start = Date.parse("2026-11-23T05:00:00Z") / 1000;

const serving = (
  rest: Partial<(typeof minimalConfig.model.containers)[number]>,
): Pick<ManagedEndpointConfig, "model"> => ({
  model: { ...minimalConfig.model, containers: [{ ...container, ...rest }] },
});

describeEngine("what keeps an endpoint in service, on a real engine", () => {
  let engine: EngineStack;

  beforeEach(async () => {
    engine = await EngineStack.create(createAccount(start));
    wants({});
  });
  afterEach(() => engine.close());

  function wants(config: Partial<ManagedEndpointConfig>, environmentIsSecret = false): void {
    const plan = planManagedEndpoint("sentiment", { ...minimalConfig, ...config }, schedule, {});
    engine.program = () => {
      new PlannedEndpoint("sentiment", { plan, environmentIsSecret });
      return Promise.resolve({});
    };
  }

  const configNames = (): readonly string[] => Object.keys(engine.account.state.endpointConfigs);
  const live = (): string | undefined => Object.values(engine.account.state.endpoints)[0]?.configName;

  /** A deployment after a first one, which SageMaker rolls back. */
  async function rolledBack(): Promise<EngineRun> {
    await engine.up();
    const [name = ""] = Object.keys(engine.account.state.endpoints);
    const reason = "the container does not start";
    engine.account.change((state) => injectFailure(state, { endpoint: name, on: "update", reason }));
    wants(serving({ dataUrl: "s3://models/next.tar.gz" }));
    return engine.up();
  }

  function rollbacksTake(seconds: number): void {
    engine.account.change((state) => ({
      ...state,
      world: { ...state.world, timing: { ...state.world.timing, rollback: seconds } },
    }));
  }

  test(
    "a rollback that the provider does not see fails the run, and the configuration in service stays",
    async () => {
      rollbacksTake(0);
      const { failed, diagnostics, calls } = await rolledBack();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("SageMaker refused the update or rolled it back");
      expect(calls).toContain("UpdateEndpoint");
      expect(calls).not.toContain("DeleteEndpointConfig");
      expect(configNames()).toContain(live());

      expect(await engine.up()).toMatchObject({ failed: false });
      expect(configNames()).toEqual([live()]);
      expect(await engine.up()).toMatchObject({ steps: [], failed: false });
    },
    2 * stepMilliseconds,
  );

  test(
    "after a rollback that the provider sees, a retry deletes nothing in service, and the one after it is whole",
    async () => {
      rollbacksTake(120);
      const { failed, diagnostics } = await rolledBack();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("RollingBack");
      expect(configNames()).toContain(live());

      const retried = await engine.up();
      expect(retried.diagnostics).toContain("nothing was deleted");
      expect(retried.calls).not.toContain("DeleteEndpointConfig");
      expect(configNames()).toContain(live());

      engine.account.runUntil(engine.account.state.nowSeconds + 600);
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(configNames()).toEqual([live()]);
    },
    2 * stepMilliseconds,
  );

  test(
    "an update that was rolled back can be taken back",
    async () => {
      rollbacksTake(0);
      await rolledBack();
      wants({});
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(configNames()).toEqual([live()]);
      expect(await engine.up()).toMatchObject({ steps: [], failed: false });
    },
    2 * stepMilliseconds,
  );

  test(
    "an action of which AWS has taken a part only is no success, and the next run sends the rest",
    async () => {
      const daily = (cron: string, max: number): void => {
        const [day] = schedule.actions;
        const actions = [{ ...day!, schedule: cron, max }];
        const plan = planManagedEndpoint("sentiment", minimalConfig, { ...schedule, actions }, {});
        engine.program = () => {
          new PlannedEndpoint("sentiment", { plan });
          return Promise.resolve({});
        };
      };
      await engine.up();
      const operation = "application-autoscaling:PutScheduledAction";
      const error = { code: "AccessDeniedException", message: "not for you" };
      engine.account.change((state) => injectError(state, { operation, error }));
      daily("cron(0 8 ? * * *)", 6);
      expect((await engine.up()).failed).toBe(true);

      daily("cron(0 9 ? * * *)", 6);
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain(
        `ScheduledAction sentiment/day is not as planned: an earlier update of it failed, or someone changed it, and this one sent only what changed since
scalableTargetAction.maxCapacity is 4 at AWS and not 6
fix: run pulumi up again, which sends the rest`,
      );
      expect(await engine.up()).toMatchObject({ failed: false, calls: ["PutScheduledAction"] });
      expect(Object.values(engine.account.state.actions)).toMatchObject([{ schedule: "cron(0 9 ? * * *)", max: 6 }]);
      expect(await engine.up()).toMatchObject({ steps: [], failed: false });
    },
    2 * stepMilliseconds,
  );

  test(
    "a role keeps what it was allowed until the new fleet is in service",
    async () => {
      await engine.up();
      wants(serving({ dataUrl: "s3://models/next.tar.gz" }));
      const { calls, failed } = await engine.up();
      expect(failed).toBe(false);
      const order = ["PutRolePolicy", "CreateModel", "UpdateEndpoint", "DeleteRolePolicy"];
      expect(calls.filter((call) => order.includes(call))).toEqual(order);
    },
    stepMilliseconds,
  );

  test(
    "environment variables of an encrypted stack file are nowhere in the state in the clear",
    async () => {
      const token = "hf_do_not_show";
      wants(serving({ environment: { HF_TOKEN: token } }), true);
      const { failed } = await engine.up();
      expect(failed).toBe(false);
      const backend = engine.stack.workspace.envVars["PULUMI_BACKEND_URL"] ?? "";
      const folder = backend.replace(/^file:\/\//, "");
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
      expect(files.some((text) => text.includes("sentiment-shape"))).toBe(true);
      for (const text of files) expect(text).not.toContain(token);
      expect(JSON.stringify(engine.account.state.models)).toContain(token);
    },
    stepMilliseconds,
  );
});
