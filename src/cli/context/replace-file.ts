import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { explainFileFailure } from "../../config/yaml";

/**
 * Writes a file in one step: creates one beside it under a random name, and renames that. Keeps the mode, and the owner
 * if the system allows. A link to a regular file stays, and that file is replaced.
 * @returns why it failed, as a clause; undefined on success
 */
export function replaceFile(file: string, text: string): string | undefined {
  try {
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return replaceTarget(file, undefined, text);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return "it is a link to a missing file";
    if (stat.isDirectory()) return "it is a folder";
    return stat.isFile() ? replaceTarget(realpathSync(file), stat, text) : "it is not a regular file";
  } catch (error) {
    const reason = explainFileFailure(error);
    return reason === "no such file" ? "no such folder" : reason;
  }
}

/** `wx` refuses a file or link that already has the name, so nobody can prepare one. */
function replaceTarget(target: string, old: Stats | undefined, text: string): undefined {
  const draft = `${target}.${randomBytes(8).toString("hex")}.new`;
  writeFileSync(draft, text, { flag: "wx", mode: old === undefined ? 0o666 : 0o600 });
  try {
    if (old !== undefined) {
      keepOwner(draft, old);
      chmodSync(draft, old.mode & 0o777);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Only root may give a file away. */
function keepOwner(draft: string, { uid, gid }: Stats): void {
  try {
    chownSync(draft, uid, gid);
  } catch {
    // The file then belongs to the person who runs the command.
  }
}
