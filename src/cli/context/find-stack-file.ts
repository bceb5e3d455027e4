import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { findClosestMatch } from "../../config/text";
import {
  findProject,
  type FoundProject,
  getStackFileName,
  parseStackFileName,
  type ProjectFile,
  shippedProject,
  readTextFile,
} from "../../config/yaml";
import { type CliContext, throwUserError } from "./cli-context";
import { findSelectedStack } from "./selected-stack";

export interface StackChoice {
  readonly file?: string;
  readonly stack?: string;
}

/** `shown`: its path in messages. */
export interface StackFile extends FoundProject {
  readonly fullPath: string;
  readonly shown: string;
}

const defaultStack = "dev";

/**
 * Finds the stack file: the named one, else that of the stack that Pulumi has selected, else the only one, else that of
 * stack dev.
 * @throws {CommanderError} if both options are used, or the file does not exist
 */
export function findStackFile({ file, stack }: StackChoice, io: CliContext): StackFile {
  if (file !== undefined) {
    if (stack !== undefined) throwUserError(io, "use either --file or --stack, not both");
    const fullPath = path.resolve(io.currentFolder, file);
    return { fullPath, shown: file, ...findProjectOnDisk(path.dirname(fullPath), io) };
  }
  const found = findStackFolder(io);
  const stacks = listStacks(io);
  const chosen = stack === undefined ? chooseStack(stacks, found, io) : getStackName(stack);
  if (!stacks.includes(chosen)) throwUnknownStack(chosen, found, stacks, io);
  const fullPath = path.join(found.folder, getStackFileName(chosen, found.project));
  return { fullPath, shown: path.relative(io.projectFolder, fullPath), ...findProjectOnDisk(found.folder, io) };
}

function chooseStack(stacks: readonly string[], { project }: StackFolder, io: CliContext): string {
  const selected = findSelectedStack(io.projectFolder, project, io.environment ?? {});
  const choices = `stacks here: ${stacks.join(", ")}`;
  if (selected !== undefined && stacks.length > 0) {
    const stack = getStackName(selected);
    if (stacks.includes(stack)) return stack;
    const file = getStackFileName(stack, project);
    throwUserError(io, `no ${file} here, the stack that Pulumi has selected: use --stack`, choices);
  }
  const [only, ...others] = stacks;
  const chosen = only !== undefined && others.length === 0 ? only : defaultStack;
  if (stacks.length === 0 || stacks.includes(chosen)) return chosen;
  return throwUserError(io, `no ${getStackFileName(chosen, project)} here: choose a stack with --stack`, choices);
}

/** `dev` of `organization/project/dev`. */
function getStackName(stack: string): string {
  return stack.slice(stack.lastIndexOf("/") + 1);
}

/** The project of a folder with stack files; that of the command if the file lies elsewhere. */
function findProjectOnDisk(folder: string, io: CliContext): FoundProject {
  const own = findProject(folder, readTextFile);
  if (own !== undefined) return own;
  return { project: findProject(io.projectFolder, readTextFile)?.project ?? shippedProject, root: folder };
}

/** The folder of the stack files, and the project beside or above it. */
interface StackFolder {
  readonly folder: string;
  readonly project: ProjectFile;
}

function findStackFolder(io: CliContext): StackFolder {
  const project = findProject(io.projectFolder, readTextFile)?.project ?? shippedProject;
  return { folder: path.resolve(io.projectFolder, project.stackConfigDir ?? "."), project };
}

/** Lists the stacks of the project that have a file, sorted. */
export function listStacks(io: CliContext): readonly string[] {
  const { folder, project } = findStackFolder(io);
  return listFolder(folder)
    .flatMap((name) => parseStackFileName(name, project) ?? [])
    .toSorted();
}

function listFolder(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function throwUnknownStack(
  stack: string,
  { folder, project }: StackFolder,
  stacks: readonly string[],
  io: CliContext,
): never {
  if (stacks.length === 0) {
    return throwUserError(
      io,
      `${folder} has no ${getStackFileName("<stack>", project)}`,
      "name a stack file with --file",
    );
  }
  const close = findClosestMatch(stack, stacks);
  return throwUserError(
    io,
    `unknown stack "${stack}": ${getStackFileName(stack, project)} is not in ${folder}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    `stacks here: ${stacks.join(", ")}`,
  );
}
