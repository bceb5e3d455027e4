import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  applyEditRequest,
  createEditStart,
  type EditContext,
  computeVersion,
} from "./edited-stack";
import { parseEditRequest, type EditRequest } from "./messages";
import { type AllowedRequest, checkRequest, type Refusal } from "./request-guard";

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
