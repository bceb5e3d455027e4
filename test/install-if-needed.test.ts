import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(__dirname, "..");
const script = path.join(root, "install-if-needed.js");

interface Lock {
  readonly packages: Readonly<Record<string, { version: string; optional?: boolean }>>;
}
const { isInstalled } = jest.requireActual<{ isInstalled: (wanted: Lock, installed: Lock | undefined) => boolean }>(
  script,
);

describe("isInstalled", () => {
  const [old, now] = [{ version: "0.9.0" }, { version: "1.0.0" }];
  const wanted = { "": { version: "0.1.0" }, a: now, onWindows: { ...now, optional: true } };

  it.each<[string, boolean, Lock["packages"]]>([
    ["accepts an install without packages for other platforms", true, { a: now }],
    ["refuses an install that misses a package", false, {}],
    ["refuses another version", false, { a: old }],
    ["refuses another version of an optional package", false, { a: now, onWindows: old }],
  ])("%s", (_title, expected, installed) => {
    expect(isInstalled({ packages: wanted }, { packages: installed })).toBe(expected);
  });

  it("refuses a project in which nothing is installed", () => {
    expect(isInstalled({ packages: wanted }, undefined)).toBe(false);
  });
});

describe("install-if-needed.js", () => {
  it("does nothing where everything is installed", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("runs npm ci on a fresh clone, prints nothing on stdout and fails when npm does", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "install-"));
    for (const file of ["install-if-needed.js", "package-lock.json"])
      copyFileSync(path.join(root, file), path.join(folder, file));
    const npm = '#!/bin/sh\necho "$PWD: npm $*"\nexit 7\n';
    writeFileSync(path.join(folder, "npm"), npm, { mode: 0o755 });
    const PATH = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
    const copy = path.join(folder, "install-if-needed.js");
    const ran = spawnSync(process.execPath, [copy], { encoding: "utf8", env: { ...process.env, PATH } });
    rmSync(folder, { recursive: true });
    expect(ran.status).toBe(7);
    expect(ran.stdout).toBe("");
    expect(ran.stderr).toMatch(/^Installing dependencies \(npm ci\) …\n.*\/install-\w+: npm ci /);
  });
});

describe("each npm script that the README shows", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const names = [...readme.matchAll(/\bnpm (?:run )?(?:-s )?([\w:]+)/g)].map(([, name]) => name);
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };

  it.each([...new Set(names)])("%s first installs what it needs", (name = "") => {
    expect(scripts[name]).toMatch(/^node install-if-needed\.js && /);
  });
});
