import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** The language host of Pulumi YAML; Pulumi's releases have it beside the CLI. */
const command = "pulumi-language-yaml";
const version = "v1.25.0";

const cache = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "inference-timetable");
const builtFolder = path.join(cache, `pulumi-yaml-${version}`);

function findOnPath(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), builtFolder];
  return folders.find((folder) => existsSync(path.join(folder, name)));
}

/** Why no YAML program can run here; undefined if one can. */
export function explainMissingYamlHost(): string | undefined {
  return findOnPath(command) === undefined && findOnPath("go") === undefined
    ? `no ${command} on PATH, and no go to build it`
    : undefined;
}

/**
 * Finds the host, or builds it from the Go module proxy, once.
 *
 * @returns its folder
 */
export function findYamlHost(): string {
  const found = findOnPath(command);
  if (found !== undefined) return found;
  mkdirSync(builtFolder, { recursive: true });
  execFileSync("go", ["install", `github.com/pulumi/pulumi-yaml/cmd/${command}@${version}`], {
    env: { ...process.env, GOBIN: builtFolder, CGO_ENABLED: "0" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return builtFolder;
}
