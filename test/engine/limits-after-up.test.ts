import { callSimulatedAws } from "../../src/simulator/aws/call-simulated-aws";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { hour, minute, TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createStackProgram } from "./support/stack-program";

/** Monday, 06:00 in Berlin: two hours before the window begins. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const timetable = (more: object = {}) => ({
  baseline: { min: 1, max: 2 },
  windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
  reassertEvery: "never",
  ...more,
});
const sentiment = (tag: string, more: object = {}) => ({
  model: { image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:${tag}`, dataUrl: "s3://models/s.tar.gz" },
  variant: { instanceType: "ml.g5.xlarge" },
  timetable: timetable(),
  ...more,
});
const existing = { endpoint: { existing: "e", variant: "v" }, timetable: timetable() };

describeEngine("the limits after an update, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;

  beforeEach(async () => {
    // With an endpoint `e` that another program created.
    engine = await EngineStack.create(TestAccount.at(mondayMorning - 10 * minute).serving().state);
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }, stepMilliseconds);
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  const declare = (endpoint: object, settings: object = {}): void => {
    engine.program = createStackProgram(engine, { mood: endpoint }, settings);
  };

  /** Lines that the run printed about the limits. */
  const listNotes = ({ diagnostics }: EngineRun) => diagnostics.match(/endpoint mood: .*limits.*/g) ?? [];

  async function up(endpoint: object, settings: object = {}): Promise<EngineRun> {
    declare(endpoint, settings);
    const run = await engine.up();
    expect(run.failed ? run.diagnostics : "").toBe("");
    return run;
  }

  const target = () => Object.values(engine.account.state.targets)[0]!;
  const limits = () => `${target().min}-${target().max}`;
  const passTo = (time: string) => engine.account.runUntil(Date.parse(`2026-11-23T${time}:00+01:00`) / 1000);

  /** Somebody registers the target again. */
  function setByHand(input: object): void {
    const { resourceId: ResourceId, dimension: ScalableDimension } = target();
    const request = { ServiceNamespace: "sagemaker", ResourceId, ScalableDimension, ...input };
    engine.account.change(
      (state) => callSimulatedAws(state, "application-autoscaling:RegisterScalableTarget", request).state,
    );
  }

  it.each([
    ["an endpoint of the stack", sentiment("1")],
    ["an existing endpoint", existing],
  ])(
    "are set if AWS has others, and stay otherwise: %s",
    async (_, endpoint) => {
      expect(listNotes(await up(endpoint))).toEqual([]);
      passTo("09:00");
      expect(limits()).toBe("4-12");
      setByHand({ MinCapacity: 1, MaxCapacity: 1 });

      expect((await engine.preview()).calls).toEqual([]);
      expect(limits()).toBe("1-1");

      const run = await up(endpoint);
      expect(run.calls).toEqual(["RegisterScalableTarget"]);
      expect(listNotes(run)).toEqual([
        "endpoint mood: set the limits to 4-12, as the timetable has them now; AWS had 1-1",
      ]);
      expect(limits()).toBe("4-12");

      expect(await up(endpoint)).toMatchObject({ calls: [], steps: [] });
    },
    5 * stepMilliseconds,
  );

  it(
    "are those of the moment after an update during which a firing failed",
    async () => {
      await up(sentiment("1"));
      passTo("07:58");
      const run = await up(sentiment("2"));
      expect(engine.account.state.nowSeconds).toBeGreaterThan(mondayMorning + 2 * hour);
      expect(listNotes(run)).toEqual([
        "endpoint mood: set the limits to 4-12, as the timetable has them now; AWS had 1-2",
      ]);
      expect(limits()).toBe("4-12");
    },
    3 * stepMilliseconds,
  );

  it(
    "are set again after an update of the endpoint, so that its count follows them",
    async () => {
      await up(sentiment("1"));
      passTo("09:00");
      const run = await up(sentiment("2"));
      expect(run.calls.filter((call) => call === "RegisterScalableTarget")).toHaveLength(1);
      expect(listNotes(run)).toEqual(["endpoint mood: set the limits to 4-12 again after the update"]);
      // Tags do not move a fleet.
      expect(listNotes(await up(sentiment("2"), { tags: { team: "search" } }))).toEqual([]);
    },
    4 * stepMilliseconds,
  );

  it(
    "stay in a pause, and while somebody has suspended scheduled scaling",
    async () => {
      const override = { from: "2026-11-23T07:00", until: "2026-11-23T12:00", pause: true, reason: "load test" };
      await up(sentiment("1"));
      passTo("09:00");
      setByHand({ MinCapacity: 1, MaxCapacity: 1 });
      const paused = await up(sentiment("2", { timetable: timetable({ override }) }));
      expect(paused.calls).not.toContain("RegisterScalableTarget");
      expect(limits()).toBe("1-1");

      setByHand({ SuspendedState: { ScheduledScalingSuspended: true } });
      const suspended = await up(sentiment("3"));
      expect(suspended.calls).not.toContain("RegisterScalableTarget");
      expect(limits()).toBe("1-1");
    },
    4 * stepMilliseconds,
  );

  it(
    "stay with a warning if AWS does not let them be read or set, and without one if it must not be read",
    async () => {
      const refuse = (operation: string, times = 1) => {
        const error = { code: "AccessDeniedException", message: "not for you" };
        engine.account.change((state) => injectError(state, { operation, error, times }));
      };
      await up(sentiment("1"));
      passTo("09:00");
      setByHand({ MinCapacity: 1, MaxCapacity: 1 });
      // The run reads the target before it declares anything, too.
      refuse("application-autoscaling:DescribeScalableTargets", 2);
      expect(listNotes(await up(sentiment("1")))).toEqual([
        "endpoint mood: cannot see whether its limits are the timetable's: application-autoscaling:DescribeScalableTargets is not permitted: not for you",
      ]);
      refuse("application-autoscaling:RegisterScalableTarget");
      expect(listNotes(await up(sentiment("1")))).toEqual([
        "endpoint mood: could not set the limits to 4-12; AWS has 1-1: application-autoscaling:RegisterScalableTarget is not permitted: not for you",
      ]);
      expect(await up(sentiment("1"), { readAws: false })).toMatchObject({ calls: [] });
      expect(limits()).toBe("1-1");
    },
    5 * stepMilliseconds,
  );
});
