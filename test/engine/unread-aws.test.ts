import * as pulumi from "@pulumi/pulumi";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { injectError, throttle } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { hour, minute, target, TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createStackProgram } from "./support/stack-program";

/** Monday, 06:00 in Berlin: two hours before the window begins. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const timetable = {
  baseline: { min: 1, max: 2 },
  windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 4 } },
};
const sentiment = (instanceType = "ml.g5.xlarge", more: object = {}) => ({
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1", dataUrl: "s3://models/s.tar.gz" },
  variant: { instanceType },
  timetable,
  ...more,
});
const bigger = "ml.g5.2xlarge";

describeEngine("a run that AWS does not answer, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;

  async function start(state: AwsState): Promise<void> {
    engine = await EngineStack.create(state);
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }
  afterEach(async () => {
    jest.restoreAllMocks();
    engine.close();
    await sdk.close();
  });

  const declare = (endpoint: object, settings: object = {}): void => {
    engine.program = createStackProgram(engine, { mood: endpoint }, settings);
  };

  /** AWS refuses an operation until `grant`. */
  const deny = (operation: string, { code = "AccessDeniedException", skip = 0 } = {}): void => {
    const error = { code, message: "not for you" };
    engine.account.change((state) => injectError(state, { operation, error, times: 999, skip }));
  };
  const grant = (): void => {
    engine.account.change((state) => ({ ...state, faults: [] }));
  };

  const scaling = () => {
    const { targets, actions, policies } = engine.account.state;
    return {
      limits: Object.values(targets).map(({ min, max }) => `${min}-${max}`),
      actions: Object.values(actions).map(({ name }) => name),
      policies: Object.keys(policies).length,
    };
  };
  const instanceType = () => Object.values(engine.account.state.endpoints)[0]?.variants[0]?.instanceType;

  /** In office hours, with target and actions. */
  async function deployed() {
    await start(createAccount(mondayMorning));
    declare(sentiment());
    expect(await engine.up()).toMatchObject({ failed: false });
    engine.account.runUntil(mondayMorning + 3 * hour);
    const before = scaling();
    expect(before).toMatchObject({ limits: ["4-4"] });
    return before;
  }

  /** Refused before anything was asked of AWS that changes something. */
  const expectRefused = ({ failed, calls, diagnostics }: EngineRun, message: string): void => {
    expect([failed, calls]).toEqual([true, []]);
    expect(diagnostics).toContain("error aws-unread at endpoints.mood");
    expect(diagnostics).toContain(message);
  };

  it.each([
    "sagemaker:DescribeEndpoint",
    "application-autoscaling:DescribeScalableTargets",
    "application-autoscaling:DescribeScheduledActions",
    "application-autoscaling:DescribeScalingPolicies",
  ])(
    "deletes nothing before another instance type if %s is denied, and works once it is allowed",
    async (operation) => {
      const before = await deployed();
      deny(operation);
      declare(sentiment(bigger));
      expectRefused(await engine.up(), `fix: allow ${operation} for this user or role`);
      expect(scaling()).toEqual(before);
      const preview = await engine.preview();
      expect(preview.diagnostics).toContain("warning aws-unread at endpoints.mood");
      expect(preview).toMatchObject({ failed: false });

      grant();
      expect(await engine.up()).toMatchObject({ failed: false });
      expect([scaling(), instanceType()]).toEqual([before, bigger]);
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
    },
    6 * stepMilliseconds,
  );

  it.each([
    // Before the run, with the comparison and the snapshot, and one while it waits.
    ["the endpoint", "sagemaker:DescribeEndpoint", 3],
    ["its scaling", "application-autoscaling:DescribeScalingPolicies", 2],
  ])(
    "deletes nothing if it cannot read %s while instances start, before another instance type",
    async (_, operation, skip) => {
      await deployed();
      engine.account.runUntil(mondayMorning + 26 * hour + minute);
      expect(Object.values(engine.account.state.endpoints)[0]?.transition?.kind).toBe("scaling");
      const before = scaling();
      deny(operation, { skip });
      declare(sentiment(bigger));
      const run = await engine.up();
      expectRefused(run, `fix: allow ${operation} for this user or role`);
      expect(run.diagnostics).toContain("is Updating: waiting until it is in service");
      expect(scaling()).toEqual(before);
    },
    3 * stepMilliseconds,
  );

  it(
    "changes nothing if it cannot read the state, and only warns in a preview",
    async () => {
      const before = await deployed();
      jest.spyOn(pulumi, "getOrganization").mockReturnValue("others");
      declare(sentiment(bigger));
      const preview = await engine.preview();
      expect(preview.diagnostics).toContain("warning state-unread at endpoints");
      expect(preview).toMatchObject({ failed: false });
      const { failed, calls, diagnostics } = await engine.up();
      expect([failed, calls]).toEqual([true, []]);
      expect(diagnostics).toContain("error state-unread at endpoints");
      expect(scaling()).toEqual(before);
      declare(sentiment(bigger), { readAws: false });
      expect(await engine.up()).toMatchObject({ failed: false });
      expect([scaling(), instanceType()]).toEqual([before, bigger]);
    },
    5 * stepMilliseconds,
  );

  it(
    "changes the instance type with readAws: false, as the fix says",
    async () => {
      const before = await deployed();
      deny("application-autoscaling:DescribeScalingPolicies");
      declare(sentiment(bigger));
      expectRefused(await engine.up(), "or write readAws: false");
      declare(sentiment(bigger), { readAws: false });
      expect(await engine.up()).toMatchObject({ failed: false });
      expect([scaling(), instanceType()]).toEqual([before, bigger]);
    },
    4 * stepMilliseconds,
  );

  /** Denies an operation when the program has looked at AWS, and the engine has not yet deleted anything. */
  const denyAfterLook = (operation: string): void => {
    const { program } = engine;
    engine.program = async (...args) => {
      const outputs = await program(...args);
      deny(operation);
      return outputs;
    };
  };

  it.each(["DescribeScalableTargets", "DescribeScalingPolicies"])(
    "asks SageMaker for the update although %s is denied in the middle of the run",
    async (name) => {
      const before = await deployed();
      declare(sentiment(bigger));
      denyAfterLook(`application-autoscaling:${name}`);
      const { calls } = await engine.up();
      expect(calls).toContain("UpdateEndpoint");
      expect([scaling(), instanceType()]).toEqual([before, bigger]);
      grant();
      declare(sentiment(bigger));
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(scaling()).toEqual(before);
    },
    4 * stepMilliseconds,
  );

  it(
    "changes the instance type of an endpoint that has lost its target, without the permission to read its policies",
    async () => {
      const before = await deployed();
      declare(sentiment(bigger));
      const error = { code: "AccessDeniedException", message: "not for you" };
      engine.account.change((state) =>
        ["sagemaker:UpdateEndpoint", "application-autoscaling:RegisterScalableTarget"].reduce(
          (after, operation) => injectError(after, { operation, error }),
          state,
        ),
      );
      expect(await engine.up()).toMatchObject({ failed: true });
      expect(scaling()).toEqual({ limits: [], actions: [], policies: 0 });

      deny("application-autoscaling:DescribeScalingPolicies");
      await engine.up();
      const { diagnostics } = await engine.up();
      expect([diagnostics, scaling(), instanceType()]).toEqual([expect.anything(), before, bigger]);
      grant();
      expect(await engine.up()).toMatchObject({ failed: false });
    },
    6 * stepMilliseconds,
  );

  const existing = { endpoint: { existing: "e", variant: "v" }, timetable: { baseline: { min: 1, max: 1 } } };

  it.each([
    ["DescribeScalableTargets", "ThrottlingException", "try again in a minute"],
    ["DescribeScalingPolicies", "AccessDeniedException", "allow application-autoscaling:DescribeScalingPolicies"],
  ])(
    "takes no target from anyone if %s answers %s",
    async (name, code, fix) => {
      await start(TestAccount.at(mondayMorning).serving(6).register(6, 20).state);
      deny(`application-autoscaling:${name}`, { code });
      declare(existing);
      expectRefused(await engine.up(), fix);
      expect(scaling().limits).toEqual(["6-20"]);
      expect(await engine.destroy()).toMatchObject({ failed: false });
      expect(scaling().limits).toEqual(["6-20"]);

      grant();
      expect((await engine.up()).diagnostics).toContain("error target-taken at endpoints.mood.endpoint");
      expect(scaling().limits).toEqual(["6-20"]);
    },
    4 * stepMilliseconds,
  );

  it(
    "looks again where the first read is throttled",
    async () => {
      await start(TestAccount.at(mondayMorning).serving(6).register(6, 20).state);
      engine.account.change((state) => throttle(state, "application-autoscaling:DescribeScalableTargets", 3));
      declare(existing);
      const { calls, diagnostics } = await engine.up();
      expect(calls).toEqual([]);
      expect(diagnostics).toContain("error target-taken at endpoints.mood.endpoint");
    },
    2 * stepMilliseconds,
  );

  it(
    "takes no target of an endpoint that the stack file names instead of another",
    async () => {
      const account = TestAccount.at(mondayMorning).serving(6);
      account.call("sagemaker:CreateEndpoint", { EndpointName: "other", EndpointConfigName: "c" });
      account.run(hour);
      const resource = { ...target, ResourceId: "endpoint/other/variant/v" };
      account.call("application-autoscaling:RegisterScalableTarget", { ...resource, MinCapacity: 6, MaxCapacity: 20 });
      await start(account.state);
      declare(existing);
      expect(await engine.up()).toMatchObject({ failed: false });
      declare({ ...existing, endpoint: { existing: "other", variant: "v" } });
      const { calls, diagnostics } = await engine.up();
      expect(diagnostics).toContain("error target-taken at endpoints.mood.endpoint");
      expect([calls, scaling().limits.toSorted()]).toEqual([[], ["1-1", "6-20"]]);
    },
    3 * stepMilliseconds,
  );
});
