import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import {
  applyEditRequest,
  computeVersion,
  createEditStart,
  type EditContext,
  type EditRequest,
  parseEditRequest,
} from "./apply-edit-request";

interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** `token`: a secret that only the address of the page has. */
interface GuardSecrets {
  readonly port: number;
  readonly token: string;
}

interface Refusal {
  readonly status: 400 | 403 | 404 | 405 | 413 | 415;
  readonly reason: string;
}

interface AllowedRequest {
  readonly path: "/" | "/start" | "/check" | "/save";
}

/** The page sends the token in this header; a page of another origin cannot set it without a preflight request. */
const tokenHeader = "x-timetable-token";

const allowedMethods = { "/": "GET", "/start": "GET", "/check": "POST", "/save": "POST" } as const;

/**
 * Checks that a request comes from the page of this server.
 *
 * Another site can reach a port of this machine, even with a hostname that resolves to it. So Host must be
 * 127.0.0.1 or localhost, Origin must match it, and the token must be right.
 * @see https://owasp.org/www-community/attacks/csrf and https://fetch.spec.whatwg.org/#origin-header
 */
function checkRequest(head: RequestHead, { port, token }: GuardSecrets): AllowedRequest | Refusal {
  const { host, origin } = head.headers;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) {
    return createRefusal(403, "the request is for another host");
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return createRefusal(403, "the request comes from another page");
  }
  const address = `http://${host}${head.url}`;
  if (!URL.canParse(address)) return createRefusal(400, "the address is not valid");
  const { pathname, searchParams } = new URL(address);
  const given = pathname === "/" ? searchParams.get("token") : head.headers[tokenHeader];
  if (!isSameSecret(given, token)) {
    return createRefusal(403, "the address has no token or an old one: use the address that the command printed");
  }
  const path = findPath(pathname);
  if (path === undefined) return createRefusal(404, "not found");
  if (head.method !== allowedMethods[path]) return createRefusal(405, `use ${allowedMethods[path]}`);
  return allowedMethods[path] === "POST" && !isJson(head.headers)
    ? createRefusal(415, "send application/json")
    : { path };
}

function createRefusal(status: Refusal["status"], reason: string): Refusal {
  return { status, reason };
}

function findPath(pathname: string): AllowedRequest["path"] | undefined {
  return (["/", "/start", "/check", "/save"] as const).find((path) => path === pathname);
}

function isJson(headers: IncomingHttpHeaders): boolean {
  return /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");
}

/** Compares digests, which have equal lengths, in constant time. */
function isSameSecret(given: unknown, token: string): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/**
 * The edited file.
 *
 * `read`: undefined if the file is not readable UTF-8 text
 * `write`: replaces the text; returns why it failed
 * `createContext`: called for each request
 */
export interface EditedFile {
  readonly read: () => string | undefined;
  readonly write: (text: string) => string | undefined;
  readonly createContext: () => EditContext;
}

/** `port`: 0 for any free port; `page`: renders the page with a nonce for its script. */
interface EditServerOptions {
  readonly file: EditedFile;
  readonly port: number;
  readonly token: string;
  readonly nonce: () => string;
  readonly page: (nonce: string) => string;
}

export interface EditServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Larger than a stack file with 200 windows per endpoint. */
const maxBodyBytes = 1_000_000;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Serves the page for one stack file, to this machine only.
 * @throws if the port is taken
 */
export function startEditServer(options: EditServerOptions): Promise<EditServer> {
  const server = createServer((request, response) => {
    const { port } = getAddress(server.address());
    answerRequest(request, response, options, port).catch((error: unknown) => {
      sendFailure(response, error);
    });
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => {
      const { port } = getAddress(server.address());
      resolve({
        url: `http://127.0.0.1:${port}/?token=${options.token}`,
        close: () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
            server.closeAllConnections();
          }),
      });
    });
  });
}

function getAddress(address: ReturnType<ReturnType<typeof createServer>["address"]>): { readonly port: number } {
  return typeof address === "object" && address !== null ? address : { port: 0 };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { file, token, nonce, page }: EditServerOptions,
  port: number,
): Promise<void> {
  const { method = "", url = "", headers } = request;
  const allowed = checkRequest({ method, url, headers }, { port, token });
  if ("status" in allowed) {
    request.resume();
    sendReply(response, createErrorReply(allowed.status, allowed.reason));
    return;
  }
  if (allowed.path === "/") {
    const once = nonce();
    response.writeHead(200, { ...commonHeaders, ...createPageHeaders(once) }).end(page(once));
    return;
  }
  const body = allowed.path === "/start" ? "" : await readBody(request);
  sendReply(response, createReply(allowed, body, file));
}

/** Nothing is cached, sent to other sites, or shown inside their pages. */
const commonHeaders = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

function createPageHeaders(nonce: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
}

function sendReply(response: ServerResponse, { status, body }: Reply): void {
  const headers = { ...commonHeaders, "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

/** After an aborted request or a bug, the server keeps running. */
function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendReply(response, createErrorReply(500, `timetable failed: ${String(error)}`));
}

/** @returns undefined if the body is too large */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += part.length;
    if (bytes <= maxBodyBytes) chunks.push(part);
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}

function createReply({ path }: AllowedRequest, body: string | undefined, file: EditedFile): Reply {
  const text = file.read();
  const context = file.createContext();
  if (text === undefined) return createUnreadableReply(context.shown);
  if (path === "/start") return { status: 200, body: createEditStart(text, context) };
  if (body === undefined) return createErrorReply(413, "the request is too large");
  const request = parseEditRequest(parseJson(body));
  if (request === undefined) return createErrorReply(400, "the request is not an edit");
  if (request.version !== computeVersion(text)) return createConflictReply(context.shown);
  return path === "/save"
    ? saveRequest(text, request, file, context)
    : { status: 200, body: applyEditRequest(text, request, context).outcome };
}

function saveRequest(before: string, request: EditRequest, file: EditedFile, context: EditContext): Reply {
  const { text, outcome } = applyEditRequest(before, request, context);
  if (!outcome.canBeSaved) return { status: 422, body: outcome };
  const failure = file.write(text);
  return failure === undefined ? { status: 200, body: createEditStart(text, context) } : createErrorReply(500, failure);
}

function createErrorReply(status: number, reason: string): Reply {
  return { status, body: { reason } };
}

function createConflictReply(shown: string): Reply {
  const reason = `${shown} changed on disk since the page was opened, so nothing is saved; Reload loads the file and discards your changes`;
  return createErrorReply(409, reason);
}

function createUnreadableReply(shown: string): Reply {
  return createErrorReply(409, `${shown} is gone or no longer UTF-8 text`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
