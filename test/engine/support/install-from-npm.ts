import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const cache = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache"), "inference-timetable");

/**
 * Installs packages from npm beside the Pulumi CLI, once.
 *
 * @returns their `node_modules`
 */
export function installFromNpm(...packages: readonly string[]): string {
  const folder = path.join(cache, packages.join("+").replaceAll("/", "-"));
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const begun = mkdtempSync(`${folder}.`);
    const options = ["--prefix", begun, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    execFileSync("npm", ["install", ...options, ...packages], { stdio: ["ignore", "ignore", "inherit"] });
    try {
      renameSync(begun, folder);
    } catch (error) {
      // Another process was faster.
      rmSync(begun, { recursive: true });
      if (!existsSync(folder)) throw error;
    }
  }
  return path.join(folder, "node_modules");
}
