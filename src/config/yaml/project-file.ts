import path from "node:path";
import { isMap } from "../text";
import { readYaml } from "./read-yaml";

/** What `Pulumi.yaml` adds to each stack file. */
export interface ProjectFile {
  /** The prefix of this program's keys. */
  readonly name: string;
  /** The values of keys that a stack file leaves out. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Keys that have no default, so that each stack must have them. */
  readonly required: readonly string[];
  /** The folder of the stack files, relative to that of `Pulumi.yaml`. */
  readonly stackConfigDir?: string;
}

/** The project as it is shipped. */
export const shippedProject: ProjectFile = { name: "inference-timetable", defaults: {}, required: [] };

/**
 * Reads `Pulumi.yaml`.
 * @returns the shipped name if the text has none
 * @see https://www.pulumi.com/docs/iac/concepts/projects/project-file/
 */
export function readProjectFile(text: string): ProjectFile {
  const { value } = readYaml(text);
  const { name, config, stackConfigDir } = isMap(value) ? value : {};
  // The older form: `config: <folder>`.
  const folder = typeof config === "string" ? config : stackConfigDir;
  const declared = Object.entries(isMap(config) ? config : {}).map(([key, entry]) => ({
    key,
    value: findValue(entry),
  }));
  return {
    name: typeof name === "string" && name !== "" ? name : shippedProject.name,
    defaults: Object.fromEntries(declared.flatMap((each) => (each.value === null ? [] : [[each.key, each.value]]))),
    required: declared.flatMap((each) => (each.value === null ? [each.key] : [])),
    ...(typeof folder === "string" ? { stackConfigDir: folder } : {}),
  };
}

/**
 * The value or default of a declared key; null if it has none.
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/workspace/project.go `RewriteShorthandConfigValues`
 */
function findValue(declared: unknown): unknown {
  return isMap(declared) ? (declared["value"] ?? declared["default"] ?? null) : declared;
}

/** A stack file's project. `root`: the folder that paths of calendar files are relative to, as in `pulumi up`. */
export interface FoundProject {
  readonly project: ProjectFile;
  readonly root: string;
}

/**
 * Finds the `Pulumi.yaml` of a folder with stack files: the one beside them, or the one above whose `stackConfigDir` is
 * this folder.
 * @param readFile takes a full path; undefined if there is no such file
 */
export function findProject(folder: string, readFile: (file: string) => string | undefined): FoundProject | undefined {
  for (let root = folder; ; root = path.dirname(root)) {
    const text = readFile(path.join(root, "Pulumi.yaml"));
    if (text !== undefined) {
      const project = readProjectFile(text);
      const isOwner = root === folder || path.resolve(root, project.stackConfigDir ?? ".") === folder;
      return isOwner ? { project, root } : undefined;
    }
    if (root === path.dirname(root)) return undefined;
  }
}
