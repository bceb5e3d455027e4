import { execFileSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { type PreparedStack, prepareStack } from "../../src/deploy/preflight/prepare-stack";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { callSimulatedAws } from "../../src/simulator/aws/call-simulated-aws";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

/** Monday, 06:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const sentiment = (instanceType = "ml.g5.xlarge") => ({
  model: {
    image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1",
    dataUrl: "s3://models/sentiment.tar.gz",
  },
  variant: { instanceType },
  timetable: {
    baseline: { min: 2, max: 2 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 4 } },
  },
});

/** Ends the CLI that this process has started, as the loss of a machine does. */
function killEngine(): void {
  const pids = execFileSync("pgrep", ["-P", String(process.pid), "-x", "pulumi"], { encoding: "utf8" });
  process.kill(Number(pids.trim()), "SIGKILL");
}

describeEngine("a run that is killed, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;
  /** At which moment the engine is killed. */
  let isFatal: (state: AwsState) => boolean;
  /** Why the last run declared nothing. */
  let refusal = "";

  beforeEach(async () => {
    isFatal = () => false;
    engine = await EngineStack.create(createAccount(mondayMorning), (state) => {
      if (!isFatal(state)) return;
      isFatal = () => false;
      killEngine();
    });
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  });
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  /** The program of index.ts. */
  function want(instanceType?: string): void {
    engine.program = async () => {
      const now = Math.floor(engine.account.state.nowSeconds / 60);
      const project = pulumi.getProject();
      const config = {
        [`${project}:timezone`]: "Europe/Berlin",
        [`${project}:endpoints`]: JSON.stringify({ sentiment: sentiment(instanceType) }),
      };
      const sleep = (seconds: number) => engine.account.sleep(seconds);
      const run = { now, sleep, readTime: () => Promise.resolve(now), readCalendarFile: () => undefined };
      let prepared: PreparedStack | undefined;
      refusal = "";
      try {
        prepared = await prepareStack(config, run);
      } catch (error) {
        // A program that throws ends the engine's run, and jest's too: here it declares nothing.
        refusal = String(error);
      }
      for (const plan of prepared?.plans ?? []) new PlannedEndpoint(plan.name, { plan, hooks: prepared!.hooks });
      return {};
    };
  }

  const listEndpoints = (): readonly string[] => Object.keys(engine.account.state.endpoints);
  const countScaling = () => {
    const { targets, actions } = engine.account.state;
    return { targets: Object.keys(targets).length, hasActions: Object.keys(actions).length > 0 };
  };

  async function killUp(when: typeof isFatal): Promise<void> {
    isFatal = when;
    expect((await engine.up()).diagnostics).toContain("killed with SIGKILL");
    // The lock of the state outlives its owner.
    await engine.stack.cancel();
  }

  /** The first deployment, killed while SageMaker creates the endpoint. */
  async function killFirstUp(): Promise<string> {
    want();
    await killUp(({ endpoints }) => Object.keys(endpoints).length > 0);
    const [name = ""] = listEndpoints();
    return name;
  }

  it(
    "leaves an endpoint that the next run does not create again, and that the printed commands delete",
    async () => {
      const name = await killFirstUp();
      const [configuration = ""] = Object.keys(engine.account.state.endpointConfigs);
      engine.account.runUntil(engine.account.state.nowSeconds + 3600);
      await engine.preview();
      expect(refusal).toContain(`error endpoint-orphaned at endpoints.sentiment
  AWS has endpoint ${name} (InService) with the configuration ${configuration} of this stack, but the state does not have it: a run was interrupted while it created the endpoint. Its timetable does not scale it, and this run would create another one
  expected: no endpoint at AWS that the state does not have
  fix: aws sagemaker delete-endpoint --endpoint-name ${name}, then pulumi refresh --clear-pending-creates and pulumi up`);

      const input = { EndpointName: name };
      engine.account.change((state) => callSimulatedAws(state, "sagemaker:DeleteEndpoint", input).state);
      await engine.stack.refresh({ clearPendingCreates: true });
      const { failed, diagnostics } = await engine.up();
      expect({ failed, refusal }).toEqual({ failed: false, refusal: "" });
      expect(diagnostics).not.toContain("interrupted while creating");
      engine.account.runUntil(engine.account.state.nowSeconds + 3600);
      expect(listEndpoints()).toHaveLength(1);
      expect(listEndpoints()).not.toContain(name);
      expect(countScaling()).toEqual({ targets: 1, hasActions: true });
      expect(await engine.up()).toMatchObject({ failed: false, steps: [] });
    },
    6 * stepMilliseconds,
  );

  it(
    "leaves an endpoint that a later run names after a destroy, and says if it cannot look",
    async () => {
      const name = await killFirstUp();
      expect(await engine.destroy()).toMatchObject({ failed: false });
      const { diagnostics } = await engine.preview();
      expect(diagnostics).toContain(`warning endpoint-orphaned at endpoints.sentiment
  AWS has endpoint ${name} (`);
      const error = { code: "AccessDeniedException", message: "not for you" };
      engine.account.change((state) => injectError(state, { operation: "sagemaker:ListEndpoints", error }));
      expect((await engine.preview()).diagnostics).toContain(
        "cannot see whether an interrupted run left an endpoint, beside which this one would be created: sagemaker:ListEndpoints is not permitted",
      );
    },
    4 * stepMilliseconds,
  );

  it.each([{}, { refresh: true }] as const)(
    "between deregistration and the end of an update: the preview says that nothing scales the endpoint, and up %p registers it",
    async (options) => {
      want();
      expect(await engine.up()).toMatchObject({ failed: false });
      const [name = ""] = listEndpoints();
      expect((await engine.preview()).diagnostics).not.toMatch(/endpoint-unscaled|not-registered/);
      want("ml.g5.2xlarge");
      await killUp(({ endpoints }) => endpoints[name]?.transition?.kind === "updating");
      expect(countScaling()).toEqual({ targets: 0, hasActions: false });
      const { diagnostics } = await engine.preview();
      expect(diagnostics).toContain(
        `warning not-registered at endpoints.sentiment
  nothing scales endpoint/${name}/variant/AllTraffic: it is not registered with Application Auto Scaling
  fix: run pulumi up --refresh, which registers it again`,
      );
      expect(await engine.up(options)).toMatchObject({ failed: false });
      expect(countScaling()).toEqual({ targets: 1, hasActions: true });
      expect(await engine.preview()).toMatchObject({ failed: false, steps: [] });
      expect((await engine.preview()).diagnostics).not.toMatch(/endpoint-unscaled|not-registered/);
    },
    6 * stepMilliseconds,
  );
});
