import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createAccount } from "../simulate/new-account";
import type { AwsState, EpochSeconds } from "../simulate/state";

/**
 * Where `npm run try` keeps one stack: the simulated account, the engine's state, and copies of the project's
 * files, since the engine writes into them.
 */
export interface TryFolder {
  readonly account: string;
  readonly engineState: string;
  readonly project: string;
}

/** The folder's places; git ignores it. */
export function openTryFolder(root: string, stack: string): TryFolder {
  const folder = path.join(root, ".pulumi-local", stack);
  return {
    account: path.join(folder, "aws.json"),
    engineState: path.join(folder, "state"),
    project: path.join(folder, "project"),
  };
}

/** The account as it was left; a new one, whose clock starts now, when there is none. */
export function loadAccount(folder: TryFolder, now: EpochSeconds): AwsState {
  if (!existsSync(folder.account)) return createAccount(now);
  const stored: unknown = JSON.parse(readFileSync(folder.account, "utf8"));
  return isAccount(stored) ? stored : createAccount(now);
}

/** The file was written by `saveAccount`, or by an older version: then a member is missing. */
function isAccount(stored: unknown): stored is AwsState {
  if (typeof stored !== "object" || stored === null) return false;
  return Object.keys(createAccount(0)).every((member) => member in stored);
}

/** Keeps the account for the next command. */
export function saveAccount(folder: TryFolder, state: AwsState): void {
  mkdirSync(path.dirname(folder.account), { recursive: true });
  writeFileSync(folder.account, JSON.stringify(state));
}

/** Forgets the account and the engine's state. */
export function forgetStack(folder: TryFolder): void {
  rmSync(path.dirname(folder.account), { recursive: true, force: true });
}

/**
 * Copies the project's files to where the engine may write: Pulumi.yaml and the stack file.
 *
 * The engine adds a salt to the stack file; it is kept from one copy to the next.
 */
export function copyProject(folder: TryFolder, root: string, stack: string): void {
  mkdirSync(folder.project, { recursive: true });
  copyFileSync(path.join(root, "Pulumi.yaml"), path.join(folder.project, "Pulumi.yaml"));
  const name = `Pulumi.${stack}.yaml`;
  const copy = path.join(folder.project, name);
  const salt = existsSync(copy) ? /^encryptionsalt:.*$/m.exec(readFileSync(copy, "utf8")) : null;
  const own = readFileSync(path.join(root, name), "utf8").replace(/^encryptionsalt:.*$/m, "");
  writeFileSync(copy, salt === null ? own : `${own.trimEnd()}\n${salt[0]}\n`);
}
