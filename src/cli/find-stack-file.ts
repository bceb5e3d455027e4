import { readdirSync } from "node:fs";
import path from "node:path";
import { findClosestMatch } from "../config/nearest";
import type { CliContext } from "./io";
import { throwUserError } from "./usage-error";

/** Which stack file the user means. */
export interface StackChoice {
  readonly file?: string;
  readonly stack?: string;
}

/** A stack file: where it is, and its path as messages give it. */
export interface StackFile {
  readonly fullPath: string;
  readonly shown: string;
}

const defaultStack = "dev";

/**
 * The stack file to read: the one named, else the only one there is, else that of stack dev.
 *
 * Errors: bad usage when both ways of naming are used, or when there is no such stack file
 */
export function findStackFile({ file, stack }: StackChoice, io: CliContext): StackFile {
  if (file !== undefined) {
    if (stack !== undefined)
      throwUserError(io, "--file and --stack name a stack file each: give one");
    return { fullPath: path.resolve(io.currentFolder, file), shown: file };
  }
  const stacks = listStacks(io.projectFolder);
  const [only, ...others] = stacks;
  const chosen = stack ?? (only !== undefined && others.length === 0 ? only : defaultStack);
  if (!stacks.includes(chosen)) throwUnknownStack(chosen, stack !== undefined, stacks, io);
  const name = `Pulumi.${chosen}.yaml`;
  return { fullPath: path.join(io.projectFolder, name), shown: name };
}

/** Names of stacks that have a file in a folder, sorted. */
export function listStacks(folder: string): readonly string[] {
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .toSorted();
}

function throwUnknownStack(
  stack: string,
  asked: boolean,
  stacks: readonly string[],
  io: CliContext,
): never {
  if (stacks.length === 0) {
    return throwUserError(
      io,
      `there is no Pulumi.<stack>.yaml in ${io.projectFolder}`,
      "name a stack file with --file",
    );
  }
  const names = `stacks here: ${stacks.join(", ")}`;
  if (!asked) return throwUserError(io, `there is no Pulumi.${stack}.yaml: say --stack`, names);
  const close = findClosestMatch(stack, stacks);
  return throwUserError(
    io,
    `there is no stack "${stack}": Pulumi.${stack}.yaml is not in ${io.projectFolder}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    names,
  );
}
