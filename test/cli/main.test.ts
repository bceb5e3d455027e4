import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import path from "node:path";
import { StackFolder, stackText } from "./commands/stack-files";

const root = path.join(__dirname, "..", "..");
const quoted = (word: string): string => `'${word}'`;

let folder: StackFolder;

beforeAll(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
  folder.write("Pulumi.wrong.yaml", "config:\n  inference-timetable:endpoints: 3\n");
});

afterAll(() => {
  folder.remove();
});

/** Runs a shell line in the folder with the stack files; `timetable` is the command. */
function shell(line: string, env: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
  const command = [
    process.execPath,
    "-r",
    path.join(root, "node_modules/ts-node/register/transpile-only"),
    path.join(root, "src/cli/main.ts"),
  ];
  const script = `timetable() { ${command.map(quoted).join(" ")} "$@"; }; ${line}`;
  return spawnSync("bash", ["-c", script], {
    cwd: folder.path,
    encoding: "utf8",
    env: { ...process.env, TS_NODE_PROJECT: path.join(root, "tsconfig.json"), FORCE_COLOR: "", ...env },
  });
}

describe("the timetable process", () => {
  it("prints JSON to stdout, nothing to stderr, and exits 0", () => {
    const { status, stdout, stderr } = shell("timetable at 2026-11-24T08:00+01:00 --endpoint sentiment --json");
    expect(JSON.parse(stdout)).toEqual({ min: 4, max: 12, because: ["window office"], unit: "instances" });
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("prints problems to stderr and exits 1, without a stack trace", () => {
    const { status, stdout, stderr } = shell("timetable show --stack wrong");
    expect(stderr).toMatch(/^error \S+ at endpoints/);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect([status, stdout.trim()]).toEqual([1, ""]);
  });

  it("exits 2 for bad usage", () => {
    const { status, stderr } = shell("timetable check --stack devv");
    expect(stderr).toContain("did you mean dev?");
    expect(status).toBe(2);
  });

  it("exits quietly if its reader closes the pipe", () => {
    const { stdout, stderr } = shell("timetable page | head -1; echo ${PIPESTATUS[0]}");
    expect(stdout).toBe("<!doctype html>\n0\n");
    expect(stderr).toBe("");
  });

  it("uses color only on a terminal or with FORCE_COLOR", () => {
    expect(shell("timetable show --endpoint fraud").stdout).not.toContain("\u001b[");
    expect(shell("timetable show --endpoint fraud", { FORCE_COLOR: "1" }).stdout).toContain("\u001b[35m");
    expect(shell("timetable show --endpoint fraud", { FORCE_COLOR: "1", NO_COLOR: "1" }).stdout).not.toContain(
      "\u001b[",
    );
  });

  it("resolves paths from the folder in which npm was started", () => {
    const env = { npm_lifecycle_event: "timetable", INIT_CWD: folder.path };
    const { status, stdout } = shell("cd / && timetable check --file Pulumi.dev.yaml", env);
    expect([status, stdout]).toEqual([0, "Pulumi.dev.yaml: no problems\n"]);
  });
});
