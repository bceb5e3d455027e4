import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(__dirname, "..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");

/** A command of the README and the output it shows. */
interface Example {
  readonly command: string;
  readonly printed: string;
}

/** The `timetable` commands of the README. The others take minutes and have their own tests. */
const examples: readonly Example[] = [...readme.matchAll(/```console\n\$ (.+)\n([^`]*)```/g)]
  .map(([, command = "", printed = ""]) => ({ command, printed: printed.trimEnd() }))
  .filter(({ command }) => command.startsWith("npm run -s timetable -- "));

function timetable(words: readonly string[], cwd = root) {
  const main = path.join(root, "src/cli/main.ts");
  const loader = require.resolve("ts-node/register/transpile-only");
  return spawnSync(process.execPath, ["-r", loader, main, ...words], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, TS_NODE_PROJECT: path.join(root, "tsconfig.json") },
  });
}

describe("the README", () => {
  it("has commands to try", () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)("prints what it says: $command", ({ command, printed }) => {
    const words = command.replace("npm run -s timetable -- ", "").split(" ");
    const { stdout, status } = timetable(words);
    expect(status).toBe(0);
    // The README cuts long output at an empty line.
    expect(stdout.startsWith(`${printed}\n`)).toBe(true);
  });

  it("shows the problems of a real wrong stack file", () => {
    const [, problems = ""] = /reported at once[^`]*```\n([^`]*)```/.exec(readme) ?? [];
    const folder = mkdtempSync(path.join(os.tmpdir(), "readme-"));
    copyFileSync(path.join(root, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    const right = readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8");
    const wrong = right.replace("windows:", "windos:").replace("Europe/Berlin", "EST");
    writeFileSync(path.join(folder, "Pulumi.dev.yaml"), wrong);
    const { stderr, status } = timetable(["check", "--stack", "dev"], folder);
    rmSync(folder, { recursive: true });
    expect(status).toBe(1);
    expect(stderr).toContain(problems.trimEnd());
  });

  it("shows Pulumi.dev.yaml without its comments", () => {
    const [, block] = /```yaml\n([^`]*)```/.exec(readme) ?? [];
    const withoutComments = readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8")
      .split("\n")
      .filter((line) => !line.trim().startsWith("#"))
      .join("\n");
    expect(withoutComments).toBe(block);
  });
});
