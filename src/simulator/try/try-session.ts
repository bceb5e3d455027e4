import { createRequire } from "node:module";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import type { Compilation, CompiledEndpoint } from "../../compile";
import { getOwnerKey } from "../../config/schema";
import { chooseShownZone } from "../../plan/usage";
import { formatProblem, hasErrors } from "../../problem";
import type { DrawOptions } from "../../report/text";
import { formatZoned } from "../../timetable/time";
import { type ServedProvider, serveProvider, serveSdkAccess, SimulatedAccount } from "../provider";
import { addHandMadeEndpoints } from "./hand-made-endpoints";
import { findPulumiCli, formatMissingCli } from "./pulumi-cli";
import { formatEngineEvent, listProtectedNames, openLocalStack, unprotectResources } from "./run-engine";
import {
  compileTryStack,
  copyProject,
  createTryLoad,
  loadAccount,
  openTryFolder,
  readTryStack,
  saveAccount,
  type TryFolder,
  type TryStack,
} from "./try-folder";

/** What a command of `npm run try` works in. `root`: the folder of Pulumi.yaml. */
export interface TryOptions extends DrawOptions {
  readonly root: string;
  readonly stack: string;
  /** Whether destroy deletes protected resources too. */
  readonly unprotect: boolean;
  /** Whether preview and up read the live state first. */
  readonly refresh: boolean;
  readonly nowSeconds: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  /** Prints progress and problems. */
  readonly err: (text: string) => void;
}

/** An error that the user can fix: only its message is shown. */
export class UserError extends Error {}

export type EngineOperation = "preview" | "up" | "refresh" | "destroy";

/** A stack and its simulated account during one command. */
export class TrySession {
  readonly #options: TryOptions;
  readonly #folder: TryFolder;
  readonly account: SimulatedAccount;
  readonly #stack: TryStack;
  #compilation: Compilation | undefined;

  /** @throws UserError if there is no stack file */
  constructor(options: TryOptions) {
    const stack = readTryStack(options.root, options.stack);
    if (stack === undefined) throw new UserError(`no Pulumi.${options.stack}.yaml in ${options.root}`);
    this.#options = options;
    this.#folder = openTryFolder(options.root, options.stack);
    this.account = new SimulatedAccount(loadAccount(this.#folder, options.nowSeconds));
    this.#stack = stack;
    const { region, parsed } = stack;
    this.account.change((state) => addHandMadeEndpoints({ ...state, region }, Object.values(parsed.endpoints)));
  }

  /**
   * The compiled stack, on first use: the engine's commands leave compiling to the program.
   * @throws UserError with every problem of the stack file
   */
  get compilation(): Compilation {
    if (this.#compilation === undefined) {
      const { nowSeconds } = this.account.state;
      const compilation = compileTryStack(this.#stack, this.#options.root, nowSeconds);
      const { problems } = compilation;
      if (hasErrors(problems)) throw new UserError(problems.map(formatProblem).join("\n\n"));
      this.#compilation = compilation;
    }
    return this.#compilation;
  }

  get endpoints(): readonly CompiledEndpoint[] {
    return Object.values(this.compilation.endpoints);
  }

  /** The virtual time in the zone of the first endpoint. */
  get clockText(): string {
    const [first] = this.endpoints;
    const zone = first === undefined ? "UTC" : chooseShownZone(first);
    return `${formatZoned(zone, Math.floor(this.account.state.nowSeconds / 60))} ${zone}`;
  }

  save(): void {
    saveAccount(this.#folder, this.account.state);
  }

  /**
   * Runs one operation of the real engine and prints each step.
   * @throws UserError if there is no Pulumi CLI or the engine fails
   */
  async engine(operation: EngineOperation): Promise<void> {
    const { environment, err, out } = this.#options;
    const cli = await findPulumiCli({ environment, say: err, mayFetch: true });
    if ("failures" in cli) throw new UserError(formatMissingCli(cli.failures));
    const served = await serveProvider(this.account);
    const sdk = await serveSdkAccess(this.account);
    Object.assign(process.env, sdk.environment);
    try {
      out(`pulumi ${operation}, Pulumi CLI v${cli.version} (${cli.from}), simulated AWS:`);
      const stack = await this.#engineStack(cli.command, served);
      if (operation === "destroy") await this.#unprotect(stack);
      await this.#operate(stack, operation);
    } finally {
      served.close();
      await sdk.close();
      this.save();
    }
  }

  async #engineStack(cliPath: string, served: ServedProvider): Promise<Stack> {
    copyProject(this.#folder, this.#options.root, this.#stack);
    try {
      return await this.#selected(cliPath, served);
    } catch (error) {
      throw new UserError(["the engine cannot open the stack", ...listEngineErrors(error)].join("\n  "));
    }
  }

  #selected(cliPath: string, served: ServedProvider): Promise<Stack> {
    return openLocalStack({
      cliPath,
      debugProviders: served.debugProviders,
      folder: this.#folder.engineState,
      projectName: this.#stack.project.name,
      project: this.#folder.project,
      stack: this.#options.stack,
      region: this.#stack.region,
      program: () => Promise.resolve(this.#program()),
    });
  }

  /** @throws UserError if resources are protected and `--unprotect` is missing */
  async #unprotect(stack: Stack): Promise<void> {
    const { stack: name, unprotect: mayUnprotect } = this.#options;
    const names = await listProtectedNames(stack);
    if (names.length === 0) return;
    if (mayUnprotect) {
      await unprotectResources(stack);
      return;
    }
    throw new UserError(
      [
        `Pulumi.${name}.yaml protects these resources (protect: true): ${names.join(", ")}`,
        `to delete everything anyway: npm run try -- destroy --unprotect --stack ${name}`,
        "on a real account: pulumi state unprotect --all, then pulumi destroy",
      ].join("\n  "),
    );
  }

  async #operate(stack: Stack, operation: EngineOperation): Promise<void> {
    const before = this.account.state.nowSeconds;
    let steps = 0;
    let printed = 0;
    let stretch: readonly string[] = [];
    // The engine works on several resources at a time, in any order.
    const printStretch = (): void => {
      for (const line of stretch.toSorted()) this.#options.out(line);
      stretch = [];
    };
    const errors = new Set<string>();
    const onEvent = (event: EngineEvent): void => {
      // The error that ends a program comes twice: from the program and from the engine.
      const { message, severity } = event.diagnosticEvent ?? { message: "", severity: "" };
      const text = message.replace(/<\{%.*?%\}>/g, "").trim();
      if (severity === "error" && errors.has(text)) return;
      errors.add(text);
      const lines = formatEngineEvent(event, operation === "preview");
      printed += lines.length;
      if (event.diagnosticEvent === undefined) {
        steps += lines.length;
        stretch = [...stretch, ...lines];
      } else if (lines.length > 0) {
        printStretch();
        for (const line of lines) this.#options.out(line);
      }
      // A run that is interrupted leaves the account as far as the engine knows it.
      if (operation !== "preview" && event.resOutputsEvent !== undefined) this.save();
    };
    try {
      const refresh = this.#options.refresh && ["preview", "up"].includes(operation);
      await stack[operation]({ onEvent, ...(refresh ? { refresh } : {}) });
    } catch (error) {
      const reason = printed > 0 ? [] : listEngineErrors(error);
      throw new UserError([`pulumi ${operation} failed`, ...reason].join("\n  "));
    } finally {
      printStretch();
    }
    const seconds = this.account.state.nowSeconds - before;
    const took = seconds === 0 ? "" : `; it took ${Math.round(seconds / 60)} minutes of virtual time`;
    const done = operation === "preview" ? "  nothing was changed" : `  done${took}`;
    this.#options.out(steps === 0 ? "  nothing to change" : done);
  }

  /** Runs index.ts, which is loaded again for each operation. */
  #program(): Record<string, unknown> {
    const load = createRequire(__filename);
    const index = load.resolve("../../../index");
    delete load.cache[index];
    process.env["TIMETABLE_NOW"] = new Date(this.account.state.nowSeconds * 1000).toISOString();
    const outputs: unknown = load(index);
    return typeof outputs === "object" && outputs !== null ? { ...outputs } : {};
  }

  /** @returns AWS's name of an endpoint; undefined if it does not exist */
  awsName(endpoint: string): string | undefined {
    const config = this.#stack.parsed.endpoints[endpoint]?.config;
    if (config !== undefined && "endpoint" in config) return config.endpoint.name;
    const generatedName = new RegExp(`^${getOwnerKey(endpoint, config)}-[0-9a-f]{7}$`);
    return Object.keys(this.account.state.endpoints).find((name) => generatedName.test(name));
  }

  /** Sets the load on every endpoint before the clock runs; its variants share it by their weights. */
  setLoad(): void {
    const load = this.endpoints.flatMap((endpoint) => {
      const name = this.awsName(endpoint.name);
      const isOwner = getOwnerKey(endpoint.name, endpoint.config) === endpoint.name;
      return name === undefined || !isOwner ? [] : [[name, createTryLoad(endpoint)] as const];
    });
    this.account.change((state) => ({ ...state, world: { ...state.world, load: Object.fromEntries(load) } }));
  }
}

/** @returns the CLI's error lines in an error of the Automation API */
function listEngineErrors(error: unknown): readonly string[] {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split("\n").filter((line) => line.startsWith("error: "));
  return lines.length === 0 ? [text.trim()] : [...new Set(lines)];
}
