import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { type CliContext, type StackFile, throwUserError } from "../context";

/**
 * Checks that a commit of the file would hold only this command's change.
 * @throws {CommanderError} outside of a repository, or if the file has other changes
 */
export function checkBeforeCommit({ fullPath, shown }: StackFile, io: CliContext): void {
  const { failure, output } = runGit(fullPath, ["status", "--porcelain"]);
  if (failure !== undefined) throwUserError(io, `cannot commit ${shown}: ${failure}`, "leave out --commit");
  if (output === "") return;
  throwUserError(io, `${shown} has changes that are not committed`, "commit or revert them, or leave out --commit");
}

/**
 * Commits one file, and nothing else that is staged.
 * @param paragraphs the subject, then the body
 * @throws {CommanderError} if git refuses; the file then stays written
 */
export function createCommit({ fullPath, shown }: StackFile, paragraphs: readonly string[], io: CliContext): void {
  const messages = paragraphs.flatMap((text) => ["--message", text.replaceAll(/\s+/g, " ").trim()]);
  for (const words of [["add"], ["commit", "--quiet", "--only", ...messages]]) {
    const { failure } = runGit(fullPath, words);
    if (failure !== undefined) throwUserError(io, `${shown} is written, but not committed: ${failure}`);
  }
}

/** A link leads to the file that changes. */
function runGit(
  fullPath: string,
  words: readonly string[],
): { readonly failure: string | undefined; readonly output: string } {
  const file = realpathSync(fullPath);
  const place = ["-C", path.dirname(file), "--literal-pathspecs"];
  const run = spawnSync("git", [...place, ...words, "--", path.basename(file)], { encoding: "utf8" });
  if (run.error !== undefined) return { failure: "git is not installed", output: "" };
  const [reason = "git failed"] = run.stderr.split("\n").filter((line) => line.trim() !== "");
  return { failure: run.status === 0 ? undefined : reason, output: run.stdout };
}
