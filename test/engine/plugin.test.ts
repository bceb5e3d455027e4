import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import type { TimetabledEndpointArgs } from "../../src/deploy/component";
import { createAccount } from "../../src/simulator/aws/account-state";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import type { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { installPackage, type InstalledPackage } from "../support/installed-package";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";
import { type StartedProvider, startProvider } from "./support/start-provider";

/** Monday, 06:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0";
const office = { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 };
const args = {
  model: { image, dataUrl: "s3://models/sentiment.tar.gz" },
  variant: { instanceType: "ml.g5.xlarge" },
  timezone: "Europe/Berlin",
  timetable: { baseline: { min: 1, max: 2 }, windows: { office } },
  scaling: { metric: "invocationsPerInstance", target: 700 },
} satisfies TimetabledEndpointArgs;

/** What Pulumi generates in each language: the engine has the provider construct it. */
class RemoteEndpoint extends pulumi.ComponentResource {
  declare readonly endpointName: pulumi.Output<string>;
  declare readonly scheduledActions: pulumi.Output<Record<string, string>>;

  constructor(name: string, inputs: object) {
    const outputs = { endpointName: undefined, endpointArn: undefined, scheduledActions: undefined };
    super("inference-timetable:index:TimetabledEndpoint", name, { ...inputs, ...outputs }, {}, true);
  }
}

/** The engine has reported why it ends; the SDK's own rejection, one for each output, would end jest. */
function dropRefusedResources(): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Record<"registerResource", RegisterResource>;
  const { registerResource } = monitor;
  monitor.registerResource = (request, callback) =>
    registerResource.call(monitor, request, (error, response) => {
      if (error === null) callback(error, response);
    });
}

type RegisterResource = (request: unknown, callback: (error: unknown, response: unknown) => void) => unknown;

describeEngine("the plugin of the package, on a real engine", () => {
  let project: InstalledPackage;
  let provider: StartedProvider;
  let engine: EngineStack;
  let sdk: SdkAccess;

  beforeAll(() => {
    project = installPackage();
  });
  afterAll(() => {
    project.remove();
  });
  beforeEach(async () => {
    const start = async (account: SimulatedAccount): Promise<string> => {
      sdk = await serveSdkAccess(account);
      provider = await startProvider(project, sdk);
      return provider.debugProvider;
    };
    engine = await EngineStack.create(createAccount(mondayMorning), undefined, undefined, start);
  });
  afterEach(async () => {
    provider.child.kill();
    engine.close();
    await sdk.close();
  });

  const declare = (more: object) => {
    engine.program = () => {
      const { endpointName, scheduledActions } = new RemoteEndpoint("sentiment", { ...args, ...more });
      return Promise.resolve({ endpointName, scheduledActions });
    };
  };

  it(
    "creates an endpoint, then changes nothing, then shows an edited window",
    async () => {
      declare({});
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(engine.stateText()).toMatch(/"endpointName": ?"sentiment-[0-9a-f]{7}"/);
      expect(engine.stateText()).toMatch(/"office": ?"cron\(.*: 4-12 instances"/);
      expect(await engine.up()).toMatchObject({ failed: false, steps: [] });
      declare({ timetable: { ...args.timetable, windows: { office: { ...office, from: "09:00" } } } });
      const edited = await engine.preview();
      expect(edited.steps).toContain("update ScheduledAction sentiment/office");
      expect(edited.diagnostics).toContain("changes against what is deployed");
    },
    5 * stepMilliseconds,
  );

  it(
    "takes Outputs of other resources, and keeps secrets",
    async () => {
      engine.program = () => {
        const stash = new pulumi.Stash("image", { input: image });
        const environment = { TOKEN: pulumi.secret("hidden-token") };
        new RemoteEndpoint("sentiment", { ...args, model: { image: stash.output, environment } });
        return Promise.resolve({});
      };
      expect(await engine.preview()).toMatchObject({ failed: false });
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(engine.stateText()).not.toContain("hidden-token");
      expect(await engine.preview()).toMatchObject({ failed: false, steps: [] });
    },
    3 * stepMilliseconds,
  );

  it("has a schema that Pulumi accepts", () => {
    const schema = project.inPackage("schema.json");
    const { status, stdout, stderr } = spawnSync("pulumi", ["schema", "check", schema], { encoding: "utf8" });
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: "" });
  });

  it.each([
    [
      "a wrong key",
      { windos: {} },
      ["error unknown-key at windos of TimetabledEndpoint sentiment", 'unknown key "windos"'],
    ],
    [
      "a wrong value",
      { timezone: "EST" },
      ["error unknown-zone at timezone of TimetabledEndpoint sentiment", "fix: write America/New_York"],
    ],
  ])(
    "ends at %s with the problem and its fix",
    async (_, more, lines) => {
      declare(more);
      const { program } = engine;
      engine.program = () => {
        dropRefusedResources();
        return program();
      };
      const { failed, diagnostics } = await engine.preview();
      expect(failed).toBe(true);
      for (const line of lines) expect(diagnostics).toContain(line);
      expect(diagnostics).not.toContain("provider.js:");
    },
    2 * stepMilliseconds,
  );
});
