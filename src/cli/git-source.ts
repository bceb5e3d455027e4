import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import path from "node:path";
import type { StackFile } from "./find-stack-file";
import type { Io } from "./io";
import type { StackSource } from "./stack-source";
import { usageError } from "./usage-error";

/** Larger than any stack file or calendar. */
const largestFile = 16 * 1024 * 1024;

/**
 * A stack file as it was committed.
 *
 * In:     `ref`: a branch, tag or commit
 * Out:    undefined when the file is not there in that commit
 * Errors: bad usage when git cannot be run, the folder is in no repository, or there is no such ref
 */
export function stackInGit(file: StackFile, ref: string, io: Io): StackSource | undefined {
  const folder = path.dirname(file.fullPath);
  checkRef(folder, ref, io);
  const bytes = show(folder, ref, path.basename(file.fullPath));
  if (bytes === undefined) return undefined;
  return {
    shown: `${file.shown} at ${ref}`,
    bytes,
    readCalendar: (calendar) => show(folder, ref, calendar)?.toString(),
  };
}

function checkRef(folder: string, ref: string, io: Io): void {
  const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { status, error, stderr } = git(folder, words);
  if (error !== undefined) usageError(io, `cannot run git: ${error.message}`);
  if (status === 0) return;
  if (/not a git repository/i.test(stderr.toString())) {
    usageError(io, `"${ref}" is no file, and ${folder} is in no git repository`);
  }
  usageError(io, `"${ref}" is neither a file nor a commit, branch or tag of this repository`);
}

/** `<ref>:./<path>` is relative to the folder that git runs in. */
function show(folder: string, ref: string, file: string): Buffer | undefined {
  const { status, stdout } = git(folder, ["show", "--end-of-options", `${ref}:./${file}`]);
  return status === 0 ? stdout : undefined;
}

function git(folder: string, words: readonly string[]): SpawnSyncReturns<Buffer> {
  return spawnSync("git", [...words], { cwd: folder, maxBuffer: largestFile });
}
