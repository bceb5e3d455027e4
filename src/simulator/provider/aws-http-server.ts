import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { formatInstant } from "../../timetable/time";
import { type AwsError, isJsonObject, isOperationName, type JsonObject, type OperationName } from "../aws";
import type { SimulatedAccount } from "./simulated-account";

type Answer = { readonly output: JsonObject } | { readonly error: AwsError };

export type AnswerCall = (operation: OperationName, input: JsonObject) => Answer | Promise<Answer>;

export interface AwsHttpServer {
  /** The value for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface ServeOptions {
  readonly port?: number;
  readonly clock?: VirtualClock;
}

/** `sleep`: lets virtual seconds pass; `now`: an ISO instant. */
interface VirtualClock {
  readonly sleep: (seconds: number) => Promise<void>;
  readonly now: () => string;
}

/**
 * The services by the names that requests give them in `X-Amz-Target`.
 * @see each service's model in https://github.com/boto/botocore, `metadata.targetPrefix`
 */
const services: Readonly<Record<string, string>> = {
  AnyScaleFrontendService: "application-autoscaling",
  GraniteServiceVersion20100801: "cloudwatch",
  SageMaker: "sagemaker",
};

/**
 * Serves the simulated account to SDKs and other clients of AWS on this machine.
 * @param port 0 takes any free port
 * @param clock `GET /clock` returns its time, `POST /clock?seconds=15` waits by it
 * @throws if the port is taken
 * @see AWS JSON 1.1, https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function serveAwsHttp(
  answerCall: AnswerCall,
  { port = 0, clock }: ServeOptions = {},
): Promise<AwsHttpServer> {
  const server = createServer((request, response) => {
    const [isClock, seconds] = /^\/clock(?:\?seconds=(\d+))?$/.exec(request.url ?? "") ?? [];
    if (isClock === undefined || clock === undefined) void answerRequest(request, response, answerCall);
    else if (seconds === undefined) response.end(clock.now());
    else void clock.sleep(Number(seconds)).then(() => response.end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  answerCall: AnswerCall,
): Promise<void> {
  const { "content-type": type, "x-amz-target": target } = request.headers;
  const body = await readBody(request);
  const isQuery = type?.startsWith("application/x-www-form-urlencoded") === true;
  const call = isQuery ? parseQuery(body) : { operation: parseTarget(target), input: parseBody(body) };
  const result = await toOutcome(call, answerCall);
  const failed = "error" in result;
  const requestId = request.headers["amz-sdk-invocation-id"];
  response.writeHead(failed ? toHttpStatus(result.error) : 200, {
    "content-type": isQuery ? "text/xml" : "application/x-amz-json-1.1",
    ...(typeof requestId === "string" ? { "x-amzn-requestid": requestId } : {}),
    ...(failed && !isQuery ? { "x-amzn-errortype": result.error.code } : {}),
  });
  response.end(isQuery ? formatXml(call.operation, result) : formatJson(result));
}

function formatJson(result: Answer): string {
  return JSON.stringify(
    "error" in result ? { __type: result.error.code, message: result.error.message } : result.output,
  );
}

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
function formatXml(operation: string, result: Answer): string {
  if ("error" in result) {
    const { code, message } = result.error;
    return `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  }
  const [, name = ""] = operation.split(":");
  const members = Object.entries(result.output).map(
    ([key, value]) => `<${key}>${typeof value === "string" ? value : JSON.stringify(value)}</${key}>`,
  );
  return `<${name}Response><${name}Result>${members.join("")}</${name}Result></${name}Response>`;
}

/** Clients repeat a 500. */
function toHttpStatus({ code }: AwsError): number {
  return /^(Internal|ServiceUnavailable)/.test(code) ? 500 : 400;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** `input` absent: not readable. */
interface ParsedCall {
  readonly operation: string;
  readonly input: JsonObject | undefined;
}

function parseTarget(target: string | readonly string[] | undefined): string {
  const [prefix = "", name = ""] = typeof target === "string" ? target.split(".") : [];
  return `${services[prefix] ?? prefix}:${name}`;
}

/** Only STS still has a protocol without `X-Amz-Target`, and nothing calls it with parameters. */
function parseQuery(body: string): ParsedCall {
  return { operation: `sts:${new URLSearchParams(body).get("Action") ?? ""}`, input: {} };
}

function toOutcome({ operation, input }: ParsedCall, answerCall: AnswerCall): ReturnType<AnswerCall> {
  if (!isOperationName(operation)) {
    const message = `The operation ${operation} is not simulated.`;
    return { error: { code: "UnknownOperationException", message } };
  }
  return input === undefined
    ? { error: { code: "SerializationException", message: "The body is no JSON object." } }
    : answerCall(operation, input);
}

function parseBody(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body === "" ? "{}" : body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A server for AWS's SDK, and the environment that points the SDK at it. */
export interface SdkAccess {
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/**
 * Points the AWS SDK at the simulated account and its clock, with invalid credentials so that no real account is read.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export async function serveSdkAccess(account: SimulatedAccount): Promise<SdkAccess> {
  const { url, close } = await serveAwsHttp((operation, input) => account.request(operation, input), {
    clock: {
      sleep: (seconds) => account.sleep(seconds),
      now: () => formatInstant(Math.floor(account.state.nowSeconds / 60)),
    },
  });
  return {
    close,
    environment: {
      AWS_ENDPOINT_URL: url,
      TIMETABLE_CLOCK: `${url}/clock`,
      AWS_ACCESS_KEY_ID: "SIMULATED",
      AWS_SECRET_ACCESS_KEY: "simulated",
      AWS_SESSION_TOKEN: "",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  };
}
