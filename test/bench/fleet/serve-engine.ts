import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, RequirePulumiVersionResponse, SetRootResourceResponse } from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterPackageResponse,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** The side of the Pulumi engine that a program sees: it answers as in the preview of a first deployment. */
export interface ServedEngine {
  readonly address: string;
  /** What programs have declared and logged so far. */
  readonly seen: { resources: number; errors: string[] };
  readonly close: () => void;
}

type Call<Request> = { readonly request: Request };
type Reply = (error: null, response: unknown) => void;

/**
 * Serves the engine's two services on one port.
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/proto/pulumi/resource.proto
 */
export async function serveEngine(): Promise<ServedEngine> {
  const seen: ServedEngine["seen"] = { resources: 0, errors: [] };
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    supportsFeature: (_: unknown, reply: Reply) => reply(null, new SupportsFeatureResponse().setHassupport(true)),
    registerPackage: (_: unknown, reply: Reply) => reply(null, new RegisterPackageResponse().setRef("package")),
    invoke: ({ request }: Call<ResourceInvokeRequest>, reply: Reply) => reply(null, answerInvoke(request)),
    registerResource: ({ request }: Call<RegisterResourceRequest>, reply: Reply) => {
      seen.resources += 1;
      const urn = `urn:pulumi:bench::fleet::${request.getType()}::${request.getName()}`;
      reply(null, new RegisterResourceResponse().setUrn(urn).setObject(request.getObject()));
    },
    ...answerEmpty("registerResourceOutputs", "registerResourceHook", "registerErrorHook", "signalAndWaitForShutdown"),
  });
  server.addService(EngineService, {
    log: ({ request }: Call<LogRequest>, reply: Reply) => {
      if (Number(request.getSeverity()) === 3) seen.errors.push(request.getMessage());
      reply(null, new Empty());
    },
    requirePulumiVersion: (_: unknown, reply: Reply) => reply(null, new RequirePulumiVersionResponse()),
    setRootResource: (_: unknown, reply: Reply) => reply(null, new SetRootResourceResponse()),
  });
  const bind = server.bindAsync.bind(server);
  const port = await new Promise<number>((resolve, reject) => {
    bind("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, seen, close: () => server.forceShutdown() };
}

function answerEmpty(...names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, (_: unknown, reply: Reply) => reply(null, new Empty())]));
}

/** The state is empty before the first deployment. */
function answerInvoke(request: ResourceInvokeRequest): InvokeResponse {
  const token = request.getTok();
  const answer = token === "pulumi:pulumi:readStackResourceOutputs" ? { outputs: {} } : { accountId: "123456789012" };
  return new InvokeResponse().setReturn(Struct.fromJavaScript(answer));
}
