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
export interface Allowed {
  readonly path: "/" | "/start" | "/check" | "/save";
}

/** Name of the header in which the page sends the token; a page from elsewhere cannot set one unasked. */
const tokenHeader = "x-timetable-token";

const methods = { "/": "GET", "/start": "GET", "/check": "POST", "/save": "POST" } as const;

/**
 * Whether a request comes from the page that this server gave out.
 *
 * Another site's page can reach a port of this machine, under a name of its own that leads here. So the
 * Host must be this machine by number or as localhost, an Origin must be the same, and the token must
 * be right; only then is told what there is.
 *
 * Source: https://owasp.org/www-community/attacks/csrf and https://fetch.spec.whatwg.org/#origin-header
 */
export function guarded(head: RequestHead, { port, token }: GuardSecrets): Allowed | Refusal {
  const { host, origin } = head.headers;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) return refusal(403, "another host is meant");
  if (origin !== undefined && origin !== `http://${host}`) {
    return refusal(403, "the request comes from another page");
  }
  const address = `http://${host}${head.url}`;
  if (!URL.canParse(address)) return refusal(400, "this is no address");
  const { pathname, searchParams } = new URL(address);
  const given = pathname === "/" ? searchParams.get("token") : head.headers[tokenHeader];
  if (!sameSecret(given, token)) {
    return refusal(403, "the address has no token, or an old one: use the one that was printed");
  }
  const path = pathOf(pathname);
  if (path === undefined) return refusal(404, "there is nothing here");
  if (head.method !== methods[path]) return refusal(405, `only ${methods[path]} is answered here`);
  return methods[path] === "POST" && !isJson(head.headers)
    ? refusal(415, "only application/json is read")
    : { path };
}

function refusal(status: Refusal["status"], reason: string): Refusal {
  return { status, reason };
}

function pathOf(pathname: string): Allowed["path"] | undefined {
  return (["/", "/start", "/check", "/save"] as const).find((path) => path === pathname);
}

function isJson(headers: IncomingHttpHeaders): boolean {
  return /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");
}

/** Digests have one length, and comparing them takes the same time wherever they differ. */
function sameSecret(given: unknown, token: string): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
