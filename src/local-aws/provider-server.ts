import * as grpc from "@grpc/grpc-js";
import * as empty from "google-protobuf/google/protobuf/empty_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as services from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { isJsonObject, type JsonObject } from "../simulate/json";
import type { LocalAccount } from "./local-account";
import { PartlyDone, Provider, type Differences } from "./provider";

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
 *
 * Source: https://www.pulumi.com/docs/iac/guides/building-extending/providers/implementers/; PULUMI_DEBUG_PROVIDERS
 */
export async function serveProvider(account: LocalAccount): Promise<ServedProvider> {
  const provider = new Provider(account);
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 2 ** 20 });
  server.addService(services.ResourceProviderService, handlers(provider));
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

function handlers(provider: Provider): grpc.UntypedServiceImplementation {
  return { ...lifeCycle(provider), ...comparing(provider), ...changing(provider) };
}

function lifeCycle(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    attach: unary((_: plugin.PluginAttach) => new empty.Empty()),
    cancel: unary((_: empty.Empty) => new empty.Empty()),
    getPluginInfo: unary((_: empty.Empty) => new plugin.PluginInfo().setVersion(version)),
    getSchema: unary((_: rpc.GetSchemaRequest) => new rpc.GetSchemaResponse().setSchema("{}")),
    checkConfig: unary((request: rpc.CheckRequest) =>
      new rpc.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary((_: rpc.DiffRequest) =>
      new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    configure: unary((request: rpc.ConfigureRequest) => {
      provider.configure(fromStruct(request.getArgs()), request.getName() ?? "default");
      return new rpc.ConfigureResponse().setSupportspreview(true);
    }),
    invoke: unary((request: rpc.InvokeRequest) =>
      new rpc.InvokeResponse().setReturn(
        toStruct(provider.invoke(request.getTok(), fromStruct(request.getArgs()))),
      ),
    ),
  };
}

function comparing(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    check: unary((request: rpc.CheckRequest) => {
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
    diff: unary((request: rpc.DiffRequest) =>
      diffResponse(
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

function changing(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    create: unary(async (request: rpc.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const made = await provider.create(request.getUrn(), inputs, request.getPreview());
      return new rpc.CreateResponse().setId(made.id).setProperties(toStruct(made.outputs));
    }),
    read: unary(async (request: rpc.ReadRequest) => {
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
    update: unary(async (request: rpc.UpdateRequest) => {
      const outputs = await provider.update(
        request.getUrn(),
        request.getId(),
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
        { preview: request.getPreview(), ignoreChanges: request.getIgnorechangesList() },
      );
      return new rpc.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: unary(async (request: rpc.DeleteRequest) => {
      const state = fromStruct(request.getProperties());
      await provider.delete(request.getUrn(), request.getId(), state);
      return new empty.Empty();
    }),
  };
}

function diffResponse({ differences, deleteFirst, replaces }: Differences): rpc.DiffResponse {
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
function unary<Request, Response>(
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
          callback(serviceError(error));
        },
      );
  };
}

function serviceError(error: unknown): Partial<grpc.StatusObject> {
  const details = error instanceof Error ? error.message : String(error);
  const code = grpc.status.UNKNOWN;
  return error instanceof PartlyDone
    ? { code, details, metadata: partlyDoneDetails(error, code) }
    : { code, details };
}

/** How a provider says that a resource exists, but is not what was asked for: the engine keeps its state. */
function partlyDoneDetails(error: PartlyDone, code: number): grpc.Metadata {
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
