import { credentials } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import {
  type RegisterErrorHookRequest,
  type RegisterResourceHookRequest,
  type RegisterResourceRequest,
  ResourceHookRequest,
  ResourceHookResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** What stands in recorded inputs for a value that only AWS will know. */
export const unknown = "<known after up>";

/** One resource as the engine is told of it; other resources as `Type name`. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  /** All that comes before it, by a property or by `dependsOn`. */
  readonly after: readonly string[];
  /** Property to the resources that its value comes from. */
  readonly from: Readonly<Record<string, readonly string[]>>;
  /** Only options that are set. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a program did. */
export interface Recording {
  /** Without the stack itself, in the order of registration. */
  readonly resources: readonly Registered[];
  readonly outputs: unknown;
  /** Calls a hook as the engine would; the text of its error, undefined when it agrees. */
  readonly callHook: (name: string, args: HookArgs) => Promise<string | undefined>;
}

/** What the engine has by the time of the hook. */
interface HookArgs {
  readonly newInputs?: Readonly<Record<string, unknown>>;
  readonly newOutputs?: Readonly<Record<string, unknown>>;
  readonly oldInputs?: Readonly<Record<string, unknown>>;
  readonly oldOutputs?: Readonly<Record<string, unknown>>;
}

type Computed = (name: string) => Readonly<Record<string, string>>;

const account = "123456789012";
const region = "eu-central-1";

/** What AWS adds to each type; a type that is not here is refused. */
const computed: Readonly<Record<string, Computed>> = {
  "pulumi:pulumi:Stack": () => ({}),
  "pulumi:index:Stash": () => ({}),
  "pulumi:providers:aws": () => ({}),
  "inference-timetable:index:TimetabledEndpoint": () => ({}),
  "aws:iam/role:Role": named((name) => `arn:aws:iam::${account}:role/${name}`),
  "aws:iam/rolePolicy:RolePolicy": named(),
  "aws:sagemaker/model:Model": named(),
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": named(),
  "aws:sagemaker/endpoint:Endpoint": named((name) => `arn:aws:sagemaker:${region}:${account}:endpoint/${name}`),
  "aws:appautoscaling/target:Target": () => ({}),
  "aws:appautoscaling/policy:Policy": named((name) => `arn:aws:autoscaling:${region}:${account}:scalingPolicy:${name}`),
  "aws:appautoscaling/scheduledAction:ScheduledAction": () => ({}),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named((name) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`),
  "aws:cloudwatch/eventRule:EventRule": named((name) => `arn:aws:events:${region}:${account}:rule/${name}`),
  "aws:cloudwatch/eventTarget:EventTarget": () => ({}),
  "aws:cloudwatch/dashboard:Dashboard": () => ({}),
  "aws:sns/topic:Topic": named((name) => `arn:aws:sns:${region}:${account}:${name}`),
  "aws:sns/topicPolicy:TopicPolicy": () => ({}),
  "aws:sns/topicSubscription:TopicSubscription": () => ({}),
};

function named(arn: (name: string) => string = (name) => `arn:aws:::${name}`): Computed {
  return (name) => ({ name: `${name}-0a1b2c3`, arn: arn(`${name}-0a1b2c3`) });
}

/**
 * Runs a Pulumi program against mocks and records each resource, its options and its dependencies as
 * the engine would get them.
 *
 * @param options `preview`: as in a real preview of a first deployment, nothing that AWS computes is known
 */
export async function record(program: () => unknown, options: RunOptions = {}): Promise<Recording> {
  const { error, ...recording } = await attempt(program, options);
  if (error !== undefined) throw error;
  return recording;
}

/** The same for a program that is to fail: its error, and what it had told the engine by then. */
export async function recordFailure(
  program: () => unknown,
  options: RunOptions = {},
): Promise<Pick<Recording, "resources"> & { readonly error: Error }> {
  const { error, resources } = await attempt(program, options);
  if (error === undefined) throw new Error("the program did not fail");
  return { error, resources };
}

interface RunOptions {
  readonly preview?: boolean;
  /** What the engine's state holds, by URN; a text is the error of a state that cannot be read. Default: nothing. */
  readonly deployed?: Readonly<Record<string, unknown>> | string;
  /** AWS's functions by their tokens; one that is not here is refused. Default: none. */
  readonly functions?: Readonly<Record<string, (call: MockCall) => Record<string, unknown>>>;
}

/** `provider`: empty for the stack's own. */
type MockCall = Required<Pick<pulumi.runtime.MockCallArgs, "inputs" | "provider">>;

async function attempt(
  program: () => unknown,
  { preview = false, deployed = {}, functions = {} }: RunOptions,
): Promise<Recording & { readonly error?: Error }> {
  await pulumi.runtime.setMocks(
    {
      call: ({ token, inputs, provider }) => {
        if (token === "pulumi:pulumi:readStackResourceOutputs") {
          // As gRPC has it: the SDK takes an error's text from its details.
          if (typeof deployed === "string") throw Object.assign(new Error(deployed), { details: deployed });
          return { outputs: deployed };
        }
        if (token === "aws:index/getCallerIdentity:getCallerIdentity") return { accountId: account };
        const answer = functions[token];
        if (answer === undefined) throw new Error(`no mock for function ${token}`);
        return answer({ inputs, provider: provider ?? "" });
      },
      newResource: ({ type, name, inputs }) => {
        const outputs = computed[type];
        if (outputs === undefined) throw new Error(`no mock for resource ${type}`);
        if (preview) return { id: undefined, state: inputs };
        return { id: `${name}-id`, state: { ...outputs(name), ...inputs } };
      },
    },
    "inference-timetable",
    "test",
    preview,
    "organization",
  );
  const requests: RegisterResourceRequest[] = [];
  tapMonitor(requests);
  const made: pulumi.Resource[] = [];
  const failure: { error?: Error } = {};
  const outputs: unknown = await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(({ resource }) => {
      made.push(resource);
      return undefined;
    });
    try {
      return (await program()) as Record<string, unknown>;
    } catch (error) {
      failure.error = error instanceof Error ? error : new Error(String(error));
      return {};
    }
  });
  // The stack's outputs are registered last, and with the mocks of their own run; a component may make more by then.
  await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
  await Promise.all(made.map((resource) => settled(resource.urn)));
  return {
    ...failure,
    resources: requests.filter((request) => request.getType() !== stackType).map(registered),
    outputs,
    callHook,
  };
}

/** The resources of one type, by the last part of its name. */
export function ofType(recording: Recording, type: string): readonly Registered[] {
  return recording.resources.filter((resource) => resource.type.endsWith(`:${type}`));
}

const stackType = "pulumi:pulumi:Stack";

type Callback = (error: unknown, response: unknown) => void;
type MockMonitor = {
  registerResource: (request: RegisterResourceRequest, callback: Callback) => unknown;
  registerResourceHook: (request: RegisterResourceHookRequest, callback: Callback) => void;
  registerErrorHook: (request: RegisterErrorHookRequest, callback: Callback) => void;
};

/** Registered hooks by name. The SDK makes one callback server a process, so all runs share them. */
const hooks = new Map<string, RegisterResourceHookRequest>();

/** Listens in between program and mocks; the mocks know no hooks, so they are answered here. */
function tapMonitor(requests: RegisterResourceRequest[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  const { registerResource } = monitor;
  monitor.registerResource = (request, callback) => {
    requests.push(request);
    return registerResource.call(monitor, request, callback);
  };
  monitor.registerResourceHook = (request, callback) => {
    hooks.set(request.getName(), request);
    callback(null, {});
  };
  monitor.registerErrorHook = (_, callback) => {
    callback(null, {});
  };
}

function registered(request: RegisterResourceRequest): Registered {
  const from = [...request.getPropertydependenciesMap().entries()].map(
    ([property, urns]) => [property, urns.getUrnsList().map(shortName).toSorted()] as const,
  );
  const parent = shortName(request.getParent());
  return {
    type: request.getType(),
    name: request.getName(),
    inputs: known(request.getObject()?.toJavaScript() ?? {}) as Registered["inputs"],
    ...(request.getParent().includes(stackType + "::") ? {} : { parent }),
    after: request.getDependenciesList().map(shortName).toSorted(),
    from: Object.fromEntries(from.filter(([, names]) => names.length > 0)),
    options: options(request),
  };
}

function options(request: RegisterResourceRequest): Registered["options"] {
  const all: Registered["options"] = {
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    deletedWith: shortName(request.getDeletedwith()).trim(),
    protect: request.getProtect(),
    importId: request.getImportid(),
    afterUpdate: request.getHooks()?.getAfterUpdateList() ?? [],
    aliases: request.getAliasesList().map((alias) => alias.getSpec()?.getName()),
    provider: request.getProvider(),
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([, value]) => value !== false && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** `urn:…::type$aws:sagemaker/model:Model::name` as `Model name`. */
function shortName(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return `${type.slice(type.lastIndexOf(":") + 1)} ${name}`;
}

/** The key under which the SDK says what kind of special value an object stands for, and the kind for secrets. */
const [special, secret] = ["4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"];

function known(value: unknown): unknown {
  if (value === pulumi.runtime.unknownValue) return unknown;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  if (Reflect.get(value, special) === secret) return { secret: known(Reflect.get(value, "value")) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, known(inner)]));
}

/** Goes the engine's way: through the program's callback server. */
async function callHook(name: string, args: HookArgs): Promise<string | undefined> {
  const callback = hooks.get(name)?.getCallback();
  if (callback === undefined) throw new Error(`no hook ${name}`);
  const hookRequest = new ResourceHookRequest()
    .setName(name)
    .setNewInputs(structOf(args.newInputs))
    .setNewOutputs(structOf(args.newOutputs))
    .setOldInputs(structOf(args.oldInputs))
    .setOldOutputs(structOf(args.oldOutputs));
  const request = new CallbackInvokeRequest().setToken(callback.getToken()).setRequest(hookRequest.serializeBinary());
  const client = new CallbacksClient(callback.getTarget(), credentials.createInsecure());
  try {
    const response = await new Promise<CallbackInvokeResponse>((resolve, reject) => {
      client.invoke(request, (error, answer) => (error === null ? resolve(answer) : reject(error)));
    });
    const { error } = ResourceHookResponse.deserializeBinary(response.getResponse_asU8()).toObject();
    return error === "" ? undefined : error;
  } finally {
    client.close();
  }
}

function structOf(values: Readonly<Record<string, unknown>> = {}): Struct {
  return Struct.fromJavaScript(values as JavaScriptValues);
}

type JavaScriptValues = Parameters<typeof Struct.fromJavaScript>[0];

/** A promise of the output's value, known or not. */
function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}
