import * as pulumi from "@pulumi/pulumi";
import { TimetabledEndpoint, type TimetabledEndpointArgs } from "../../../src/deploy/component";
import { ofType, record, recordFailure, type Recording, unknown } from "../../support/mocks";

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0";
const office = { days: "mon-fri", from: "08:00", to: "18:00", min: 2, max: 4 };
const args = {
  model: { image, dataUrl: "s3://models/sentiment.tar.gz" },
  variant: { instanceType: "ml.m5.large" },
  timezone: "Europe/Berlin",
  timetable: { baseline: { min: 1, max: 1 }, windows: { office }, reassertEvery: "never" },
} satisfies TimetabledEndpointArgs;

const create = (more: Partial<TimetabledEndpointArgs>, preview = false): Promise<Recording> =>
  record(() => new TimetabledEndpoint("sentiment", { ...args, ...more }), { preview });

const refuse = async (more: object): Promise<string> => {
  const { error, resources } = await recordFailure(() => new TimetabledEndpoint("sentiment", { ...args, ...more }));
  expect(error).toBeInstanceOf(pulumi.RunError);
  expect(resources).toEqual([]);
  // Pulumi prints the stack of what a plugin throws.
  expect(error.stack).toBe(error.message);
  return error.message;
};

const inputsOf = (recording: Recording, type: string) => ofType(recording, type)[0]?.inputs;

/** What only an update knows. */
const later = <T>(): pulumi.Output<T> =>
  new (pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<T>)(
    new Set(),
    Promise.resolve(undefined),
    Promise.resolve(false),
    Promise.resolve(false),
    Promise.resolve(new Set()),
  );

describe("TimetabledEndpoint", () => {
  beforeEach(() => jest.spyOn(pulumi.log, "warn").mockResolvedValue());
  afterEach(() => jest.restoreAllMocks());

  it("creates the resources of an endpoint of a stack file, and shows its args", async () => {
    const recording = await create({});
    expect(recording.resources.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`)).toEqual([
      "TimetabledEndpoint sentiment",
      "Role sentiment",
      "RolePolicy sentiment",
      "Model sentiment",
      "EndpointConfiguration sentiment",
      "Stash sentiment-shape",
      "Endpoint sentiment",
      "Target sentiment",
      "ScheduledAction sentiment/baseline",
      "ScheduledAction sentiment/office",
    ]);
    expect(inputsOf(recording, "TimetabledEndpoint")).toEqual(args);
  });

  it("creates a serverless endpoint", async () => {
    const { variant: _, ...rest } = args;
    const { resources } = await record(
      () => new TimetabledEndpoint("sentiment", { ...rest, serverless: { memoryGb: 2, maxConcurrency: 10 } }),
    );
    const configuration = resources.find(({ type }) => type.endsWith(":EndpointConfiguration"));
    expect(configuration?.inputs["productionVariants"]).toMatchObject([
      { variantName: "AllTraffic", serverlessConfig: { memorySizeInMb: 2048, maxConcurrency: 10 } },
    ]);
    const target = resources.find(({ type }) => type.endsWith(":Target"));
    expect(target?.inputs["scalableDimension"]).toBe("sagemaker:variant:DesiredProvisionedConcurrency");
  });

  it("has no variantOf, which names an endpoint of a stack file", async () => {
    expect(await refuse({ variantOf: "other" }))
      .toContain(`error unknown-key at variantOf of TimetabledEndpoint sentiment
  variantOf names an endpoint of a stack file, and a component has no stack file
  expected: a component for each endpoint, or a stack file of inference-timetable with both
  fix: remove variantOf, which makes this a separate endpoint`);
  });

  it.each([
    ["nothing", undefined],
    ["a list", []],
    ["text", "sentiment"],
    ["an Output", pulumi.output({})],
  ])("refuses args that are %s", async (what, wrong) => {
    const { error } = await recordFailure(
      () => new TimetabledEndpoint("sentiment", wrong as unknown as TimetabledEndpointArgs),
    );
    expect(error.stack).toBe(`error wrong-type at args of TimetabledEndpoint sentiment
  the args are ${what}
  expected: a map of keys, of which only some may be Outputs
  fix: pass { model: …, variant: …, timetable: … }
docs/problems.md explains each code`);
  });

  it("has the endpoint's name and ARN, and its schedules once all of them are registered", async () => {
    let registered: readonly string[] = [];
    const names: string[] = [];
    await record(async () => {
      pulumi.runtime.registerStackTransformation(({ name }) => void names.push(name));
      const endpoint = new TimetabledEndpoint("sentiment", args);
      const outputs = await new Promise((resolve) => {
        pulumi.all([endpoint.endpointName, endpoint.endpointArn, endpoint.scheduledActions]).apply(resolve);
      });
      registered = [...names];
      expect(outputs).toEqual([
        "sentiment-0a1b2c3",
        "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/sentiment-0a1b2c3",
        {
          baseline: "cron(0 18 * * ? *) Europe/Berlin: 1-1 instances",
          office: "cron(0 8 ? * MON-FRI *) Europe/Berlin: 2-4 instances",
        },
      ]);
      return {};
    });
    expect(registered).toContain("sentiment/office");
  });

  it("takes Outputs of other resources", async () => {
    const output = pulumi.output;
    const provider = "arn:aws:lambda:eu-central-1:123456789012:function:sign-in";
    const recording = await create({
      model: {
        image: output(image),
        dataUrl: Promise.resolve("s3://models/sentiment.tar.gz"),
        environment: { LOG_LEVEL: "info", TOKEN: pulumi.secret("abc") },
        registry: { access: "vpc", credentialsProviderArn: output(provider) },
        vpc: { subnetIds: output(["subnet-0a1b2c3d"]), securityGroupIds: [output("sg-0a1b2c3d")] },
      },
      dataCapture: { percent: 10, destination: "s3://captured/", kmsKeyId: output("alias/inference") },
      monitoring: { topicArn: output("arn:aws:sns:eu-central-1:123456789012:ml-oncall") },
    });
    expect(inputsOf(recording, "Model")).toMatchObject({
      primaryContainer: {
        image,
        modelDataUrl: "s3://models/sentiment.tar.gz",
        environment: { LOG_LEVEL: "info", TOKEN: { secret: "abc" } },
        imageConfig: {
          repositoryAccessMode: "Vpc",
          repositoryAuthConfig: { repositoryCredentialsProviderArn: provider },
        },
      },
      vpcConfig: { subnets: ["subnet-0a1b2c3d"], securityGroupIds: ["sg-0a1b2c3d"] },
    });
    expect(inputsOf(recording, "EndpointConfiguration")).toMatchObject({
      dataCaptureConfig: { kmsKeyId: "alias/inference" },
    });
    const plain = await create({
      dataCapture: { percent: 10, destination: "s3://captured/", kmsKeyId: "alias/inference" },
      model: {
        ...args.model,
        registry: { access: "vpc", credentialsProviderArn: provider },
        vpc: { subnetIds: ["subnet-0a1b2c3d"], securityGroupIds: ["sg-0a1b2c3d"] },
      },
    });
    expect(inputsOf(recording, "RolePolicy")).toEqual(inputsOf(plain, "RolePolicy"));
    expect(inputsOf(recording, "EventTarget")).toMatchObject({
      arn: "arn:aws:sns:eu-central-1:123456789012:ml-oncall",
    });
  });

  it("takes the whole environment as one Output", async () => {
    const recording = await create({ model: { image, environment: pulumi.output({ A: "1" }) } });
    expect(inputsOf(recording, "Model")).toMatchObject({ primaryContainer: { environment: { A: "1" } } });
  });

  it("plans everything else of an image that is known after the update", async () => {
    const recording = await create({ model: { image: later() } }, true);
    expect(inputsOf(recording, "Model")).toMatchObject({ primaryContainer: { image: unknown } });
    expect(inputsOf(recording, "RolePolicy")).toMatchObject({ policy: unknown });
    expect(inputsOf(recording, "ScheduledAction")).toMatchObject({ schedule: "cron(0 18 * * ? *)" });
  });

  it("refuses every problem at once, with its path in the args, and registers nothing", async () => {
    const message = await refuse({
      windos: {},
      timezon: "EST",
      timezone: "EST",
      timetable: { baseline: { min: 1, max: 1 }, windows: { office: { ...office, from: "8am" } } },
      model: { image: "nginx:latest" },
    });
    expect(message.split("\n").filter((line) => line.startsWith("error"))).toEqual([
      "error unknown-key at windos of TimetabledEndpoint sentiment",
      "error unknown-key at timezon of TimetabledEndpoint sentiment",
      "error unknown-zone at timezone of TimetabledEndpoint sentiment",
      "error image-refused at model.image of TimetabledEndpoint sentiment",
      "error wrong-value at timetable.windows.office.from of TimetabledEndpoint sentiment",
    ]);
  });

  it("refuses an Output for what the plan needs", async () => {
    const message = await refuse({ timetable: { baseline: { min: pulumi.output(1), max: 2 } } });
    expect(message).toBe(
      [
        "error wrong-type at timetable.baseline.min of TimetabledEndpoint sentiment",
        "  this is an Output, but the plan needs the value before the deployment",
        "  expected: a plain value; only images, addresses in Amazon S3, ARNs, IDs, keys and environment may be Outputs",
        "  fix: write the value itself, or read it with config.require",
        "docs/problems.md explains each code",
      ].join("\n"),
    );
  });

  it("ignores keys that are undefined", async () => {
    const more = { scaling: undefined, tags: undefined } as unknown as Partial<TimetabledEndpointArgs>;
    expect((await create(more)).resources).toHaveLength(10);
  });

  it("lets other resources wait for all of its own", async () => {
    const recording = await record(() => {
      const endpoint = new TimetabledEndpoint("sentiment", args);
      new pulumi.Stash("after", { input: "x" }, { dependsOn: [endpoint] });
    });
    const after = recording.resources.find(({ name }) => name === "after");
    expect(after?.after).toContain("ScheduledAction sentiment/office");
  });
});
