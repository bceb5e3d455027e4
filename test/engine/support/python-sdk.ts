import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { builtVersion } from "../../../src/simulator/try/pulumi-cli";
import { preparePython } from "../../support/python-environment";

/** The interpreter with Pulumi's SDK, or why no Python program can run here. */
export function findPythonWithPulumi(): ReturnType<typeof preparePython> {
  if (!existsSync(generator) && spawnSync("go", ["version"]).status !== 0) return { reason: "no go on PATH" };
  const requirements = path.join(__dirname, "python/requirements.txt");
  return preparePython({ name: "python-pulumi", requirements, purpose: "programs in Python" });
}

const cache = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "inference-timetable");
const generator = path.join(cache, `generate-python-sdk-v${builtVersion}`);

/**
 * Writes the SDK that `pulumi package add` generates, which needs the language host of Python, and installs it.
 * @param folder gets `site`, for PYTHONPATH
 */
export function installPythonSdk(python: string, schema: string, folder: string): string {
  if (!existsSync(generator)) buildGenerator();
  const [sdk, site] = [path.join(folder, "sdk"), path.join(folder, "site")];
  execFileSync(generator, [schema, sdk]);
  execFileSync(python, ["-m", "pip", "install", "--quiet", "--no-deps", "--target", site, sdk]);
  return site;
}

/** Pulumi's own generator, from the Go module of the CLI. */
function buildGenerator(): void {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${generator}-`);
  const env = { ...process.env, GOFLAGS: "-mod=mod", CGO_ENABLED: "0", GOTOOLCHAIN: "auto" };
  const go = (...words: readonly string[]) =>
    execFileSync("go", words, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  try {
    copyFileSync(path.join(__dirname, "python/generate-sdk.go"), path.join(folder, "main.go"));
    go("mod", "init", "generate-sdk");
    go("get", `github.com/pulumi/pulumi/pkg/v3@v${builtVersion}`);
    go("build", "-o", "built", ".");
    renameSync(path.join(folder, "built"), generator);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
