import path from "node:path";
import { formatPath, type Problem } from "../../problem";
import { isMap } from "../text";
import { readYaml, type YamlFile } from "./read-yaml";

/** What the project file, `Pulumi.yaml`, adds to each stack file. */
export interface ProjectFile {
  /** The name of the file, whose ending is that of the stack files, too. */
  readonly file: string;
  /** The prefix of this program's keys. */
  readonly name: string;
  /** The values of keys that a stack file leaves out. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The place of each default, by its path in a stack file. */
  readonly positions: YamlFile["positions"];
  /** Keys that have no default, so that each stack must have them. */
  readonly required: readonly string[];
  /** The folder of the stack files, relative to that of `Pulumi.yaml`. */
  readonly stackConfigDir?: string;
  readonly problems: readonly Problem[];
}

/** The project as it is shipped. */
export const shippedProject: ProjectFile = {
  file: "Pulumi.yaml",
  name: "inference-timetable",
  defaults: {},
  positions: new Map(),
  required: [],
  problems: [],
};

/**
 * The names of project files, in the order in which the engine looks for them.
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/encoding/marshal.go `Exts`
 */
const projectFiles = ["Pulumi.json", "Pulumi.yaml", "Pulumi.yml"];

/**
 * Reads `Pulumi.yaml`.
 * @param file its name
 * @returns the shipped name if the text has none
 * @see https://www.pulumi.com/docs/iac/concepts/projects/project-file/
 */
function readProjectFile(text: string, file: string): ProjectFile {
  const { value, positions, problems } = readYaml(text);
  const { name, config, stackConfigDir } = isMap(value) ? value : {};
  const isNamed = typeof name === "string" && name !== "";
  // The older form: `config: <folder>`.
  const folder = typeof config === "string" ? config : stackConfigDir;
  const declared = Object.entries(isMap(config) ? config : {}).map(([key, entry]) => ({
    key,
    ...findValue(entry, ["config", key]),
  }));
  return {
    file,
    name: isNamed ? name : shippedProject.name,
    defaults: Object.fromEntries(declared.flatMap((each) => (each.value === null ? [] : [[each.key, each.value]]))),
    positions: new Map(
      declared.flatMap(({ key, place }) =>
        [...positions].flatMap(([at, position]) => {
          const rest = at.startsWith(place) ? at.slice(place.length) : "-";
          return /^(?:$|[.[])/.test(rest) ? [[formatPath(["config", key]) + rest, { ...position, file }] as const] : [];
        }),
      ),
    ),
    required: declared.flatMap((each) => (each.value === null ? [each.key] : [])),
    ...(typeof folder === "string" ? { stackConfigDir: folder } : {}),
    problems: [...problems, ...(isNamed || problems.length > 0 ? [] : [createMissingNameProblem()])]
      .filter(({ severity }) => severity === "error")
      .map((problem) => ({ ...problem, file })),
  };
}

function createMissingNameProblem(): Problem {
  return {
    severity: "error",
    code: "missing-key",
    path: "name",
    message: "the project has no name",
    expected: "text",
    fix: `write name: ${shippedProject.name}`,
  };
}

/**
 * The value or default of a declared key, and its path; null if it has none.
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/workspace/project.go `RewriteShorthandConfigValues`
 */
function findValue(declared: unknown, keys: readonly string[]): { readonly value: unknown; readonly place: string } {
  if (!isMap(declared)) return { value: declared, place: formatPath(keys) };
  const key = declared["value"] === undefined || declared["value"] === null ? "default" : "value";
  return { value: declared[key] ?? null, place: formatPath([...keys, key]) };
}

/** A stack file's project. `root`: the folder that paths of calendar files are relative to, as in `pulumi up`. */
export interface FoundProject {
  readonly project: ProjectFile;
  readonly root: string;
}

/**
 * Finds the project file of a folder with stack files: the one beside them, or the one above whose `stackConfigDir` is
 * this folder.
 * @param readFile takes a full path; undefined if there is no such file
 */
export function findProject(folder: string, readFile: (file: string) => string | undefined): FoundProject | undefined {
  for (let root = folder; ; root = path.dirname(root)) {
    const project = readProjectIn(root, readFile);
    if (project !== undefined) {
      const isOwner = root === folder || path.resolve(root, project.stackConfigDir ?? ".") === folder;
      return isOwner ? { project, root } : undefined;
    }
    if (root === path.dirname(root)) return undefined;
  }
}

function readProjectIn(root: string, readFile: (file: string) => string | undefined): ProjectFile | undefined {
  for (const file of projectFiles) {
    const text = readFile(path.join(root, file));
    if (text !== undefined) return readProjectFile(text, file);
  }
  return undefined;
}

/** The name of a stack's file: `Pulumi.dev.yaml`. */
export function getStackFileName(stack: string, { file }: ProjectFile): string {
  return `Pulumi.${stack}${path.extname(file)}`;
}

/** The stack that a file is for; undefined if its name has another form. */
export function parseStackFileName(name: string, { file }: ProjectFile): string | undefined {
  const ending = path.extname(file);
  return name.startsWith("Pulumi.") && name.endsWith(ending) && name !== file
    ? name.slice("Pulumi.".length, -ending.length)
    : undefined;
}
