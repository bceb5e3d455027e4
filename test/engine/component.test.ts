import * as pulumi from "@pulumi/pulumi";
import { TimetabledEndpoint, type TimetabledEndpointArgs } from "../../src/deploy/component";
import { createAccount } from "../../src/simulator/aws/account-state";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";
import { createStackProgram } from "./support/stack-program";

/** Monday, 06:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0";
const office = { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 };
const sentiment = {
  model: { image, dataUrl: "s3://models/sentiment.tar.gz" },
  variant: { instanceType: "ml.g5.xlarge" },
  timetable: { baseline: { min: 1, max: 2 }, windows: { office } },
  scaling: { metric: "invocationsPerInstance", target: 700 },
} satisfies TimetabledEndpointArgs;

describeEngine("TimetabledEndpoint in an inline program, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess;
  const environment = { ...process.env };

  beforeEach(async () => {
    engine = await EngineStack.create(createAccount(mondayMorning));
    sdk = await serveSdkAccess(engine.account);
    Object.assign(process.env, sdk.environment, { TIMETABLE_NOW: "2026-11-23T05:00Z" });
  });
  afterEach(async () => {
    engine.close();
    await sdk.close();
    process.env = { ...environment };
  });

  const declare = (more: Partial<TimetabledEndpointArgs>) => {
    engine.program = () => {
      new TimetabledEndpoint("sentiment", { ...sentiment, timezone: "Europe/Berlin", ...more });
      return Promise.resolve({});
    };
  };

  it(
    "takes over what a stack file created, shows an edited window, and waits for nobody to use its outputs",
    async () => {
      engine.program = createStackProgram(engine, { sentiment });
      expect(await engine.up()).toMatchObject({ failed: false });
      declare({});
      expect(await engine.up()).toMatchObject({ failed: false, steps: ["update TimetabledEndpoint sentiment"] });
      const again = await engine.preview();
      expect(again).toMatchObject({ failed: false, steps: [] });
      expect(again.diagnostics).toContain("timetable unchanged: sentiment");
      const windows = { office: { ...office, from: "09:00" } };
      declare({ timetable: { ...sentiment.timetable, windows } });
      const edited = await engine.preview();
      expect(edited.steps).toContain("update TimetabledEndpoint sentiment");
      expect(edited.steps).toContain("update ScheduledAction sentiment/office");
      expect(edited.diagnostics).toContain("every week, Europe/Berlin");
      expect(edited.diagnostics).toContain("changes against what is deployed");
    },
    6 * stepMilliseconds,
  );

  it(
    "deploys with Outputs of other resources, keeps secrets, and gives its outputs to the stack",
    async () => {
      engine.program = () => {
        const { endpointName, scheduledActions } = new TimetabledEndpoint("sentiment", {
          ...sentiment,
          timezone: "Europe/Berlin",
          model: {
            image: new pulumi.Stash("image", { input: image }).output.apply(String),
            environment: { TOKEN: pulumi.secret("hidden-token") },
          },
        });
        return Promise.resolve({ endpointName, scheduledActions });
      };
      const preview = await engine.preview();
      expect(preview).toMatchObject({ failed: false });
      expect(preview.counts).toMatchObject({ create: 15 });
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(engine.stateText()).not.toContain("hidden-token");
      expect(engine.stateText()).toMatch(/"endpointName": ?"sentiment-[0-9a-f]{7}"/);
      expect(engine.stateText()).toMatch(/"office": ?"cron\(.*: 4-12 instances"/);
      expect(await engine.preview()).toMatchObject({ failed: false, steps: [] });
    },
    4 * stepMilliseconds,
  );
});
