import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** The packed package in a project of its own, as a user has it; its dependencies are those of the repository. */
export interface InstalledPackage {
  readonly tarball: string;
  /** A file of the project. */
  readonly at: (...parts: readonly string[]) => string;
  /** A file of the package. */
  readonly inPackage: (...parts: readonly string[]) => string;
  readonly manifest: Readonly<Record<"dependencies" | "peerDependencies", Readonly<Record<string, string>>>>;
  readonly remove: () => void;
}

/** Builds, packs and installs the package. */
export function installPackage(): InstalledPackage {
  const folder = mkdtempSync(path.join(tmpdir(), "timetable-package-"));
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const inPackage = (...parts: readonly string[]): string => at("node_modules/inference-timetable", ...parts);
  const build = ["-r", "ts-node/register/transpile-only", "package/build.ts", folder];
  execFileSync(process.execPath, build, { cwd: root });
  const tarball = at(readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "no tarball");
  rmSync(at("package"), { recursive: true });
  mkdirSync(inPackage(), { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", inPackage(), "--strip-components=1"]);
  const manifest = JSON.parse(readFileSync(inPackage("package.json"), "utf8")) as InstalledPackage["manifest"];
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, "@types/node": "" })) {
    mkdirSync(path.dirname(at("node_modules", name)), { recursive: true });
    symlinkSync(path.join(root, "node_modules", name), at("node_modules", name));
  }
  writeFileSync(at("package.json"), '{ "name": "consumer", "private": true }');
  return {
    ...{ tarball, at, inPackage, manifest },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
