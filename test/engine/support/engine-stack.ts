import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  LocalWorkspace,
  type EngineEvent,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { LocalAccount } from "../../../src/local-aws/local-account";
import { serveProvider, type ServedProvider } from "../../../src/local-aws/provider-server";
import type { AwsState } from "../../../src/simulate/state";

/** What an engine operation did. `steps`: `<op> <type> <name>` of what was not left alone, in order. */
export interface EngineRun {
  readonly steps: readonly string[];
  /** AWS calls that change something, in order, without the service's name; `!Code` when refused. */
  readonly calls: readonly string[];
  readonly diagnostics: string;
  readonly failed: boolean;
}

/** A stack of the real engine, with file state, in front of a simulated account. */
export class EngineStack {
  program: PulumiFn = () => Promise.resolve({});

  private constructor(
    readonly account: LocalAccount,
    readonly stack: Stack,
    private readonly provider: ServedProvider,
    private readonly folder: string,
  ) {}

  /** In: `state`: the account before the first run. */
  static async create(state: AwsState): Promise<EngineStack> {
    const account = new LocalAccount(state);
    const provider = await serveProvider(account);
    const folder = mkdtempSync(path.join(tmpdir(), "timetable-engine-"));
    mkdirSync(path.join(folder, "state"));
    const holder: { current?: EngineStack } = {};
    const stack = await LocalWorkspace.createOrSelectStack(
      {
        stackName: "test",
        projectName: "inference-timetable",
        program: () => holder.current!.program(),
      },
      {
        workDir: folder,
        projectSettings: {
          name: "inference-timetable",
          runtime: "nodejs",
          backend: { url: `file://${path.join(folder, "state")}` },
        },
        envVars: {
          PULUMI_CONFIG_PASSPHRASE: "test",
          PULUMI_DEBUG_PROVIDERS: provider.debugProviders,
          PULUMI_SKIP_UPDATE_CHECK: "true",
          PULUMI_HOME: path.join(folder, "home"),
        },
      },
    );
    await stack.setConfig("aws:region", { value: "eu-central-1" });
    holder.current = new EngineStack(account, stack, provider, folder);
    return holder.current;
  }

  close(): void {
    this.provider.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  up(options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    return this.#run((onEvent) => this.stack.up({ ...options, onEvent }));
  }

  preview(options: { readonly refresh?: true } = {}): Promise<EngineRun> {
    return this.#run((onEvent) => this.stack.preview({ ...options, onEvent }));
  }

  destroy(): Promise<EngineRun> {
    return this.#run((onEvent) => this.stack.destroy({ onEvent }));
  }

  async #run(act: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<EngineRun> {
    const events: EngineEvent[] = [];
    const calledBefore = this.account.state.log.length;
    let failed = false;
    try {
      await act((event) => events.push(event));
    } catch (error) {
      failed = true;
      events.push({
        sequence: 0,
        timestamp: 0,
        stdoutEvent: { message: String(error), color: "" },
      });
    }
    return {
      steps: events.flatMap(stepOf),
      calls: this.account.state.log
        .slice(calledBefore)
        .map(({ operation, error }) => operation.split(":")[1]! + (error ? `!${error}` : "")),
      diagnostics: events
        .map((event) => event.diagnosticEvent?.message ?? event.stdoutEvent?.message ?? "")
        .join(""),
      failed,
    };
  }
}

/** Steps that only show a replacement as one line are left out: their two halves are there. */
function stepOf(event: EngineEvent): readonly string[] {
  const metadata = event.resourcePreEvent?.metadata;
  if (metadata === undefined || metadata.op === "same" || metadata.op === "replace") return [];
  const type = metadata.type.split(":").at(-1)!;
  return [`${metadata.op} ${type} ${metadata.urn.split("::").slice(3).join("::")}`];
}
