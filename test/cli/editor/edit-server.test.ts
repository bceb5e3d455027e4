import { request } from "node:http";
import { compileSource } from "../../../src/cli/context/load-stack";
import type { EditOutcome, EditStart } from "../../../src/cli/editor/apply-edit-request";
import { type EditServer, startEditServer } from "../../../src/cli/editor/edit-server";
import { instant } from "../../support/instant";
import { stackText } from "../commands/stack-files";

const token = "a-token-that-nobody-guesses";
let text = stackText;
let writeTrouble: string | undefined;
let server: EditServer;
let port: number;

beforeAll(async () => {
  server = await startEditServer({
    file: {
      read: () => text,
      write: (written) => {
        if (writeTrouble !== undefined) return writeTrouble;
        text = written;
        return undefined;
      },
      createContext: () => ({
        shown: "Pulumi.dev.yaml",
        compile: (source) =>
          compileSource(
            { shown: "Pulumi.dev.yaml", bytes: new TextEncoder().encode(source), readCalendar: () => undefined },
            instant("2026-11-24T08:00:00Z"),
          ),
        now: instant("2026-11-24T08:00:00Z"),
      }),
    },
    port: 0,
    token,
    nonce: () => "once",
    page: (nonce) => `<p>page with ${nonce}</p>`,
  });
  port = Number(new URL(server.url).port);
});
afterAll(() => server.close());
beforeEach(() => {
  text = stackText;
  writeTrouble = undefined;
});

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly json: Body;
}

/** The bodies of all kinds of answers. */
type Body = EditStart & EditOutcome & { readonly reason: string };

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request as the page does, with a test's changes. */
function ask(path: string, { method, headers = {}, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: method ?? (body === undefined ? "GET" : "POST"),
        headers: {
          host: `127.0.0.1:${port}`,
          "x-timetable-token": token,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
      },
      (response) => {
        let received = "";
        response.on("data", (data: Buffer) => (received += data.toString("utf8")));
        response.on("end", () => {
          const isJson = String(response.headers["content-type"]).startsWith("application/json");
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: received,
            json: JSON.parse(isJson ? received : "{}") as Body,
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The request of the page after a change of the office window. */
async function edit(change: Readonly<Record<string, unknown>>): Promise<string> {
  const { version, windows, settings } = (await ask("/start")).json;
  const [office] = windows["sentiment"]!;
  return JSON.stringify({ version, windows: { sentiment: [{ ...office, ...change }] }, settings });
}

describe("checkRequest", () => {
  it("answers only with the token", async () => {
    expect((await ask("/start")).status).toBe(200);
    for (const wrong of ["", "a-token-that-nobody-guessed", `${token}x`]) {
      const refused = await ask("/start", { headers: { "x-timetable-token": wrong } });
      expect([refused.status, refused.body]).toEqual([403, expect.not.stringContaining("office")]);
    }
    expect((await ask(`/start?token=${token}`, { headers: { "x-timetable-token": "" } })).status).toBe(403);
  });

  it("serves the page at the address with the token", async () => {
    const page = await ask(`/?token=${token}`, { headers: { "x-timetable-token": "" } });
    expect([page.status, page.body]).toEqual([200, "<p>page with once</p>"]);
    expect((await ask("/?token=guess")).status).toBe(403);
    expect((await ask("/")).status).toBe(403);
  });

  it.each(["evil.example:PORT", "127.0.0.1.evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "localhost", "[::1]"])(
    "refuses the host %s",
    async (written) => {
      const host = written.replace("PORT", String(port));
      expect((await ask("/start", { headers: { host } })).status).toBe(403);
    },
  );

  it("refuses other origins, with or without the token", async () => {
    const from = (origin: string) => ask("/start", { headers: { origin } });
    expect((await from("http://evil.example")).status).toBe(403);
    expect((await from("null")).status).toBe(403);
    expect((await from(`http://localhost:${port}`)).status).toBe(403);
    expect((await from(`http://127.0.0.1:${port}`)).status).toBe(200);
    const preflight = await ask("/save", { method: "OPTIONS", headers: { origin: "http://evil.example" } });
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("refuses unknown paths, methods and content types", async () => {
    expect((await ask("/etc/passwd")).status).toBe(404);
    expect((await ask("/save")).status).toBe(405);
    expect((await ask("/start", { body: "{}" })).status).toBe(405);
    const form = { "content-type": "text/plain" };
    expect((await ask("/save", { body: await edit({}), headers: form })).status).toBe(415);
  });

  it("serves a page with a strict content security policy", async () => {
    const { headers } = await ask(`/?token=${token}`);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'nonce-once'; style-src 'nonce-once'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  });
});

describe("a request body", () => {
  it("is refused if it is not an edit", async () => {
    for (const body of ["", "{", "[]", '{"version":"1"}', '{"version":"1","windows":{"a":[{}]}}']) {
      expect((await ask("/check", { body })).status).toBe(400);
    }
    const odd = await edit({ days: [9] });
    expect((await ask("/check", { body: odd })).status).toBe(400);
  });

  it("is refused if it is too large, and the server keeps running", async () => {
    const large = `{"version":"${"x".repeat(1_100_000)}"}`;
    expect((await ask("/check", { body: large })).status).toBe(413);
    expect((await ask("/start")).status).toBe(200);
  });
});

describe("an edit", () => {
  it("is checked without writing", async () => {
    const { status, json } = await ask("/check", { body: await edit({ to: "20:00" }) });
    expect(status).toBe(200);
    expect(json).toMatchObject({ canBeSaved: true, problems: [] });
    const sentiment = json.endpoints["sentiment"]!;
    expect(sentiment.words).toEqual([
      "Mon-Fri 18:00-20:00: min 1 -> 4, max 2 -> 12 (except 2026-12-24, 2026-12-31)",
      "timetable.windows.office Mon-Fri 08:00-18:00 4-12 -> Mon-Fri 08:00-20:00 4-12",
    ]);
    expect(sentiment.facts).toMatch(/^\d+ of 200 scheduled actions, Europe\/Berlin$/);
    expect(sentiment.table[2]).toEqual(["cost in USD", expect.any(String), expect.any(String)]);
    expect(sentiment.use).toContain("at 1.41 an instance-hour");
    expect(sentiment.chart).toContain("<svg");
    expect(text).toBe(stackText);
  });

  it("is saved without other changes", async () => {
    const { status, json } = await ask("/save", { body: await edit({ to: "20:00", days: [0, 2] }) });
    expect(status).toBe(200);
    expect(text).toBe(
      stackText.replace('days: mon-fri, from: "08:00", to: "18:00"', 'days: [mon, wed], from: "08:00", to: "20:00"'),
    );
    expect(json.windows["sentiment"]![0]).toMatchObject({ to: "20:00", days: [0, 2] });
    expect(json.version).toBe((await ask("/start")).json.version);
  });

  it("returns all problems as the commands print them, and is not saved", async () => {
    const body = await edit({ min: "20", from: "8 o'clock" });
    const checked = await ask("/check", { body });
    expect(checked.json.canBeSaved).toBe(false);
    expect(checked.json.problems.map((problem) => problem.text.split("\n")[0])).toEqual([
      "error wrong-value at endpoints.sentiment.timetable.windows.office.from (line 13)",
    ]);
    const saved = await ask("/save", { body });
    expect([saved.status, text]).toEqual([422, stackText]);
    expect(saved.json.problems).toEqual(checked.json.problems);
  });

  it("needs a different name for each window", async () => {
    const { version, windows } = (await ask("/start")).json;
    const [office] = windows["sentiment"]!;
    const names = async (...given: readonly string[]) => {
      const drafts = given.map((name, n) => ({ ...office, id: `${n}`, name }));
      const body = JSON.stringify({ version, windows: { sentiment: drafts }, settings: {} });
      return (await ask("/save", { body })).json.problems[0]?.text;
    };
    expect(await names("a", "a")).toBe(`error window-name at endpoints.sentiment.timetable.windows
  several windows have the name "a"
  expected: a different name for each window
  fix: rename one of them`);
    expect(await names("")).toContain("a window has no name");
  });

  it("is refused if the file has changed or is gone", async () => {
    const body = await edit({ to: "20:00" });
    text = stackText.replace("max: 12", "max: 14");
    const conflict = await ask("/save", { body });
    expect([conflict.status, conflict.json.reason]).toEqual([
      409,
      "Pulumi.dev.yaml changed on disk since the page was opened, so nothing is saved; Reload loads the file and discards your changes",
    ]);
    expect(text).toContain("max: 14");
    expect((await ask("/check", { body })).status).toBe(409);
  });

  it("returns why the file could not be written", async () => {
    writeTrouble = "cannot write Pulumi.dev.yaml: the disk is full";
    const { status, json } = await ask("/save", { body: await edit({ to: "20:00" }) });
    expect([status, json.reason]).toEqual([500, writeTrouble]);
  });
});
