import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { compileSource } from "../../../src/cli/context/load-stack";
import { formatProblem } from "../../../src/problem";

/** A file that says what the program prints, beside the file it prints it for. */
export interface GoldenFile {
  readonly file: string;
  readonly text: string;
}

/** The moment for which stack files are compiled: past and future stay the same. */
const now = Date.parse("2026-11-24T10:00:00Z") / 60_000;

/**
 * What every wrong stack file of `test/bad-config` is answered with.
 *
 * @param root the folder of the repository
 */
export function badConfigAnswers(root: string): readonly GoldenFile[] {
  const folder = path.join(root, "test", "bad-config");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => ({
      file: `test/bad-config/${name.replace(/\.yaml$/, ".txt")}`,
      text: answerTo(path.join(folder, name)),
    }));
}

function answerTo(file: string): string {
  const source = {
    shown: path.basename(file),
    bytes: readFileSync(file),
    readCalendar: (calendar: string) => textOf(path.join(path.dirname(file), calendar)),
  };
  const { problems } = compileSource(source, now);
  return problems.map((problem) => `${formatProblem(problem)}\n`).join("\n");
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Everything that `npm run golden:update` writes. */
export function goldenFiles(root: string): readonly GoldenFile[] {
  return badConfigAnswers(root);
}
