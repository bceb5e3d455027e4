import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const root = path.join(__dirname, "..", "..");
/** The engine sends this instead of a value that a preview does not know. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

const toUrn = ({ type, name }: Pick<Resource, "type" | "name">): string => `urn:pulumi:dev::shop::${type}::${name}`;

/** The server refuses an engine that sends no options. */
function createOptions(): AnalyzerResourceOptions {
  const options = new AnalyzerResourceOptions();
  options.setCustomtimeouts(new AnalyzerResourceOptions.CustomTimeouts());
  return options;
}

function toMessage(resource: Resource): AnalyzerResource {
  const message = new AnalyzerResource();
  message.setType(resource.type);
  message.setName(resource.name);
  message.setUrn(toUrn(resource));
  message.setOptions(createOptions());
  message.setProperties(Struct.fromJavaScript(resource.props as never));
  for (const [key, urns] of Object.entries(resource.from ?? {})) {
    const dependencies = new AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(key, dependencies);
  }
  return message;
}

const configuration = (variant: Readonly<Record<string, unknown>>): Resource => ({
  type: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
  name: "config",
  props: {
    name: "chat-config",
    productionVariants: [
      { variantName: "main", modelName: "chat", instanceType: "ml.g5.xlarge", initialInstanceCount: 3, ...variant },
    ],
  },
});
const endpoint: Resource = {
  type: "aws:sagemaker/endpoint:Endpoint",
  name: "chat",
  props: { name: "chat", endpointConfigName: "chat-config" },
};
const scaled = { serviceNamespace: "sagemaker", resourceId: "endpoint/chat/variant/main" };
const target: Resource = {
  type: "aws:appautoscaling/target:Target",
  name: "target",
  props: { ...scaled, minCapacity: 1, maxCapacity: 2 },
};
const action: Resource = {
  type: "aws:appautoscaling/scheduledAction:ScheduledAction",
  name: "office",
  props: {
    ...scaled,
    schedule: "cron(0 8 ? * MON-FRI *)",
    scalableTargetAction: { minCapacity: "2", maxCapacity: "6" },
  },
};
const complete = [configuration({}), endpoint, target, action];

/** The Analyzer service of the pack, as the engine starts and calls it. */
describe("the policy pack", () => {
  let server: ChildProcess;
  let client: AnalyzerClient;

  beforeAll(async () => {
    server = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", path.join("policy", "index.ts")], {
      cwd: root,
      env: { ...process.env, TS_NODE_PROJECT: path.join(root, "policy", "tsconfig.json") },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      server.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()));
      server.once("exit", (code) => reject(new Error(`the pack ended with ${code}`)));
    });
    client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  });
  afterAll(() => {
    client.close();
    server.kill();
  });
  afterEach(() => configure({}));

  type Config = Readonly<Record<string, { readonly level?: EnforcementLevel; readonly [key: string]: unknown }>>;

  async function configure(config: Config): Promise<void> {
    const request = new ConfigureAnalyzerRequest();
    for (const [name, { level = EnforcementLevel.MANDATORY, ...properties }] of Object.entries(config)) {
      const policy = new PolicyConfig();
      policy.setEnforcementlevel(level);
      policy.setProperties(Struct.fromJavaScript(properties as never));
      request.getPolicyconfigMap().set(name, policy);
    }
    await new Promise<void>((resolve, reject) => {
      client.configure(request, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  const listViolations = (response: AnalyzeResponse) =>
    response
      .getDiagnosticsList()
      .map((each) => ({
        policy: each.getPolicyname(),
        level: each.getEnforcementlevel(),
        message: each.getMessage().split("\n").at(-1),
        urn: each.getUrn(),
      }));

  async function analyzeStack(resources: readonly Resource[]) {
    const request = new AnalyzeStackRequest();
    request.setResourcesList(resources.map(toMessage));
    return new Promise<ReturnType<typeof listViolations>>((resolve, reject) => {
      client.analyzeStack(request, (error, response) =>
        error === null ? resolve(listViolations(response)) : reject(error),
      );
    });
  }

  async function analyze(resource: Resource) {
    const request = new AnalyzeRequest();
    request.setType(resource.type);
    request.setName(resource.name);
    request.setUrn(toUrn(resource));
    request.setOptions(createOptions());
    request.setProperties(Struct.fromJavaScript(resource.props as never));
    return new Promise<ReturnType<typeof listViolations>>((resolve, reject) => {
      client.analyze(request, (error, response) =>
        error === null ? resolve(listViolations(response)) : reject(error),
      );
    });
  }

  it("accepts an endpoint whose scalable target has scheduled actions", async () => {
    expect(await analyzeStack(complete)).toEqual([]);
  });

  it("refuses an endpoint without a scalable target, or without scheduled actions", async () => {
    const violation = { policy: "endpoint-timetable", level: EnforcementLevel.MANDATORY, urn: toUrn(endpoint) };
    expect(await analyzeStack([configuration({}), endpoint, action])).toEqual([
      {
        ...violation,
        message:
          "variant main of endpoint chat has no scalable target: put it on a timetable, or add scheduled actions",
      },
    ]);
    const other = { ...action, props: { ...action.props, resourceId: "endpoint/other/variant/main" } };
    expect(await analyzeStack([configuration({}), endpoint, target, other])).toEqual([
      {
        ...violation,
        message:
          "the scalable target of variant main of endpoint chat has no scheduled actions: put it on a timetable, or add scheduled actions",
      },
    ]);
  });

  it.each([
    [
      "serverless without provisioned concurrency",
      { serverlessConfig: { maxConcurrency: 5, memorySizeInMb: 2048 } },
      0,
    ],
    ["serverless with provisioned concurrency", { serverlessConfig: { provisionedConcurrency: 2 } }, 1],
    ["a host of inference components", { modelName: "" }, 0],
  ])("counts %s", async (_name, variant, count) => {
    expect(await analyzeStack([configuration(variant), endpoint])).toHaveLength(count);
  });

  it("follows dependencies if a preview does not know names yet", async () => {
    const hidden = (resource: Resource, property: string, from: Resource): Resource => ({
      ...resource,
      props: { ...resource.props, [property]: unknown, name: unknown },
      from: { [property]: [toUrn(from)] },
    });
    const config = configuration({});
    const created = [
      { ...config, props: { ...config.props, name: unknown } },
      hidden(endpoint, "endpointConfigName", config),
      hidden(target, "resourceId", endpoint),
    ];
    expect(await analyzeStack([...created, hidden(action, "resourceId", target)])).toEqual([]);
    expect(await analyzeStack(created)).toHaveLength(1);
  });

  it("limits the max of targets and scheduled actions, if configured", async () => {
    expect(await analyze(action)).toEqual([]);
    await configure({ "max-capacity": { maxCapacity: 5 } });
    expect(await analyze(target)).toEqual([]);
    expect(await analyze({ ...target, props: { ...target.props, maxCapacity: 6 } })).toHaveLength(1);
    expect(await analyze(action)).toMatchObject([
      { policy: "max-capacity", message: "max 6 is above the 5 that the policy pack allows: lower it" },
    ]);
    expect(await analyze({ ...action, props: { ...action.props, serviceNamespace: "ecs" } })).toEqual([]);
  });

  it("limits the cost of all instances at their max, if there is a price", async () => {
    const limit = { maxMonthlyCostUsd: 6000 };
    await configure({ "max-monthly-cost": limit });
    expect(await analyzeStack(complete)).toEqual([]);
    await configure({ "max-monthly-cost": { ...limit, hourlyPriceUsd: { "ml.g5.xlarge": 1.41 } } });
    expect(await analyzeStack(complete)).toMatchObject([
      {
        policy: "max-monthly-cost",
        message:
          "all instances at their max cost 6176 USD a month, above the 6000 that the policy pack allows: lower a max",
      },
    ]);
    expect(await analyzeStack([configuration({}), endpoint])).toMatchObject([{ policy: "endpoint-timetable" }]);
  });

  it("takes its enforcement level from the config", async () => {
    await configure({ "endpoint-timetable": { level: EnforcementLevel.ADVISORY } });
    expect(await analyzeStack([endpoint])).toMatchObject([{ level: EnforcementLevel.ADVISORY }]);
    await configure({ "endpoint-timetable": { level: EnforcementLevel.DISABLED } });
    expect(await analyzeStack([endpoint])).toEqual([]);
  });
});
