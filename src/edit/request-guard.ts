import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

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
