import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(__dirname, "..", "..");

const stackFile = (min: number, key = "sentiment"): string => `config:
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:endpoints:
    ${key}:
      model: { image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1 }
      variant: { instanceType: ml.m5.large, hourlyPriceUsd: 0.138 }
      timetable:
        baseline: { min: 1, max: 3 }
        windows:
          office: { days: mon-fri, from: "08:00", to: "18:00", min: ${min}, max: 3 }
`;

function run(command: string, args: readonly string[], cwd: string) {
  return spawnSync(command, args, { cwd, encoding: "utf8" });
}

function git(cwd: string, ...args: readonly string[]): string {
  const author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  const { status, stdout, stderr } = run("git", [...author, ...args], cwd);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

describe(".github/timetable-diff.sh", () => {
  let folder: string;
  let origin: string;

  const write = (name: string, text: string): void => {
    writeFileSync(path.join(origin, name), text);
  };
  const commit = (message: string): void => {
    git(origin, "add", "--all");
    git(origin, "commit", "--quiet", "--message", message);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "timetable-diff-"));
    origin = path.join(folder, "origin");
    mkdirSync(origin);
    const program = ["package.json", "package-lock.json", "install-if-needed.js", "tsconfig.json"];
    for (const file of ["Pulumi.yaml", ...program]) copyFileSync(path.join(root, file), path.join(origin, file));
    cpSync(path.join(root, ".github"), path.join(origin, ".github"), { recursive: true });
    for (const each of ["src", "node_modules"]) symlinkSync(path.join(root, each), path.join(origin, each));
    git(origin, "init", "--quiet", "--initial-branch=main");
    write("Pulumi.dev.yaml", stackFile(2));
    write("Pulumi.old.yaml", stackFile(2, "gone"));
    commit("base");
    git(origin, "switch", "--quiet", "--create", "feature");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The state after the workflow's checkout: the merge commit of the pull request and its two parents. */
  function checkOutMerge(): string {
    git(origin, "switch", "--quiet", "main");
    write("README.md", "Meanwhile on main.\n");
    commit("meanwhile");
    git(origin, "merge", "--quiet", "--no-ff", "--message", "merge", "feature");
    git(origin, "update-ref", "refs/pull/7/merge", "HEAD");
    const clone = path.join(folder, "clone");
    mkdirSync(clone);
    git(clone, "init", "--quiet");
    git(clone, "fetch", "--quiet", "--depth=2", `file://${origin}`, "refs/pull/7/merge");
    git(clone, "checkout", "--quiet", "FETCH_HEAD");
    return clone;
  }

  it("prints what a pull request changes, adds and deletes, in a shallow checkout", () => {
    write("Pulumi.dev.yaml", stackFile(3));
    write("Pulumi.new.yaml", stackFile(2, "fresh"));
    rmSync(path.join(origin, "Pulumi.old.yaml"));
    commit("change");
    const { status, stdout, stderr } = run(".github/timetable-diff.sh", ["HEAD^1"], checkOutMerge());
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("- Mon-Fri 08:00-18:00: min 2 -\\> 3\n");
    expect(stdout).toMatch(/\| cost in USD \| .* \| .* \|/);
    expect(stdout).toContain("### fresh: a new endpoint");
    expect(stdout).toContain("### gone: removed");
  });

  it("prints the errors of a stack file instead of its changes, and fails", () => {
    write("Pulumi.dev.yaml", stackFile(3).replace("mon-fri", "mon-fry"));
    commit("a slip");
    const { status, stdout } = run(".github/timetable-diff.sh", ["HEAD^1"], checkOutMerge());
    expect(status).toBe(1);
    expect(stdout).toMatch(/```text\n[^]*mon-fry[^]*\n```\n/);
  }, 200_000);

  it("closes a code block only with its own fence, and reads no link and no odd name", () => {
    write("Pulumi.dev.yaml", stackFile(3, '"x\\n`````\\n# Approved\\n`````text"').replace("mon-fri", '"`````"'));
    symlinkSync("/etc/passwd", path.join(origin, "Pulumi.link.yaml"));
    write("Pulumi.$(touch pwned).yaml", stackFile(3));
    write("Pulumi.a b.yaml", stackFile(3));
    commit("hostile");
    const clone = checkOutMerge();
    const { stdout } = run(".github/timetable-diff.sh", ["HEAD^1"], clone);
    const [, fence = "", inside = ""] = /^(`+)text\n([^]*?)\n\1$/m.exec(stdout) ?? [];
    expect(inside).toMatch(/^error \S+ at endpoints/m);
    expect(inside).toContain("`````");
    expect(fence.length).toBeGreaterThan(Math.max(...(inside.match(/`+/g) ?? []).map((ticks) => ticks.length)));
    expect(stdout).not.toMatch(/^# Approved|root:|a b|touch/m);
    expect(stdout).toContain("Pulumi.link.yaml is a link: skipped\n");
    expect(existsSync(path.join(clone, "pwned"))).toBe(false);
  });

  it("says how to get a missing commit", () => {
    const { status, stderr } = run(".github/timetable-diff.sh", ["v0"], origin);
    expect(status).toBe(2);
    expect(stderr).toContain("a shallow clone needs a depth of 2");
  });

  it("is what the workflow and the guide call", () => {
    for (const file of [".github/workflows/timetable.yml", "docs/ci.md"])
      expect(readFileSync(path.join(root, file), "utf8")).toContain(".github/timetable-diff.sh ");
  });
});
