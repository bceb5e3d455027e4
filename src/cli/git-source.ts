import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import path from "node:path";
import type { StackFile } from "./find-stack-file";
import type { CliContext } from "./io";
import type { StackSource } from "./stack-source";
import { throwUserError } from "./usage-error";

/** Larger than any stack file or calendar. */
const maxFileBytes = 16 * 1024 * 1024;

/**
 * A stack file as it was committed.
 *
 * In:     `ref`: a branch, tag or commit
 * Out:    undefined when the file is not there in that commit
 * Errors: bad usage when git cannot be run, the folder is in no repository, or there is no such ref
 */
export function readStackFromGit(
  file: StackFile,
  ref: string,
  io: CliContext,
): StackSource | undefined {
  const folder = path.dirname(file.fullPath);
  checkRef(folder, ref, io);
  const bytes = readFromGit(folder, ref, path.basename(file.fullPath));
  if (bytes === undefined) return undefined;
  return {
    shown: `${file.shown} at ${ref}`,
    bytes,
    readCalendar: (calendar) => readFromGit(folder, ref, calendar)?.toString(),
  };
}

function checkRef(folder: string, ref: string, io: CliContext): void {
  const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { status, error, stderr } = runGit(folder, words);
  if (error !== undefined) throwUserError(io, `cannot run git: ${error.message}`);
  if (status === 0) return;
  if (/not a git repository/i.test(stderr.toString())) {
    throwUserError(io, `"${ref}" is no file, and ${folder} is in no git repository`);
  }
  throwUserError(io, `"${ref}" is neither a file nor a commit, branch or tag of this repository`);
}

/** `<ref>:./<path>` is relative to the folder that git runs in. */
function readFromGit(folder: string, ref: string, file: string): Buffer | undefined {
  const { status, stdout } = runGit(folder, ["show", "--end-of-options", `${ref}:./${file}`]);
  return status === 0 ? stdout : undefined;
}

function runGit(folder: string, words: readonly string[]): SpawnSyncReturns<Buffer> {
  return spawnSync("git", [...words], { cwd: folder, maxBuffer: maxFileBytes });
}
