import { isJsonList, isJsonObject, type Json, type JsonObject } from "../aws";
import { defaultsKey } from "./check-inputs";
import { isEmpty, toList } from "./properties";
import type { ResourceType } from "./resource-type";

/** One difference: where, of what kind, and whether it replaces the resource. */
export interface PropertyDifference {
  /** As the engine writes paths: `productionVariants[0].instanceType`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/**
 * How a resource's wanted inputs differ from its state, as a bridged provider sees it.
 *
 * A value that is not known yet comes as a special text, so it differs from any that is. What the program leaves out is no difference where
 * AWS decides it; nor does an empty value differ from none.
 */
export function diffProperties(
  type: ResourceType,
  state: JsonObject,
  inputs: JsonObject,
): readonly PropertyDifference[] {
  const outputsOnly = [defaultsKey, "tagsAll", "id", ...type.computed];
  const names = [...new Set([...Object.keys(state), ...Object.keys(inputs)])]
    .filter((name) => !outputsOnly.includes(name))
    .filter((name) => name in inputs || !type.optionalComputed.includes(name));
  return names
    .toSorted()
    .flatMap((name) => findDifferences(name, state[name], inputs[name]))
    .map((each) => ({ ...each, replaces: isReplacing(type, each, state, inputs) }));
}

/**
 * The differences that lie under none of some paths.
 * @param paths as `ignoreChanges` takes them: `a.b`, `a[0].b`, `a[*].b`
 * @see pulumi/pulumi-terraform-bridge pkg/tfbridge, `IgnoreChanges` of a diff
 */
export function removePaths(
  differences: readonly PropertyDifference[],
  paths: readonly string[],
): readonly PropertyDifference[] {
  const anyIndex = (path: string): string => path.replaceAll(/\[\d+\]/g, "[*]");
  const ignored = paths.map(anyIndex);
  return differences.filter(({ path }) => !ignored.some((part) => isInside(anyIndex(path), part)));
}

/** The top-level names of differences. */
export function listTopLevelNames(differences: readonly PropertyDifference[]): ReadonlySet<string> {
  return new Set(differences.map(({ path }) => path.split(/[.[]/)[0] ?? path));
}

/**
 * Whether a replacement must delete first: a name that a person chose cannot be taken twice.
 * @see pulumi/pulumi-terraform-bridge pkg/tfbridge/schema.go, nameRequiresDeleteBeforeReplace
 */
export function isNameGiven(type: ResourceType, inputs: JsonObject): boolean {
  if (!type.autoNamed) return false;
  return "name" in inputs && !toList(inputs, defaultsKey).includes("name");
}

type Difference = Omit<PropertyDifference, "replaces">;

function findDifferences(path: string, before: Json | undefined, after: Json | undefined): readonly Difference[] {
  if (isEmpty(before) && isEmpty(after)) return [];
  if (isEmpty(before)) return [{ path, kind: "add" }];
  if (isEmpty(after)) return [{ path, kind: "delete" }];
  if (isJsonList(before) && isJsonList(after)) return diffLists(path, before, after);
  if (isJsonObject(before) && isJsonObject(after)) return diffObjects(path, before, after);
  return before === after ? [] : [{ path, kind: "update" }];
}

function diffLists(path: string, before: readonly Json[], after: readonly Json[]): readonly Difference[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) =>
    findDifferences(`${path}[${index}]`, before[index], after[index]),
  );
}

function diffObjects(path: string, before: JsonObject, after: JsonObject): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name) => {
    const step = /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    return findDifferences(path + step, before[name], after[name]);
  });
}

function isReplacing(type: ResourceType, { path }: Difference, state: JsonObject, inputs: JsonObject): boolean {
  if (type.replacedBy.some((part) => isInside(path, part))) return true;
  return type.replacedByPresence.some(
    (part) =>
      (isInside(path, part) || isInside(part, path)) &&
      isEmpty(getValueAt(state, part)) !== isEmpty(getValueAt(inputs, part)),
  );
}

function isInside(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`);
}

function getValueAt(properties: JsonObject, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), properties);
}
