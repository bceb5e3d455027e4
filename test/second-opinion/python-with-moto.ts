import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const requirements = path.join(__dirname, "requirements.txt");

/**
 * A Python that has moto and botocore, made once in the user's cache folder.
 *
 * Out:    the interpreter, or why there is none
 * Errors: thrown instead of a reason when CI=true or SECOND_OPINION=required: there, leaving tests out would go
 *         unseen
 */
export function pythonWithMoto(): { readonly python: string } | { readonly reason: string } {
  const wanted = readFileSync(requirements, "utf8");
  const cache = process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache");
  const folder = path.join(cache, "inference-timetable", "moto");
  const python = path.join(folder, "bin", "python");
  const installed = path.join(folder, "installed.txt");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return { python };
  process.stderr.write(`installing moto and botocore into ${folder}, once\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const reason =
    complaint("python3", ["-m", "venv", folder]) ??
    complaint(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
  if (reason === undefined) {
    writeFileSync(installed, wanted);
    return { python };
  }
  const { CI, SECOND_OPINION } = process.env;
  if (CI === "true" || SECOND_OPINION === "required") throw new Error(`no second opinion on AWS: ${reason}`);
  process.stderr.write(`LEFT OUT: the second opinion on AWS, for there is no moto: ${reason}\n`);
  return { reason };
}

function complaint(command: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return undefined;
  const said = error?.message ?? stderr.trim().split("\n").at(-1);
  return `${[command, ...args].join(" ")}: ${said}`;
}
