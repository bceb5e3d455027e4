import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as services from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import * as empty from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isJsonObject, type JsonObject } from "../aws";
import { type Differences, PartlyDone, Provider } from "./provider";
import type { SimulatedAccount } from "./simulated-account";

/** A provider that listens. */
export interface ServedProvider {
  /** What PULUMI_DEBUG_PROVIDERS wants: the package and the port. */
  readonly debugProviders: string;
  readonly close: () => void;
}

/** The version that the program's SDK asks the engine for; an attached provider is not asked. */
const version = "7.48.0";

/**
 * The provider `aws` on a port of this machine, for an engine that attaches to it.
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/providers/implementers/; PULUMI_DEBUG_PROVIDERS
 */
export async function serveProvider(account: SimulatedAccount): Promise<ServedProvider> {
  const provider = new Provider(account);
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 2 ** 20 });
  server.addService(services.ResourceProviderService, createHandlers(provider));
  const port = await new Promise<number>((resolve, reject) => {
    const insecure = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", insecure, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    debugProviders: `aws:${port}`,
    close: () => {
      server.forceShutdown();
    },
  };
}

function createHandlers(provider: Provider): grpc.UntypedServiceImplementation {
  return { ...createLifecycleHandlers(provider), ...createDiffHandlers(provider), ...createChangeHandlers(provider) };
}

function createLifecycleHandlers(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    attach: toUnaryHandler((_: plugin.PluginAttach) => new empty.Empty()),
    cancel: toUnaryHandler((_: empty.Empty) => new empty.Empty()),
    getPluginInfo: toUnaryHandler((_: empty.Empty) => new plugin.PluginInfo().setVersion(version)),
    getSchema: toUnaryHandler((_: rpc.GetSchemaRequest) => new rpc.GetSchemaResponse().setSchema("{}")),
    checkConfig: toUnaryHandler((request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews())),
    diffConfig: toUnaryHandler((_: rpc.DiffRequest) =>
      new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    configure: toUnaryHandler((request: rpc.ConfigureRequest) => {
      provider.configure(fromStruct(request.getArgs()), request.getName() ?? "default");
      return new rpc.ConfigureResponse().setSupportspreview(true);
    }),
    invoke: toUnaryHandler((request: rpc.InvokeRequest) =>
      new rpc.InvokeResponse().setReturn(toStruct(provider.invoke(request.getTok(), fromStruct(request.getArgs())))),
    ),
  };
}

function createDiffHandlers(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    check: toUnaryHandler((request: rpc.CheckRequest) => {
      const { inputs, complaints } = provider.check(
        request.getUrn(),
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        request.getRandomseed_asU8(),
      );
      const failures = complaints.map(({ property, reason }) =>
        new rpc.CheckFailure().setProperty(property).setReason(reason),
      );
      return new rpc.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures);
    }),
    diff: toUnaryHandler((request: rpc.DiffRequest) =>
      toDiffResponse(
        provider.diff(
          request.getUrn(),
          fromStruct(request.getOlds()),
          fromStruct(request.getNews()),
          request.getIgnorechangesList(),
        ),
      ),
    ),
  };
}

function createChangeHandlers(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    create: toUnaryHandler(async (request: rpc.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const made = await provider.create(request.getUrn(), inputs, request.getPreview());
      return new rpc.CreateResponse().setId(made.id).setProperties(toStruct(made.outputs));
    }),
    read: toUnaryHandler(async (request: rpc.ReadRequest) => {
      const found = await provider.read(
        request.getUrn(),
        request.getId(),
        fromStruct(request.getProperties()),
        fromStruct(request.getInputs()),
      );
      if (found === undefined) return new rpc.ReadResponse();
      return new rpc.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct(found.outputs))
        .setInputs(toStruct(found.inputs));
    }),
    update: toUnaryHandler(async (request: rpc.UpdateRequest) => {
      const outputs = await provider.update(
        request.getUrn(),
        request.getId(),
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        { preview: request.getPreview(), ignoreChanges: request.getIgnorechangesList() },
      );
      return new rpc.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: toUnaryHandler(async (request: rpc.DeleteRequest) => {
      const state = fromStruct(request.getProperties());
      await provider.delete(request.getUrn(), request.getId(), state);
      return new empty.Empty();
    }),
  };
}

function toDiffResponse({ differences, deleteFirst, replaces }: Differences): rpc.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  const response = new rpc.DiffResponse()
    .setChanges(differences.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setReplacesList([...replaces])
    .setDiffsList([...new Set(differences.map(({ path }) => path.split(/[.[]/)[0] ?? path))])
    .setDeletebeforereplace(deleteFirst)
    .setHasdetaileddiff(true);
  const kinds = rpc.PropertyDiff.Kind;
  for (const each of differences) {
    const kind = {
      add: each.replaces ? kinds.ADD_REPLACE : kinds.ADD,
      delete: each.replaces ? kinds.DELETE_REPLACE : kinds.DELETE,
      update: each.replaces ? kinds.UPDATE_REPLACE : kinds.UPDATE,
    }[each.kind];
    response.getDetaileddiffMap().set(each.path, new rpc.PropertyDiff().setKind(kind));
  }
  return response;
}

/** A gRPC method of one request and one answer; what it throws becomes the call's error. */
function toUnaryHandler<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(toServiceError(error));
        },
      );
  };
}

function toServiceError(error: unknown): Partial<grpc.StatusObject> {
  const details = error instanceof Error ? error.message : String(error);
  const code = grpc.status.UNKNOWN;
  return error instanceof PartlyDone
    ? { code, details, metadata: toPartlyDoneDetails(error, code) }
    : { code, details };
}

/** How a provider says that a resource exists, but is not what was asked for: the engine keeps its state. */
function toPartlyDoneDetails(error: PartlyDone, code: number): grpc.Metadata {
  const failed = new rpc.ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(toStruct(error.outputs))
    .setInputs(toStruct(error.inputs))
    .setReasonsList([error.message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(code).setMessage(error.message);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}

function fromStruct(struct: Struct | undefined): JsonObject {
  const value: unknown = struct?.toJavaScript();
  return isJsonObject(value) ? value : {};
}

function toStruct(properties: JsonObject): Struct {
  return Struct.fromJavaScript(structuredClone(properties));
}
