import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(__dirname, "../../..");

/** Where docs/operations.md lies. */
export const guideFile = path.join(root, "docs", "operations.md");

/**
 * The guide with what its commands really print now, run one after the other in a copy of the project.
 *
 * @param guide Markdown whose `console` blocks have commands after `$ `, each with its output below it
 * @returns the same text if nothing has changed: random ends of names are always `-0a1b2c3`, an update takes some minutes,
 * and what the engine does in parallel is sorted. A command that fails prints its output, too.
 */
export function runGuide(guide: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "operations-"));
  for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "package.json", "tsconfig.json"])
    copyFileSync(path.join(root, file), path.join(folder, file));
  for (const each of ["src", "node_modules", "index.ts"]) symlinkSync(path.join(root, each), path.join(folder, each));
  try {
    return guide.replace(/```console\n([^]*?)```/g, (_, block: string) => {
      const commands = block.split("\n").filter((line) => line.startsWith("$ "));
      const run = commands.map((line) => `${line}\n${printed(line.slice(2), folder)}`);
      return `\`\`\`console\n${run.join("")}\`\`\``;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `npm run` would start, without its second. */
const npm = [
  "npm() {",
  "  local script=$3; shift 4",
  '  case "$script" in try) set -- src/simulator/try/main.ts "$@" ;; *) set -- src/cli/main.ts "$@" ;; esac',
  '  node -r ts-node/register/transpile-only "$@"',
  "}",
].join("\n");

function printed(command: string, cwd: string): string {
  const { stdout } = spawnSync("bash", ["-c", `${npm}\n{ ${command}; } 2>&1`], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  const text = stdout
    .replace(/\b(sentiment(?:-scale-(?:in|out))?)-[0-9a-f]{7}\b/g, "$1-0a1b2c3")
    .replace(/it took \d+ minutes/g, "it took some minutes")
    .replace(/now is (\d{4}-\d\d-\d\dT\d\d):\d\dZ, the clock/g, "now is $1:05Z, the clock")
    .replace(/Pulumi CLI v\S+ \(.*?\)/g, "Pulumi CLI")
    .replace(/[ \t]+$/gm, "")
    .trimEnd();
  return text === "" ? "" : `${inOrder(text.split("\n")).join("\n")}\n`;
}

/** The engine's steps, each stretch of them sorted. */
function inOrder(lines: readonly string[]): readonly string[] {
  const isStep = (line: string | undefined): boolean => /^ {2}(\+|~|-|>|=)[ +-] /.test(line ?? "");
  return lines.reduce<readonly string[]>((done, line, index) => {
    if (!isStep(line)) return [...done, line];
    if (isStep(lines[index - 1])) return done;
    const end = lines.findIndex((each, n) => n > index && !isStep(each));
    return [...done, ...lines.slice(index, end < 0 ? undefined : end).toSorted()];
  }, []);
}
