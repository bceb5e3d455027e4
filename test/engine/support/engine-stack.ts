import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { getSubchannelPool } from "@grpc/grpc-js/build/src/subchannel-pool";
import { type EngineEvent, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import type { AwsState } from "../../../src/simulator/aws/account-state";
import { type ServedProvider, serveProvider } from "../../../src/simulator/provider/serve-provider";
import { SimulatedAccount } from "../../../src/simulator/provider/simulated-account";
import { openLocalStack } from "../../../src/simulator/try/run-engine";
import { endQuietly, throwQuietly } from "./end-quietly";

/** What an engine operation did. `formatSteps`: `<op> <type> <name>` of what was not left alone, in order. */
export interface EngineRun {
  readonly steps: readonly string[];
  /** AWS calls that change something, in order, without the service's name; `!Code` when refused. */
  readonly calls: readonly string[];
  /** How many resources the engine did what to: `{ same: 12, update: 1 }`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly diagnostics: string;
  readonly failed: boolean;
}

/** Files that a stack begins with, as the program's users have them. */
export interface StackFiles {
  readonly stack: string;
  /** The folder of Pulumi.yaml and the stack's file; the engine writes into it. */
  readonly project: string;
}

type Act = (onEvent: (event: EngineEvent) => void) => Promise<unknown>;

/** Asked for its version once a file, not once a stack. */
let command: Promise<PulumiCommand> | undefined;

/** A stack of the real engine, with file state, in front of a simulated account. */
export class EngineStack {
  program: PulumiFn = () => Promise.resolve({});
  private hasBegun = false;

  private constructor(
    readonly account: SimulatedAccount,
    readonly stack: Stack,
    private readonly provider: ServedProvider,
    private readonly folder: string,
  ) {}

  /**
   * @param state the account before the first run
   * @param watch sees each moment at which something happens to the account
   * @param files absent: a stack `test` without any
   * @param startProvider starts another provider, and returns its name and port, as in `name:4711`
   */
  static async create(
    state: AwsState,
    watch?: (state: AwsState) => void,
    files?: StackFiles,
    startProvider?: (account: SimulatedAccount) => Promise<string>,
  ): Promise<EngineStack> {
    const account = new SimulatedAccount(state, watch);
    const provider = await serveProvider(account);
    const folder = mkdtempSync(path.join(tmpdir(), "timetable-engine-"));
    const holder: { current?: EngineStack } = {};
    const stack = await openLocalStack({
      debugProviders: [
        provider.debugProviders,
        ...(startProvider === undefined ? [] : [await startProvider(account)]),
      ].join(),
      pulumiCommand: await (command ??= PulumiCommand.get()),
      folder,
      stack: "test",
      ...files,
      region: "eu-central-1",
      program: () => {
        endQuietly();
        holder.current!.hasBegun = true;
        return throwQuietly(async () => holder.current!.program());
      },
    });
    holder.current = new EngineStack(account, stack, provider, folder);
    return holder.current;
  }

  close(): void {
    this.provider.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the engine has written to disk. */
  stateText(): string {
    return readFileSync(this.#stateFile, "utf8");
  }

  /** Whether it has written anything yet. */
  get hasState(): boolean {
    return existsSync(this.#stateFile);
  }

  get #stateFile(): string {
    return path.join(this.folder, ".pulumi", "stacks", "inference-timetable", `${this.stack.name}.json`);
  }

  up(options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    return this.#withProgram((onEvent) => this.stack.up({ ...options, onEvent }));
  }

  preview(options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    return this.#withProgram((onEvent) => this.stack.preview({ ...options, onEvent }));
  }

  destroy(): Promise<EngineRun> {
    return this.#run((onEvent) => this.stack.destroy({ onEvent }));
  }

  /**
   * Runs what needs the program.
   *
   * Engines listen on ports that the system gives again after a while, and the SDK leaves clients of engines that have
   * ended open. With a client of the same address open that cannot connect, grpc-js does not even try for a new one; the
   * Automation API takes that failure for a program without resources, and the engine deletes what there is. So a
   * run begins with no connection that it could share.
   *
   * @throws if that happens, since no test expects it
   */
  async #withProgram(act: Act): Promise<EngineRun> {
    Object.assign(getSubchannelPool(true), { pool: {} });
    this.hasBegun = false;
    const run = await this.#run(act);
    if (!this.hasBegun && !run.failed) throw new Error("the engine never reached the program");
    return run;
  }

  async #run(act: Act): Promise<EngineRun> {
    const events: EngineEvent[] = [];
    const calledBefore = this.account.state.log.length;
    let failed = false;
    try {
      await act((event) => events.push(event));
    } catch (error) {
      failed = true;
      events.push({ sequence: 0, timestamp: 0, stdoutEvent: { message: String(error), color: "" } });
    }
    return {
      steps: events.flatMap(stepOf),
      calls: this.account.state.log
        .slice(calledBefore)
        .map(({ operation, error }) => operation.split(":")[1]! + (error ? `!${error}` : "")),
      counts: events.flatMap(({ summaryEvent }) => summaryEvent?.resourceChanges ?? []).at(-1) ?? {},
      diagnostics: events.map((event) => event.diagnosticEvent?.message ?? event.stdoutEvent?.message ?? "").join(""),
      failed,
    };
  }
}

/** A replacement's one line is left out, its two halves are there; so is reading, which changes nothing. */
function stepOf(event: EngineEvent): readonly string[] {
  const metadata = event.resourcePreEvent?.metadata;
  if (metadata === undefined || ["same", "replace", "refresh"].includes(metadata.op)) return [];
  const type = metadata.type.split(":").at(-1)!;
  return [`${metadata.op} ${type} ${metadata.urn.split("::").slice(3).join("::")}`];
}
