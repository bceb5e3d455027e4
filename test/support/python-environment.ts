import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

interface Wanted {
  /** Of its folder in the user's cache. */
  readonly name: string;
  /** The path of a requirements.txt. */
  readonly requirements: string;
  /** What is left out without it. */
  readonly purpose: string;
}

/**
 * A Python with packages, installed once.
 * @returns the interpreter, or why there is none
 * @throws instead of a reason when CI=true or PYTHON_TESTS=required: there, leaving tests out would go unseen
 */
export function preparePython({
  name,
  requirements,
  purpose,
}: Wanted): { readonly python: string } | { readonly reason: string } {
  const wanted = readFileSync(requirements, "utf8");
  const cache = process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache");
  const folder = path.join(cache, "inference-timetable", name);
  const python = path.join(folder, "bin", "python");
  const installed = path.join(folder, "installed.txt");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return { python };
  process.stderr.write(`installing Python packages into ${folder}, once\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const reason =
    explainFailure("python3", ["-m", "venv", folder]) ??
    explainFailure(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
  if (reason === undefined) {
    writeFileSync(installed, wanted);
    return { python };
  }
  const { CI, PYTHON_TESTS } = process.env;
  if (CI === "true" || PYTHON_TESTS === "required") throw new Error(`no ${purpose}: ${reason}`);
  process.stderr.write(`LEFT OUT: ${purpose}: ${reason}\n`);
  return { reason };
}

function explainFailure(command: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return undefined;
  const reason = error?.message ?? stderr.trim().split("\n").at(-1);
  return `${[command, ...args].join(" ")}: ${reason}`;
}
