import { spawn } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** @property output stdout and stderr, in order */
interface RunResult {
  readonly code: number;
  readonly output: string;
}

interface RunOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/**
 * Runs a command, and stops it when its time is over.
 * @returns code 127 if it cannot be started, 124 if it was stopped, as in shells
 */
function runProcess(
  command: string,
  args: readonly string[],
  { folder, environment = {}, seconds }: RunOptions,
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(folder === undefined ? {} : { cwd: folder }),
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let stopped = false;
    const timer = setTimeout(() => {
      stopped = true;
      child.kill("SIGKILL");
    }, seconds * 1000);
    const add = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (stopped) resolve({ code: 124, output: `${output}\nstopped after ${seconds} s` });
      else resolve({ code: code ?? 1, output });
    });
  });
}

/** The version to build if there is none, and the oldest that works. */
export const builtVersion = "3.259.0";
const oldestVersion = "3.248.0";

/** A CLI, or one line for each way that failed. */
export type PulumiCli =
  | { readonly command: string; readonly version: string; readonly from: string }
  | { readonly failures: readonly string[] };

export interface CliSearch {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  /** Whether to download or build one, which needs the network. */
  readonly mayFetch: boolean;
}

interface Way {
  readonly name: string;
  readonly find: (search: CliSearch) => Promise<string>;
}

/**
 * Finds the Pulumi CLI by the first way that works: on PATH, built earlier, the npm package `pulumi`, or built from the
 * Go module proxy.
 * @returns a command that is recent enough for the program
 */
export async function findPulumiCli(search: CliSearch): Promise<PulumiCli> {
  const ways = search.mayFetch
    ? [findOnPath, findBuiltEarlier, installFromNpm, buildFromGo]
    : [findOnPath, findBuiltEarlier];
  const failures: string[] = [];
  for (const { name, find } of ways) {
    try {
      const command = await find(search);
      const version = await readVersion(command);
      return { command, version, from: name };
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { failures };
}

export function formatMissingCli(failures: readonly string[]): string {
  return [
    "no Pulumi CLI found, and it could not be downloaded or built:",
    ...failures.map((failure) => `  ${failure}`),
    "install the Pulumi CLI: https://www.pulumi.com/docs/install/",
  ].join("\n");
}

const findOnPath: Way = {
  name: "on PATH",
  find: ({ environment }) => {
    const names = process.platform === "win32" ? ["pulumi.exe"] : ["pulumi"];
    const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((each) => each !== "");
    const found = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
    return Promise.resolve(findFirstExecutable(found, "not found"));
  },
};

const findBuiltEarlier: Way = {
  name: "built earlier",
  find: ({ environment }) => Promise.resolve(findFirstExecutable([toBuiltCommand(environment)], "not built yet")),
};

const installFromNpm: Way = {
  name: "npm package pulumi",
  find: async ({ environment, say }) => {
    const folder = getCacheFolder(environment, "npm-pulumi");
    const command = path.join(folder, "node_modules", ".bin", "pulumi");
    if (isExecutable(command)) return command;
    say("installing the Pulumi CLI with npm …");
    mkdirSync(folder, { recursive: true });
    const install = ["install", "--prefix", folder, "--no-audit", "--no-fund", "pulumi"];
    const { code, output } = await runProcess("npm", install, { seconds: 120 });
    if (code !== 0) throw new Error(getLastLine(output));
    // The package's command fetches the CLI when it first runs.
    await readVersion(command);
    return findFirstExecutable([command], "the package has no command");
  },
};

/**
 * Builds inside a new module: `go install` refuses a module that has replacements. Without the linker flag the CLI calls
 * itself a development version.
 */
const buildFromGo: Way = {
  name: "built with go",
  find: async ({ environment, say }) => {
    const { code } = await runProcess("go", ["version"], { seconds: 20 });
    if (code !== 0) throw new Error("no go on PATH");
    say(`building the Pulumi CLI v${builtVersion} with go; this takes about three minutes, once …`);
    const command = toBuiltCommand(environment);
    mkdirSync(path.dirname(command), { recursive: true });
    // Beside the command, so that a rename is enough: two processes may build at the same time.
    const folder = mkdtempSync(`${command}-`);
    const built = path.join(folder, "built");
    try {
      await buildCli(folder, built, say);
      renameSync(built, command);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return command;
  },
};

const cliModule = "github.com/pulumi/pulumi/pkg/v3";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

async function buildCli(folder: string, output: string, say: CliSearch["say"]): Promise<void> {
  const environment = { GOFLAGS: "-mod=mod", CGO_ENABLED: "0", GOTOOLCHAIN: "auto" };
  const flags = `-s -w -X ${versionVariable}=v${builtVersion}`;
  const steps = [
    ["mod", "init", "pulumi-build"],
    ["get", `${cliModule}/cmd/pulumi@v${builtVersion}`],
    ["build", "-ldflags", flags, "-o", output, `${cliModule}/cmd/pulumi`],
  ];
  for (const step of steps) {
    say(`  go ${step[0] ?? ""} …`);
    const { code, output: text } = await runProcess("go", step, { folder, environment, seconds: 900 });
    if (code !== 0) throw new Error(`go ${step[0] ?? ""}: ${getLastLine(text)}`);
  }
}

/** @throws if the command does not run or is too old */
async function readVersion(command: string): Promise<string> {
  const environment = { PULUMI_SKIP_UPDATE_CHECK: "true" };
  const result: RunResult = await runProcess(command, ["version"], { environment, seconds: 60 });
  const version = /v?(\d+\.\d+\.\d+)/.exec(result.output)?.[1];
  if (result.code !== 0 || version === undefined) {
    throw new Error(`${command} version failed: ${getLastLine(result.output)}`);
  }
  if (isOlder(version, oldestVersion)) {
    throw new Error(`${command} is v${version}; v${oldestVersion} or later is needed`);
  }
  return version;
}

function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): readonly number[] => text.split(".").map(Number);
  const [a, b] = [numbers(version), numbers(than)];
  const first = a.findIndex((number, index) => number !== b[index]);
  return first >= 0 && (a[first] ?? 0) < (b[first] ?? 0);
}

function toBuiltCommand(environment: CliSearch["environment"]): string {
  return path.join(getCacheFolder(environment, `pulumi-v${builtVersion}`), "pulumi");
}

function getCacheFolder(environment: CliSearch["environment"], name: string): string {
  const cache = environment["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache");
  return path.join(cache, "inference-timetable", name);
}

function findFirstExecutable(files: readonly string[], otherwise: string): string {
  const found = files.find(isExecutable);
  if (found === undefined) throw new Error(otherwise);
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function getLastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "no output";
}
