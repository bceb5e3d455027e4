import { createHash } from "node:crypto";
import { homedir } from "node:os";
import path from "node:path";
import { isMap } from "../../config/text";
import { type ProjectFile, readTextFile } from "../../config/yaml";

/**
 * Finds the stack that `pulumi stack select` chose, or PULUMI_STACK.
 * @returns its name, perhaps with organization and project; undefined if none is selected, or different ones in several
 * backends
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/workspace/workspace.go `settingsPath`
 */
export function findSelectedStack(
  projectFolder: string,
  { file, name }: ProjectFile,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = environment["PULUMI_STACK"] ?? "";
  if (named !== "") return named;
  if (Object.keys(environment).length === 0) return undefined;
  const home = environment["PULUMI_HOME"] ?? path.join(environment["HOME"] ?? homedir(), ".pulumi");
  const hash = createHash("sha1").update(path.join(projectFolder, file)).digest("hex");
  const text = readTextFile(path.join(home, "workspaces", `${name}-${hash}-workspace.json`));
  return text === undefined ? undefined : parseSelectedStack(text);
}

/** `stack` is the older form, and `stacks` has one for each backend. */
function parseSelectedStack(text: string): string | undefined {
  try {
    const settings: unknown = JSON.parse(text);
    if (!isMap(settings)) return undefined;
    const names = isMap(settings["stacks"]) ? Object.values(settings["stacks"]) : [];
    const [name = settings["stack"], ...others] = new Set(names);
    return typeof name === "string" && name !== "" && others.length === 0 ? name : undefined;
  } catch {
    return undefined;
  }
}
