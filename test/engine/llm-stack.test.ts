import { readFileSync } from "node:fs";
import path from "node:path";
import { compile } from "../../src/compile";
import { readStackFile } from "../../src/config/yaml/stack-file";
import { listLimitsOverTime } from "../../src/plan/usage/limits-over-time";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { addHandMadeEndpoints } from "../../src/simulator/try/hand-made-endpoints";
import { singleCallAt } from "../simulator/aws/component-account";
import { hour, monday } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";
import { createStackProgram } from "./support/stack-program";

const stackText = readFileSync(path.join(__dirname, "..", "..", "Pulumi.llm.yaml"), "utf8");

const compileText = (text: string) => {
  const { raw } = readStackFile(text);
  return { raw, ...compile(raw, { now: monday / 60, readCalendarFile: () => undefined }) };
};

type Compiled = ReturnType<typeof compileText>;

/** Berlin's midnight on Monday. Only once does anyone call the LLM: at 03:00 in Berlin. */
const midnight = monday - hour;
const load = { "llama-70b": singleCallAt(2 * 60) };

/** The limits of a timetable in one minute, by the name at AWS. */
function listDueLimits({ endpoints }: Compiled, at: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(endpoints).flatMap((endpoint) => {
      const { config } = endpoint;
      if (config === undefined || !("endpoint" in config)) return [];
      return listLimitsOverTime(endpoint, at, at + 1).map(({ limits: { min, max } }): [string, string] => [
        config.endpoint.name,
        `${min}-${max}`,
      ]);
    }),
  );
}

function listLiveLimits({ targets }: AwsState): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(targets).map(({ resourceId, min, max }) => [resourceId.split("/")[1]!, `${min}-${max}`]),
  );
}

describeEngine("components and serverless endpoints, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;
  /** What AWS may have: the timetable deployed last and, during an update, the next one. */
  let allowed: readonly Compiled[] = [];
  let offTimetable: string[] = [];

  function watch(state: AwsState): void {
    const minute = Math.floor(state.nowSeconds / 60);
    // A firing of this minute may still be due.
    const due = allowed.flatMap((each) => [listDueLimits(each, minute), listDueLimits(each, minute - 1)]);
    for (const [name, limits] of Object.entries(listLiveLimits(state))) {
      if (due.some((each) => each[name] === limits)) continue;
      offTimetable.push(`${name} ${limits} at ${new Date(state.nowSeconds * 1000).toISOString()}`);
    }
  }

  beforeEach(async () => {
    allowed = [];
    offTimetable = [];
    const { endpoints } = compileText(stackText);
    const account = addHandMadeEndpoints(createAccount(midnight, { load }), Object.values(endpoints));
    engine = await EngineStack.create(account, watch);
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment);
  }, stepMilliseconds);
  afterEach(async () => {
    engine.close();
    await sdk.close();
  });

  async function up(text: string, options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    const next = compileText(text);
    allowed = [...allowed, next];
    const { endpoints = {}, ...settings } = next.raw as Record<string, object>;
    engine.program = createStackProgram(engine, endpoints, settings);
    const run = await engine.up(options);
    if (!run.failed) allowed = [next];
    return run;
  }

  const passTo = (time: string) => engine.account.runUntil(Date.parse(`2026-11-23T${time}:00+01:00`) / 1000);
  const limits = () => listLiveLimits(engine.account.state);
  const copies = () => engine.account.state.components["llama-70b"]!.current;
  const concurrency = () => engine.account.state.endpoints["classify"]!.variants[0]!.current;

  it(
    "go through updates, firings, a refused call and destroy with the limits of the timetable",
    async () => {
      const first = await up(stackText);
      expect(first).toMatchObject({ failed: false });
      const byName = new Map<string, number>();
      for (const call of first.calls) byName.set(call, (byName.get(call) ?? 0) + 1);
      expect(Object.fromEntries(byName)).toEqual({
        RegisterScalableTarget: 2,
        PutScheduledAction: 7,
        PutScalingPolicy: 3,
        PutMetricAlarm: 1,
      });
      expect(limits()).toEqual({ "llama-70b": "0-2", classify: "1-1" });
      expect(await up(stackText, { refresh: true })).toMatchObject({ steps: [], calls: [], failed: false });

      passTo("02:59");
      expect(copies()).toBe(0);
      passTo("03:20");
      expect(copies()).toBe(1);
      passTo("06:30");
      expect(copies()).toBe(0);
      passTo("07:00");
      expect([copies(), limits()]).toEqual([2, { "llama-70b": "2-4", classify: "1-1" }]);
      passTo("08:10");
      expect([concurrency(), limits()]).toEqual([10, { "llama-70b": "2-4", classify: "10-20" }]);
      expect(await up(stackText)).toMatchObject({ steps: [], calls: [], failed: false });

      const larger = stackText.replace("min: 2, max: 4", "min: 3, max: 4");
      const edit = await up(larger);
      expect(edit.calls).toEqual(["PutScheduledAction", "PutScheduledAction", "RegisterScalableTarget"]);
      passTo("08:40");
      expect([copies(), limits()]).toEqual([3, { "llama-70b": "3-4", classify: "10-20" }]);

      const wider = larger.replace("min: 10, max: 20", "min: 10, max: 30");
      const operation = "application-autoscaling:PutScheduledAction";
      const error = { code: "ValidationException", message: "not today" };
      engine.account.change((state) => injectError(state, { operation, error }));
      const refused = await up(wider);
      expect([refused.failed, refused.calls]).toEqual([true, ["PutScheduledAction!ValidationException"]]);
      expect(refused.diagnostics).toContain("not today");
      passTo("09:10");
      expect(limits()).toEqual({ "llama-70b": "3-4", classify: "10-20" });
      // Without refresh, the first retry stops: see throwIfPartlyUpdated.
      expect(await up(wider, { refresh: true })).toMatchObject({
        steps: ["update ScheduledAction classifier/office"],
        failed: false,
      });
      expect(limits()).toEqual({ "llama-70b": "3-4", classify: "10-30" });
      expect(await up(wider)).toMatchObject({ steps: [], calls: [], failed: false });

      passTo("23:00");
      expect([copies(), concurrency()]).toEqual([0, 1]);
      expect(offTimetable).toEqual([]);
      expect((await engine.destroy()).failed).toBe(false);
      const { actions, alarms, components, endpoints, policies, targets } = engine.account.state;
      expect({ actions, alarms, policies, targets }).toEqual({ actions: {}, alarms: {}, policies: {}, targets: {} });
      expect([Object.keys(endpoints), Object.keys(components)]).toEqual([["llm-host", "classify"], ["llama-70b"]]);
    },
    8 * stepMilliseconds,
  );
});
