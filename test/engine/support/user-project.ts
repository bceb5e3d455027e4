import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { AwsState } from "../../../src/simulator/aws/account-state";
import { type SdkAccess, serveSdkAccess } from "../../../src/simulator/provider/aws-http-server";
import { type ServedProvider, serveProvider } from "../../../src/simulator/provider/serve-provider";
import { SimulatedAccount } from "../../../src/simulator/provider/simulated-account";
import { installPackage, type InstalledPackage } from "../../support/installed-package";
import { type StartedProvider, startProvider } from "./start-provider";

const root = path.resolve(__dirname, "../../..");

/** A folder of a user with the packed package, in front of a simulated account on a Monday morning. */
export class UserProject {
  private constructor(
    readonly installed: InstalledPackage,
    private readonly aws: ServedProvider,
    private readonly sdk: SdkAccess,
    private readonly provider: StartedProvider,
    private readonly path: string,
  ) {}

  /** @param folders more folders for PATH */
  static async create(state: AwsState, folders: readonly string[] = []): Promise<UserProject> {
    const installed = installPackage();
    const account = new SimulatedAccount(state);
    const [aws, sdk] = [await serveProvider(account), await serveSdkAccess(account)];
    const provider = await startProvider(installed, sdk);
    const searched = [...folders, process.env["PATH"]].join(path.delimiter);
    return new UserProject(installed, aws, sdk, provider, searched);
  }

  async close(): Promise<void> {
    this.provider.child.kill();
    this.aws.close();
    await this.sdk.close();
    this.installed.remove();
  }

  at(...parts: readonly string[]): string {
    return this.installed.at(...parts);
  }

  /** Copies a folder of the repository over one of the project. */
  copy(from: string, to: string): void {
    mkdirSync(this.at(to), { recursive: true });
    cpSync(path.join(root, from), this.at(to), { recursive: true });
  }

  /** Without the language host of its runtime, the CLI ends with an error after it has written the files. */
  async createFromTemplate(template: string, name: string): Promise<void> {
    const words = ["new", path.join(root, "templates", template), "--yes", "--name", name, "--generate-only"];
    const { output } = await this.pulumi("", ...words, "--dir", template);
    if (!output.includes(`Created project '${name}'`)) throw new Error(output);
  }

  /** Creates the stack `dev`. */
  async createStack(folder: string, settings: Readonly<Record<string, string>>): Promise<void> {
    await this.pulumi(folder, "stack", "init", "dev");
    for (const [key, value] of Object.entries(settings)) await this.pulumi(folder, "config", "set", key, value);
  }

  pulumi(folder: string, ...words: readonly string[]) {
    return this.run(folder, "pulumi", ...words);
  }

  /** Runs a command in a folder of the project, with the state in it and the simulated AWS. */
  async run(folder: string, command: string, ...words: readonly string[]) {
    const child = spawn(command, words, {
      cwd: this.at(folder),
      env: {
        ...process.env,
        ...this.sdk.environment,
        TIMETABLE_NOW: "2026-11-23T05:00Z",
        PATH: this.path,
        PULUMI_BACKEND_URL: `file://${this.at()}`,
        PULUMI_CONFIG_PASSPHRASE: "local",
        PULUMI_DEBUG_PROVIDERS: [this.aws.debugProviders, this.provider.debugProvider].join(),
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
    const [status] = (await once(child, "close")) as [number];
    return { status, output };
  }

  /** Runs the program of a folder, in the place of the language host of Node, which the tests cannot have. */
  runTypeScript(folder: string, action: "preview" | "up") {
    const runner = path.join(__dirname, "run-typescript-program.ts");
    const loader = require.resolve("ts-node/register/transpile-only");
    return this.run(folder, process.execPath, "-r", loader, runner, action);
  }
}
