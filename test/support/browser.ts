import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

/** The browser of this machine; undefined where there is none. */
export const browserName = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

/** Quiet, and asking nothing of any network. */
const browserFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

interface Waiting {
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Shift, Alt and Ctrl as the protocol counts them. */
export const modifiers = { none: 0, alt: 1, ctrl: 2, shift: 8 } as const;

/** Answers later than this mean that the browser hangs; one that has ended fails at once. */
const patienceMs = 600_000;

/**
 * One page in a real browser, driven through its debugging pipe with pointer and keys.
 *
 * Source: https://chromedevtools.github.io/devtools-protocol/
 */
export class BrowserPage {
  private readonly profile = mkdtempSync(path.join(tmpdir(), "timetable-browser-"));
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended: Promise<unknown>;
  private isEnded = false;
  private count = 0;
  private received = "";
  private session: string | undefined;
  /** Everything that went wrong in the page's script, and what its policy forbade. */
  readonly errors: string[] = [];

  private constructor() {
    this.process = spawn(
      browserName ?? "chromium",
      [...browserFlags, "--remote-debugging-pipe", `--user-data-dir=${this.profile}`],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    this.ended = new Promise((resolve) => this.process.once("exit", resolve)).then(() => {
      this.isEnded = true;
      for (const { reject } of this.waiting.values()) reject(new Error("the browser has ended"));
    });
    // A browser that has ended reads nothing.
    this.toBrowser().on("error", () => undefined);
    this.fromBrowser().on("data", (data: Buffer) => {
      this.receive(data.toString("utf8"));
    });
  }

  static async open(): Promise<BrowserPage> {
    const page = new BrowserPage();
    const { targetId } = await page.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await page.send("Target.attachToTarget", { targetId, flatten: true });
    page.session = String(sessionId);
    for (const domain of ["Page", "Runtime", "Log"]) await page.send(`${domain}.enable`);
    await page.size(1100, 1000);
    return page;
  }

  async goTo(url: string): Promise<void> {
    await this.value("window.isOld = true");
    await this.send("Page.navigate", { url });
    await this.until("window.isOld === undefined && document.readyState === 'complete'");
  }

  async size(width: number, height: number): Promise<void> {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  }

  async media(features: Readonly<Record<string, string>>, media = ""): Promise<void> {
    await this.send("Emulation.setEmulatedMedia", {
      media,
      features: Object.entries(features).map(([name, value]) => ({ name, value })),
    });
  }

  /** The value of an expression in the page. */
  async value<T>(expression: string): Promise<T> {
    const answer = await this.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (answer["exceptionDetails"] !== undefined) {
      throw new Error(`${expression}: ${JSON.stringify(answer["exceptionDetails"])}`);
    }
    return (answer["result"] as { value: T }).value;
  }

  /** Waits until an expression is true. */
  async until(expression: string): Promise<void> {
    const end = Date.now() + patienceMs;
    // While a page is being left, there is nothing that could be asked.
    const isTrue = () => this.value<boolean>(`Boolean(${expression})`).catch(() => false);
    while (!(await isTrue())) {
      if (this.isEnded || Date.now() > end) throw new Error(`never true: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** The middle of an element, or a place in it: shares of its width and height. */
  async placeOf(selector: string, across = 0.5, down = 0.5): Promise<readonly [number, number]> {
    return this.value(`(() => {
      const found = document.querySelector(${JSON.stringify(selector)});
      if (found === null) throw new Error("nothing is ${selector.replaceAll('"', "'")}");
      const { left, top, width, height } = found.getBoundingClientRect();
      return [left + width * ${across}, top + height * ${down}];
    })()`);
  }

  async click(selector: string): Promise<void> {
    await this.value(`document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: "center" })`);
    const at = await this.placeOf(selector);
    await this.mouse("mousePressed", at);
    await this.mouse("mouseReleased", at);
  }

  /** Presses at one place, moves in steps to another, and lets go unless told to hold. */
  async drag(
    from: readonly [number, number],
    to: readonly [number, number],
    hold: "hold" | "let go" = "let go",
  ): Promise<void> {
    await this.mouse("mouseMoved", from);
    await this.mouse("mousePressed", from);
    for (const share of [0.25, 0.5, 0.75, 1]) {
      const at = [0, 1].map((n) => from[n]! + (to[n]! - from[n]!) * share);
      await this.mouse("mouseMoved", [at[0]!, at[1]!]);
    }
    if (hold === "let go") await this.mouse("mouseReleased", to);
  }

  /** The same with a finger; pressed and let go at one place it is a tap. */
  async touch(from: readonly [number, number], to: readonly [number, number] = from): Promise<void> {
    const at = (share: number) => [{ x: from[0] + (to[0] - from[0]) * share, y: from[1] + (to[1] - from[1]) * share }];
    await this.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await this.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
    for (const share of from === to ? [] : [0.25, 0.5, 0.75, 1]) {
      await this.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(share) });
    }
    await this.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }

  async key(key: string, pressed: number = modifiers.none): Promise<void> {
    const text = key.length === 1 && pressed === modifiers.none ? { text: key } : {};
    const common = { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key };
    await this.send("Input.dispatchKeyEvent", {
      type: "keyDown",
      ...common,
      ...text,
      modifiers: pressed,
      windowsVirtualKeyCode: keyCodes[key] ?? key.toUpperCase().charCodeAt(0),
    });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...common, modifiers: pressed });
  }

  /** Replaces what is in a field, as by typing. */
  async type(selector: string, text: string): Promise<void> {
    await this.value(`(() => {
      const field = document.querySelector(${JSON.stringify(selector)});
      field.focus(); field.select();
    })()`);
    await this.send("Input.insertText", { text });
  }

  async picture(): Promise<Buffer> {
    const { data } = await this.send("Page.captureScreenshot", { captureBeyondViewport: true });
    return Buffer.from(String(data), "base64");
  }

  async close(): Promise<void> {
    await this.send("Browser.close", {}, "browser").catch(() => this.process.kill());
    await this.ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async mouse(type: string, [x, y]: readonly [number, number]): Promise<void> {
    const held = type === "mouseMoved" ? {} : { button: "left", clickCount: 1 };
    await this.send("Input.dispatchMouseEvent", { type, x, y, buttons: 1, ...held });
  }

  private send(method: string, params: object = {}, to: "page" | "browser" = "page"): Promise<Record<string, unknown>> {
    if (this.isEnded) return Promise.reject(new Error("the browser has ended"));
    this.count += 1;
    const id = this.count;
    const session = to === "page" && this.session !== undefined ? { sessionId: this.session } : {};
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`the browser does not answer ${method}`));
      }, patienceMs);
      this.waiting.set(id, {
        resolve: (result) => {
          clearTimeout(timer);
          resolve(result);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.toBrowser().write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    });
  }

  private receive(text: string): void {
    const messages = (this.received + text).split("\0");
    this.received = messages.pop() ?? "";
    for (const message of messages) this.take(JSON.parse(message) as Message);
  }

  private take(message: Message): void {
    const { id, method, params = {}, result = {}, error } = message;
    if (method === "Runtime.exceptionThrown") this.errors.push(JSON.stringify(params));
    if (method === "Log.entryAdded") this.errors.push(JSON.stringify(params["entry"]));
    if (method === "Page.javascriptDialogOpening") {
      void this.send("Page.handleJavaScriptDialog", { accept: true });
    }
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.waiting.delete(id);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error.message));
  }

  private toBrowser(): Writable {
    return this.process.stdio[3] as Writable;
  }

  private fromBrowser(): Readable {
    return this.process.stdio[4] as Readable;
  }
}

const keyCodes: Readonly<Record<string, number>> = {
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Delete: 46,
  Enter: 13,
  Escape: 27,
  Tab: 9,
};
