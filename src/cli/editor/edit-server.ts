import { createHash, timingSafeEqual } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import path from "node:path";
import {
  applyEditRequest,
  computeVersion,
  createEditStart,
  type EditContext,
  type EditRequest,
  parseEditRequest,
} from "./apply-edit-request";

/** Files of the program by their paths without ending, as text. */
export type ReadModule = (file: string) => string;

/**
 * TypeScript files as one script for a browser: the file named and all that it imports from files.
 *
 * The compiler that runs the program is at hand already, so no other bundler is needed.
 *
 * In:  `entrySection` is the absolute path without `.ts`; types are not checked here
 * Out: the same files give the same bytes; it does not depend on where they lie
 */
export async function bundleScript(entry: string, read: ReadModule): Promise<string> {
  const { default: ts } = await import("typescript");
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const modules = new Map<string, string>();
  const add = (file: string): string => {
    const name = toModuleName(entry, file);
    if (modules.has(name)) return name;
    modules.set(name, "");
    const { outputText } = ts.transpileModule(read(file), { compilerOptions: options });
    const script = outputText.replaceAll(
      /require\("(\.[^"]+)"\)/g,
      (_, target: string) => `need("${add(path.join(path.dirname(file), target))}")`,
    );
    modules.set(name, script);
    return name;
  };
  const first = add(entry);
  return formatBundle(
    [...modules].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    first,
  );
}

/** A module is run when it is first needed, as in Node. */
function formatBundle(modules: readonly (readonly [string, string])[], first: string): string {
  const functions = modules.map(
    ([name, script]) => `${JSON.stringify(name)}(exports, need) {\n${script}}`,
  );
  return [
    `const modules = {\n${functions.join(",\n")}\n};`,
    "const done = {};",
    "const need = (name) => {",
    "  if (!(name in done)) modules[name]((done[name] = {}), need);",
    "  return done[name];",
    "};",
    `need(${JSON.stringify(first)});`,
  ]
    .join("\n")
    .replaceAll("</script", "<\\/script");
}

function toModuleName(entry: string, file: string): string {
  return path.relative(path.dirname(entry), file).split(path.sep).join("/");
}

/** What a request says of itself. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** What the server knows: its port, and the secret that only the page's address holds. */
export interface GuardSecrets {
  readonly port: number;
  readonly token: string;
}

/** Why a request is not answered. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 405 | 413 | 415;
  readonly reason: string;
}

/** A request that may be answered. */
export interface AllowedRequest {
  readonly path: "/" | "/start" | "/check" | "/save";
}

/** Name of the header in which the page sends the token; a page from elsewhere cannot set one unasked. */
const tokenHeader = "x-timetable-token";

const allowedMethods = { "/": "GET", "/start": "GET", "/check": "POST", "/save": "POST" } as const;

/**
 * Whether a request comes from the page that this server gave out.
 *
 * Another site's page can reach a port of this machine, under a name of its own that leads here. So the
 * Host must be this machine by number or as localhost, an Origin must be the same, and the token must
 * be right; only then is told what there is.
 *
 * Source: https://owasp.org/www-community/attacks/csrf and https://fetch.spec.whatwg.org/#origin-header
 */
export function checkRequest(
  head: RequestHead,
  { port, token }: GuardSecrets,
): AllowedRequest | Refusal {
  const { host, origin } = head.headers;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host))
    return createRefusal(403, "another host is meant");
  if (origin !== undefined && origin !== `http://${host}`) {
    return createRefusal(403, "the request comes from another page");
  }
  const address = `http://${host}${head.url}`;
  if (!URL.canParse(address)) return createRefusal(400, "this is no address");
  const { pathname, searchParams } = new URL(address);
  const given = pathname === "/" ? searchParams.get("token") : head.headers[tokenHeader];
  if (!isSameSecret(given, token)) {
    return createRefusal(
      403,
      "the address has no token, or an old one: use the one that was printed",
    );
  }
  const path = findPath(pathname);
  if (path === undefined) return createRefusal(404, "there is nothing here");
  if (head.method !== allowedMethods[path])
    return createRefusal(405, `only ${allowedMethods[path]} is answered here`);
  return allowedMethods[path] === "POST" && !isJson(head.headers)
    ? createRefusal(415, "only application/json is read")
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

/** Digests have one length, and comparing them takes the same time wherever they differ. */
function isSameSecret(given: unknown, token: string): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/**
 * The file that is edited and what is needed for it.
 *
 * `read`:         its text now; undefined where it cannot be read as text
 * `writeCalendarFile`:        puts a text in its place, whole or not at all; says why where it cannot
 * `surroundings`: asked anew for each request
 */
export interface EditedFile {
  readonly read: () => string | undefined;
  readonly write: (text: string) => string | undefined;
  readonly createContext: () => EditContext;
}

/** How the server runs. `port`: 0 for any that is free; `renderPage`: the page's HTML for a nonce of its script */
export interface EditServerOptions {
  readonly file: EditedFile;
  readonly port: number;
  readonly token: string;
  readonly nonce: () => string;
  readonly page: (nonce: string) => string;
}

/** A server that answers. */
export interface EditServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Larger than any stack file with 200 windows an endpoint. */
const maxBodyBytes = 1_000_000;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Serves the page that edits one stack file, to this machine only.
 *
 * Errors: rejects where the port is taken
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

function getAddress(address: ReturnType<ReturnType<typeof createServer>["address"]>): {
  readonly port: number;
} {
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
    sendReply(response, { status: allowed.status, body: { reason: allowed.reason } });
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

/** Nothing is kept by the browser, told to other pages, or shown inside of them. */
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

/** A request that breaks off, or a bug: the page is told, and the server goes on. */
function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendReply(response, { status: 500, body: { reason: `timetable failed: ${String(error)}` } });
}

/** Out: undefined where it is too large; the rest of it is not kept */
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
  const surroundings = file.createContext();
  if (text === undefined) return createUnreadableReply(surroundings.shown);
  if (path === "/start") return { status: 200, body: createEditStart(text, surroundings) };
  if (body === undefined)
    return toRefusalReply({ status: 413, reason: "the request is too large" });
  const request = parseEditRequest(parseJson(body));
  if (request === undefined) return toRefusalReply({ status: 400, reason: "this is no edit" });
  if (request.version !== computeVersion(text)) return createConflictReply(surroundings.shown);
  return path === "/save"
    ? saveRequest(text, request, file, surroundings)
    : { status: 200, body: applyEditRequest(text, request, surroundings).outcome };
}

function saveRequest(
  before: string,
  request: EditRequest,
  file: EditedFile,
  surroundings: EditContext,
): Reply {
  const { text, outcome } = applyEditRequest(before, request, surroundings);
  if (!outcome.canBeSaved) return { status: 422, body: outcome };
  const trouble = file.write(text);
  return trouble === undefined
    ? { status: 200, body: createEditStart(text, surroundings) }
    : { status: 500, body: { reason: trouble } };
}

function toRefusalReply({ status, reason }: Refusal): Reply {
  return { status, body: { reason } };
}

function createConflictReply(shown: string): Reply {
  const reason = `${shown} changed on disk since the page was opened, so nothing is saved; Reload loads the file and discards your changes`;
  return { status: 409, body: { reason } };
}

function createUnreadableReply(shown: string): Reply {
  return { status: 409, body: { reason: `${shown} is gone, or no text in UTF-8 any more` } };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
