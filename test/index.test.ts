import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { TimetabledEndpoint, type TimetabledEndpointArgs } from "../src/deploy/component";
import * as mocks from "./support/mocks";

const monday9am = new Date("2026-11-23T08:00:00Z");
const monday7am = new Date("2026-11-23T06:00:00Z");

const sentiment = {
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0" },
  variant: { instanceType: "ml.g5.xlarge" },
  timetable: {
    baseline: { min: 1, max: 2 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
    reassertEvery: "never",
  },
};
const fraud = {
  ...sentiment,
  timetable: undefined,
  baseline: { min: 1, max: 5 },
  schedules: { Peak: { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5, timezone: "UTC" } },
};

/** A stack file as the engine hands it over: every value a text, maps as JSON. */
const engineConfig = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      `inference-timetable:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );

const good = { timezone: "Europe/Berlin", endpoints: { sentiment, fraud } };

interface Session {
  readonly program: () => unknown;
  readonly logged: readonly string[];
}

/** Only the clock stands still: the SDK's callback server needs its timers. */
const doNotFake = [
  ...(["nextTick", "queueMicrotask", "hrtime", "performance"] as const),
  ...(["setImmediate", "clearImmediate", "setInterval", "clearInterval"] as const),
  ...(["setTimeout", "clearTimeout"] as const),
];

/** `index.ts` does its work when it is loaded, so each run loads it again; Pulumi stays. */
function session(
  values: Readonly<Record<string, unknown>>,
  { now = monday9am, secretKeys = [] as string[] } = {},
): Session {
  jest.resetModules();
  jest.useFakeTimers({ now, doNotFake });
  jest.doMock("@pulumi/pulumi", () => pulumi);
  jest.doMock("@pulumi/aws/iam", () => iam);
  jest.doMock("@pulumi/aws/sagemaker", () => sagemaker);
  jest.doMock("@pulumi/aws/appautoscaling", () => appautoscaling);
  jest.doMock("@pulumi/aws/cloudwatch", () => cloudwatch);
  const logged: string[] = [];
  for (const level of ["warn", "info"] as const) {
    jest.spyOn(pulumi.log, level).mockImplementation((...[text]: readonly unknown[]) => {
      logged.push(`${level}: ${String(text)}`);
      return Promise.resolve();
    });
  }
  const program = (): unknown => {
    pulumi.runtime.setAllConfig(engineConfig(values), secretKeys);
    return jest.requireActual("..");
  };
  return { program, logged };
}

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe("index.ts", () => {
  it("makes each endpoint of the stack file, in its order", async () => {
    const { program } = session(good);
    const recording = await mocks.record(program);
    expect(mocks.ofType(recording, "TimetabledEndpoint").map(({ name }) => name)).toEqual(["sentiment", "fraud"]);
    expect(
      mocks
        .ofType(recording, "Endpoint")
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["fraud", "sentiment"]);
    expect(mocks.ofType(recording, "ScheduledAction").find(({ name }) => name === "fraud/Peak")?.inputs).toMatchObject({
      schedule: "cron(0 17 ? * MON-FRI *)",
      timezone: "UTC",
      scalableTargetAction: { minCapacity: 2, maxCapacity: 5 },
    });
  });

  it("makes the same calls as TimetabledEndpoint, which other programs use", async () => {
    const monitoring = { emails: ["a@example.com"], dashboard: true };
    const steps = [
      { below: 100, change: -1 },
      { above: 600, change: 2 },
    ];
    const scaling = { metric: "invocationsPerInstance", steps };
    const stacks = [
      { sentiment: { ...sentiment, scaling, monitoring } },
      { sentiment: { ...sentiment, scaling: { metric: "gpuUtilization", target: 70 } } },
      { fraud: { endpoint: { existing: "e", variant: "v" }, timetable: sentiment.timetable } },
    ];
    for (const stackEndpoints of stacks) {
      const { program } = session({ ...good, endpoints: stackEndpoints });
      const byIndex = await mocks.record(program);
      const [[name, endpoint]] = Object.entries(stackEndpoints) as unknown as [[string, TimetabledEndpointArgs]];
      const args = { ...endpoint, timezone: good.timezone };
      const byComponent = await mocks.record(() => void new TimetabledEndpoint(name, args));
      expect(byIndex.resources.length).toBeGreaterThan(2);
      const [component, ...children] = byComponent.resources;
      expect(component?.inputs).toEqual(args);
      expect(byIndex.resources).toEqual([{ ...component, inputs: {} }, ...children]);
    }
  });

  describe("several variants of one endpoint", () => {
    const variant = { name: "stable", instanceType: "ml.m5.xlarge", weight: 9 };
    const canary = {
      ...sentiment,
      variantOf: "sentiment",
      variant: { name: "canary", instanceType: "ml.c5.xlarge", weight: 0 },
      timetable: { ...sentiment.timetable, baseline: { min: 2, max: 3 }, windows: {} },
      monitoring: { emails: ["a@example.com"], dashboard: true },
    };
    const endpoints = { canary, sentiment: { ...sentiment, variant } };
    const record = (): Promise<mocks.Recording> => mocks.record(session({ ...good, endpoints }).program);

    it("share a configuration and an endpoint, and have the rest of their own", async () => {
      const recording = await record();
      const configurations = mocks.ofType(recording, "EndpointConfiguration");
      expect(configurations.map(({ name, inputs }) => [name, inputs["productionVariants"]])).toEqual([
        [
          "sentiment",
          [
            {
              variantName: "stable",
              instanceType: "ml.m5.xlarge",
              initialVariantWeight: 9,
              initialInstanceCount: 4,
              modelName: "sentiment-0a1b2c3",
            },
            {
              variantName: "canary",
              instanceType: "ml.c5.xlarge",
              initialVariantWeight: 0,
              initialInstanceCount: 2,
              modelName: "canary-0a1b2c3",
            },
          ],
        ],
      ]);
      const listNames = (type: string) => mocks.ofType(recording, type).map(({ name }) => name);
      expect(listNames("Endpoint")).toEqual(["sentiment"]);
      for (const type of ["Role", "Model", "Target"])
        expect(listNames(type).toSorted()).toEqual(["canary", "sentiment"]);
      const targets = mocks.ofType(recording, "Target").map(({ inputs }) => inputs["resourceId"]);
      expect(targets.toSorted()).toEqual([
        "endpoint/sentiment-0a1b2c3/variant/canary",
        "endpoint/sentiment-0a1b2c3/variant/stable",
      ]);
      const triggers = mocks.ofType(recording, "Stash").filter(({ name }) => name.endsWith("-shape"));
      expect(Object.fromEntries(triggers.map(({ name, inputs }) => [name, inputs["input"]]))).toEqual({
        "canary-shape": { canary: "ml.c5.xlarge" },
        "sentiment-shape": { stable: "ml.m5.xlarge" },
      });
      expect(recording.outputs).toMatchObject({
        endpoints: {
          canary: { name: "sentiment-0a1b2c3", variant: "canary", instanceType: "ml.c5.xlarge" },
          sentiment: { name: "sentiment-0a1b2c3", variant: "stable", instanceType: "ml.m5.xlarge" },
        },
      });
    });

    it("have roles for the logs of their endpoint, and names of their own for what monitors them", async () => {
      const recording = await record();
      for (const { inputs } of mocks.ofType(recording, "RolePolicy")) {
        expect(inputs["policy"]).toContain("/aws/sagemaker/Endpoints/sentiment-*");
      }
      expect(mocks.ofType(recording, "EventRule").map(({ inputs }) => inputs["name"])).toEqual(["canary-0a1b2c3"]);
      expect(mocks.ofType(recording, "Dashboard").map(({ inputs }) => inputs["dashboardName"])).toEqual([
        "canary-0a1b2c3",
      ]);
    });

    it("may all write what their endpoint captures", async () => {
      const captured = { ...sentiment, variant, dataCapture: { percent: 10, destination: "s3://captured/" } };
      const { program } = session({ ...good, endpoints: { canary, sentiment: captured } });
      const policies = mocks.ofType(await mocks.record(program), "RolePolicy");
      expect(policies).toHaveLength(2);
      for (const { inputs } of policies) expect(inputs["policy"]).toContain("arn:aws:s3:::captured/*");
    });
  });

  it("exports name, ARN and static facts, and nothing that changes with the clock", async () => {
    const outputsAt = async (now: Date): Promise<unknown> => {
      const { program } = session(good, { now });
      return (await mocks.record(program)).outputs;
    };
    const outputs = await outputsAt(monday9am);
    expect(outputs).toEqual({
      endpoints: {
        sentiment: {
          name: "sentiment-0a1b2c3",
          arn: "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/sentiment-0a1b2c3",
          variant: "AllTraffic",
          instanceType: "ml.g5.xlarge",
          scheduledActions: expect.objectContaining({}) as unknown,
        },
        fraud: {
          name: "fraud-0a1b2c3",
          arn: "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/fraud-0a1b2c3",
          variant: "AllTraffic",
          instanceType: "ml.g5.xlarge",
          scheduledActions: { Peak: "cron(0 17 ? * MON-FRI *) UTC: 2-5 instances" },
        },
      },
    });
    expect(await outputsAt(monday7am)).toEqual(outputs);
  });

  it("registers the limits of the moment, by the clock that it reads once", async () => {
    const targetAt = async (now: Date): Promise<unknown> => {
      const { program } = session({ ...good, endpoints: { sentiment } }, { now });
      return mocks.ofType(await mocks.record(program), "Target")[0]?.inputs;
    };
    expect(await targetAt(monday9am)).toMatchObject({ minCapacity: 4, maxCapacity: 12 });
    expect(await targetAt(monday7am)).toMatchObject({ minCapacity: 1, maxCapacity: 2 });
  });

  it("puts the stack's tags on all that is made", async () => {
    const { program } = session({ ...good, tags: { team: "ml" } });
    const recording = await mocks.record(program);
    for (const type of ["Role", "Model", "EndpointConfiguration", "Endpoint", "Target"]) {
      const made = mocks.ofType(recording, type);
      expect(made).toHaveLength(2);
      for (const { inputs } of made) expect(inputs["tags"]).toEqual({ team: "ml" });
    }
  });

  it("declares nothing of a wrong stack file, and reports every problem at once", async () => {
    const { program, logged } = session({
      timezone: "EST",
      timezoen: "UTC",
      endpoints: {
        sentiment: { ...sentiment, variant: { instanceType: "g5.xlarge" } },
        fraud: { ...fraud, model: { image: "nginx" } },
      },
    });
    const { error, resources } = await mocks.recordFailure(program);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(resources).toEqual([]);
    expect(logged).toEqual([]);
    expect(error.message.match(/^(error|warning) \S+ at \S+$/gm)?.toSorted()).toEqual([
      "error image-refused at endpoints.fraud.model.image",
      "error instance-type-unknown-shape at endpoints.sentiment.variant.instanceType",
      "error unknown-key at timezoen",
      "error unknown-zone at timezone",
      "warning baseline-never-restored at endpoints.fraud.schedules.Peak",
      "warning range-without-scale-in at endpoints.fraud",
      "warning range-without-scale-in at endpoints.sentiment",
    ]);
    expect(error.message).toContain(`  "g5.xlarge" is not a SageMaker instance type
  expected: ml.<family>.<size>, such as ml.g5.xlarge
  fix: write ml.g5.xlarge`);
  });

  it("asks AWS nothing for a wrong stack file", async () => {
    const asked: string[] = [];
    const functions = {
      "aws:servicequotas/getServiceQuota:getServiceQuota": () => {
        asked.push("quota");
        return { value: 100 };
      },
    };
    const guarded = { ...good, guards: { quotas: "aws" } };
    await mocks.recordFailure(session({ ...guarded, timezone: "EST" }).program, { functions });
    expect(asked).toEqual([]);
    await mocks.record(session(guarded).program, { functions });
    expect(asked).toEqual(["quota"]);
  });

  it("parses the stack file once, and makes one plan of each timetable", async () => {
    const { program } = session(good);
    const parsing = jest.spyOn(jest.requireActual<object>("../src/config/schema/parse-stack"), "parseStack" as never);
    const planning = jest.spyOn(
      jest.requireActual<object>("../src/plan/endpoint/schedule-plan"),
      "planTimetable" as never,
    );
    await mocks.record(program);
    expect(parsing).toHaveBeenCalledTimes(1);
    expect(planning).toHaveBeenCalledTimes(1);
  });

  it("declares nothing without endpoints", async () => {
    const { program } = session({ timezone: "UTC" });
    const { error, resources } = await mocks.recordFailure(program);
    expect(error.message).toMatch(/^error \S+ at endpoints\n/);
    expect(resources).toEqual([]);
  });

  it("shows warnings, and goes on", async () => {
    const scaling = { metric: "invocationsPerInstance", steps: [{ above: 600, change: 1 }] };
    const { program, logged } = session({ ...good, endpoints: { sentiment: { ...sentiment, scaling } } });
    const recording = await mocks.record(program);
    expect(mocks.ofType(recording, "Endpoint")).toHaveLength(1);
    expect(logged.filter((text) => text.startsWith("warn:"))).toEqual([
      expect.stringMatching(/^warn: warning range-without-scale-in at endpoints\.sentiment\.scaling\.steps\n/),
    ]);
  });

  it("shows in a preview the week of each endpoint", async () => {
    const { program, logged } = session(good);
    await mocks.record(program, { preview: true });
    const shown = logged.filter((text) => text.startsWith("info:"));
    expect(shown.map((text) => text.split(":")[1]?.trim())).toEqual(["sentiment", "fraud"]);
    expect(shown[0]).toMatch(/^Mon 1-2 .*4-12 office/m);
  });

  describe("against what is deployed", () => {
    const urn = (type: string, name: string): string =>
      `urn:pulumi:test::inference-timetable::inference-timetable:index:TimetabledEndpoint$${type}::${name}`;
    const action = "aws:appautoscaling/scheduledAction:ScheduledAction";
    const target = "aws:appautoscaling/target:Target";
    const fraudIsDeployed = {
      [urn(target, "fraud")]: { type: target, outputs: { minCapacity: 1, maxCapacity: 5 } },
      [urn(action, "fraud/Peak")]: {
        type: action,
        outputs: {
          name: "Peak",
          schedule: "cron(0 17 ? * MON-FRI *)",
          timezone: "UTC",
          scalableTargetAction: { minCapacity: 1, maxCapacity: 5 },
        },
      },
    };
    /** What each preview says about changes. */
    const changes = (logged: readonly string[]): readonly string[] =>
      logged.flatMap((text) => /changes against what is deployed.*:\n(.*)/.exec(text)?.[1] ?? []);

    it("shows what each endpoint changes", async () => {
      const { program, logged } = session(good);
      await mocks.record(program, { deployed: fraudIsDeployed, preview: true });
      expect(changes(logged)).toEqual([
        "  nothing is deployed yet: the whole timetable is new",
        // This raw form has no way back from its one schedule.
        "  always: min 1 -> 2",
      ]);
    });

    it("names the endpoints that keep their timetable in one line", async () => {
      const same = { ...fraud, schedules: { Peak: { ...fraud.schedules.Peak, min: 1 } } };
      const alone = session({ ...good, endpoints: { fraud: same } });
      await mocks.record(alone.program, { deployed: fraudIsDeployed, preview: true });
      expect(alone.logged.filter((text) => text.startsWith("info:"))).toEqual(["info: timetable unchanged: fraud"]);
    });

    it("goes on when the state cannot be read, and says so", async () => {
      const { program, logged } = session(good);
      const recording = await mocks.record(program, { deployed: "the backend is away", preview: true });
      expect(changes(logged)).toEqual(Array(2).fill("  unknown: cannot read the stack's state: the backend is away"));
      expect(mocks.ofType(recording, "Endpoint")).toHaveLength(2);
    });

    it("warns of an endpoint that is gone from the stack file", async () => {
      const scaling = { metric: "invocationsPerInstance", target: 700 };
      const { program, logged } = session({ ...good, endpoints: { sentiment: { ...sentiment, scaling } } });
      await mocks.record(program, { deployed: fraudIsDeployed });
      expect(logged.filter((text) => text.startsWith("warn:"))).toEqual([
        "warn: fraud: no longer in the stack file, so everything this stack created for it is deleted",
      ]);
    });
  });

  describe("prices", () => {
    const product = JSON.stringify({
      terms: { OnDemand: { a: { priceDimensions: { b: { unit: "Hrs", pricePerUnit: { USD: "1.76" } } } } } },
    });
    const functions = {
      "aws:index/getRegion:getRegion": () => ({ region: "eu-central-1" }),
      "aws:pricing/getProduct:getProduct": () => ({ result: product }),
    };

    it("come from AWS's price list if the stack file allows it, and say so", async () => {
      const priced = { ...fraud, variant: { ...fraud.variant, hourlyPriceUsd: 2 } };
      const endpoints = { sentiment, fraud: priced };
      const { program, logged } = session({ ...good, prices: "aws", endpoints });
      await mocks.record(program, { functions, preview: true });
      const cost = logged.filter((text) => text.includes("cost USD"));
      expect(cost).toHaveLength(2);
      expect(cost[0]).toMatch(/ at 1\.76 an\s+instance-hour,\s+read\s+from\s+AWS's\s+price\s+list\s+now/);
      expect(cost[1]).toMatch(/ at 2 an\s+instance-hour\s+\(/);
    });

    it("are not looked up if the stack file does not allow it", async () => {
      const { program, logged } = session(good);
      await mocks.record(program, { preview: true });
      const text = logged.join("\n").replace(/\s+/g, " ");
      expect(text).toContain("cost unknown: variant.hourlyPriceUsd is not set");
    });

    it("are not guessed when AWS does not answer", async () => {
      const { program, logged } = session({ ...good, prices: "aws" });
      const recording = await mocks.record(program, { preview: true });
      const text = logged.join("\n").replace(/\s+/g, " ");
      expect(text).toContain("cost unknown: no price for ml.g5.xlarge: ");
      expect(mocks.ofType(recording, "Endpoint")).toHaveLength(2);
    });
  });

  it("does not repeat in an update what the preview printed", async () => {
    const scaling = { metric: "invocationsPerInstance", steps: [{ above: 600, change: 1 }] };
    const override = { from: "2026-11-01T00:00", until: "2026-11-02T00:00", min: 5, max: 5 };
    const timetable = { ...sentiment.timetable, override };
    const values = { ...good, endpoints: { sentiment: { ...sentiment, timetable, scaling } } };
    const preview = session(values);
    await mocks.record(preview.program, { preview: true });
    const levels = preview.logged.map((text) => text.split(" ").slice(0, 3).join(" "));
    expect(levels).toEqual([
      "warn: warning range-without-scale-in",
      "info: note override-past",
      expect.stringMatching(/^info: sentiment: /),
    ]);
    jest.restoreAllMocks();
    const up = session(values);
    await mocks.record(up.program);
    expect(up.logged).toEqual(preview.logged.slice(0, 1));
  });

  it("takes the engine's empty default for a zone that is not written", async () => {
    const { program } = session({ timezone: "", endpoints: { fraud } });
    const recording = await mocks.record(program);
    expect(mocks.ofType(recording, "ScheduledAction")[0]?.inputs["timezone"]).toBe("UTC");
  });

  it("hides the environment only when the stack file encrypts something among the endpoints", async () => {
    const model = { ...sentiment.model, environment: { HF_TOKEN: "hf_abc" } };
    const values = { ...good, endpoints: { sentiment: { ...sentiment, model } } };
    const environment = async (secretKeys: string[]): Promise<unknown> => {
      const { program } = session(values, { secretKeys });
      return mocks.ofType(await mocks.record(program), "Model")[0]?.inputs["primaryContainer"];
    };
    expect(await environment(["inference-timetable:endpoints"])).toMatchObject({
      environment: { secret: { HF_TOKEN: "hf_abc" } },
    });
    expect(await environment(["inference-timetable:tags"])).toMatchObject({ environment: { HF_TOKEN: "hf_abc" } });
  });

  describe("if the stack file encrypts something else", () => {
    const keys = { tags: "inference-timetable:tags", endpoints: "inference-timetable:endpoints" };
    const code = /^error encrypted-value at (.*)/gm;
    const refuse = async (text: string, secretKeys: string[]): Promise<readonly (string | undefined)[]> => {
      const folder = mkdtempSync(path.join(tmpdir(), "encrypted-"));
      writeFileSync(path.join(folder, "Pulumi.yaml"), "name: inference-timetable\nstackConfigDir: stacks\n");
      mkdirSync(path.join(folder, "stacks"));
      writeFileSync(path.join(folder, "stacks", "Pulumi.test.yaml"), text);
      jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(folder);
      const { program } = session({ ...good, tags: { owner: "ml" } }, { secretKeys });
      const { error, resources } = await mocks.recordFailure(program);
      rmSync(folder, { recursive: true });
      expect(resources).toEqual([]);
      return [...error.message.matchAll(code)].map(([, at]) => at);
    };

    it("refuses a setting of the stack", async () => {
      expect(await refuse("", [keys.tags])).toEqual(["tags"]);
    });

    it("refuses what the stack file encrypts in an endpoint", async () => {
      const text = `config:
  ${keys.endpoints}:
    sentiment:
      model: { image: { secure: v1:a }, environment: { TOKEN: { secure: v1:b } } }
      tags: { owner: { secure: v1:c } }
`;
      const expected = ["endpoints.sentiment.model.image", "endpoints.sentiment.tags.owner"];
      expect(await refuse(text, [keys.endpoints])).toEqual(expected);
      expect(await refuse(text, [keys.endpoints, keys.tags])).toEqual(["tags", ...expected]);
    });
  });

  it("knows in a preview of a first deployment no name that AWS will give", async () => {
    const { program } = session({ ...good, endpoints: { sentiment } });
    const recording = await mocks.record(program, { preview: true });
    expect(mocks.ofType(recording, "Target")[0]?.inputs["resourceId"]).toBe(mocks.unknown);
  });
});
