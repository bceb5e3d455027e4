import { isDeepStrictEqual } from "node:util";
import { isMap as isMapNode, isNode, parseDocument } from "yaml";
import type { PathKey, Problem } from "../../problem";
import { isMap } from "../text";
import { parseOwnKey, type ProjectFile, readYaml, shippedProject } from "../yaml";
import { detectLayout } from "./detect-layout";
import {
  refuseMissingConfig,
  refuseMissingEntry,
  refuseNonMap,
  refuseSharedValue,
  refuseTakenName,
  refuseUnsafeEdit,
} from "./edit-problems";
import { formatKey } from "./format-yaml";
import { findNextTextEdit, type ParsedText } from "./next-text-edit";
import { applyTextEdit } from "./text-edits";
import { collectUsedAnchors, findEntry } from "./yaml-nodes";

interface ValueEdit {
  /**
   * Without the prefix: `["endpoints", "a", "timetable", "override"]`. A number is an index of a list, and
   * the length of the list adds an entry.
   */
  readonly path: readonly PathKey[];
  /** Plain JSON; absent to remove the entry. */
  readonly value?: unknown;
}

/** Renames a key; its value, place and comments stay. */
interface RenameEdit {
  readonly path: readonly PathKey[];
  readonly renameTo: string;
}

/** One change of a stack file. */
export type StackEdit = ValueEdit | RenameEdit;

/** The new text, or every reason against an edit. */
type EditResult = { readonly text: string } | { readonly problems: readonly Problem[] };

/** More than any edit needs: a step changes one value or entry. */
const maxSteps = 10_000;

/**
 * Edits the text of a stack file and keeps every other byte. Never throws.
 * @param edits applied in order
 * @param project where the stack file belongs; that of Pulumi.json has its stack files in JSON
 * @returns a text that the engine reads as the edited values; with a problem, no edit is applied
 */
export function editStackText(
  text: string,
  edits: readonly StackEdit[],
  { name: project, file }: Pick<ProjectFile, "name" | "file"> = shippedProject,
): EditResult {
  const byteOrderMark = text.startsWith("\u{feff}") ? "\u{feff}" : "";
  let source = text.slice(byteOrderMark.length);
  const errors = readYaml(source).problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { problems: errors };
  const problems: Problem[] = [];
  for (const edit of edits) {
    const edited = "renameTo" in edit ? applyRename(source, edit, project) : applyValueEdit(source, edit, project);
    if ("text" in edited) source = edited.text;
    else problems.push(...edited.problems);
  }
  if (problems.length > 0) return { problems };
  return { text: byteOrderMark + (file.endsWith(".json") ? formatJson(source, text) : source) };
}

/** Formats edited values as JSON, since the engine does not read it as YAML, with the indentation of the old text. */
function formatJson(source: string, old: string): string {
  const [, indentation = ""] = /\n([ \t]+)"/.exec(old) ?? [];
  return JSON.stringify(readYaml(source).value, null, indentation) + (/\s*$/.exec(old)?.[0] ?? "");
}

function applyValueEdit(source: string, { path, value }: ValueEdit, project: string): EditResult {
  const { value: values } = readYaml(source);
  const filePath = toFilePath(values, path, project);
  if (filePath === undefined) return { problems: [refuseMissingConfig(path, project)] };
  const target = setValue(values, filePath, toPlainJson(value));
  if ("values" in target) return editTowards(source, target.values, path, project);
  return { problems: [refuseNonMap(values, filePath.slice(0, -target.blockedAt), path, project)] };
}

/** As the engine reads it, for comparison: own keys only, no -0. */
function toPlainJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Edits the text step by step until the engine reads the wanted values. */
function editTowards(source: string, wanted: unknown, path: readonly PathKey[], project: string): EditResult {
  let text = source;
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const { value: current, problems } = readYaml(text);
    if (problems.some(({ severity }) => severity === "error")) break;
    const step = findNextTextEdit(parseStackText(text), current, wanted);
    if (step === undefined) return { text };
    if ("path" in step) return { problems: [refuseSharedValue(step, project)] };
    const next = applyTextEdit(text, step);
    if (next === text) break;
    text = next;
  }
  return { problems: [refuseUnsafeEdit(path)] };
}

function applyRename(source: string, { path, renameTo }: RenameEdit, project: string): EditResult {
  const { value: values } = readYaml(source);
  const filePath = toFilePath(values, path, project);
  const mapPath = filePath?.slice(0, -1) ?? [];
  const key = filePath?.at(-1);
  const map = getValue(values, mapPath);
  if (typeof key !== "string" || !isMap(map)) return { problems: [refuseMissingEntry(path)] };
  const [exists, isTaken] = [Object.hasOwn(map, key), Object.hasOwn(map, renameTo)];
  if (key === renameTo || (!exists && isTaken)) return { text: source };
  if (!exists) return { problems: [refuseMissingEntry(path)] };
  if (isTaken) return { problems: [refuseTakenName(path, renameTo)] };
  const node = parseStackText(source).document.getIn(mapPath, true);
  const keyNode = isMapNode(node) ? findEntry(node, key)?.key : undefined;
  const [from, to] = (isNode(keyNode) ? keyNode.range : undefined) ?? [];
  if (from === undefined || to === undefined) return { problems: [refuseUnsafeEdit(path)] };
  const text = applyTextEdit(source, { from, to, text: formatKey(renameTo) });
  const { [key]: value, ...others } = map;
  const target = setValue(values, mapPath, { ...others, [renameTo]: value });
  const isDone = "values" in target && isDeepStrictEqual(readYaml(text).value, target.values);
  return isDone ? { text } : { problems: [refuseUnsafeEdit(path)] };
}

function parseStackText(source: string): ParsedText {
  const document = parseDocument(source, {
    keepSourceTokens: true,
    prettyErrors: false,
    schema: "failsafe",
    uniqueKeys: false,
  });
  return { source, document, layout: detectLayout(source, document), usedAnchors: collectUsedAnchors(document) };
}

/** The path in the file, where the key may have the prefix; undefined if the file has no map under config. */
function toFilePath(values: unknown, path: readonly PathKey[], project: string): readonly PathKey[] | undefined {
  const config = isMap(values) ? values["config"] : undefined;
  if (!isMap(config)) return undefined;
  const [name, ...rest] = path;
  const key = Object.keys(config).find((written) => parseOwnKey(written, project) === name);
  return ["config", key ?? `${project}:${name ?? ""}`, ...rest];
}

function getValue(values: unknown, path: readonly PathKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
    return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, values);
}

/** The values after an edit, or how many keys of the path are left at a value that can have no entries. */
type TargetValues = { readonly values: unknown } | { readonly blockedAt: number };

/** Sets a value and creates missing maps and lists; `undefined` removes it. */
function setValue(values: unknown, path: readonly PathKey[], value: unknown): TargetValues {
  const [key, ...rest] = path;
  if (key === undefined) return { values: value };
  const present = values ?? (typeof key === "number" ? [] : {});
  if (Array.isArray(present)) return setValueInList(present, key, rest, value);
  if (typeof key === "number" || !isMap(present)) return { blockedAt: rest.length + 1 };
  if (rest.length === 0 && value === undefined) {
    const { [key]: _removed, ...others } = present;
    return { values: Object.hasOwn(present, key) ? others : values };
  }
  const child = Object.hasOwn(present, key) ? present[key] : undefined;
  if (value === undefined && (child === undefined || child === null)) return { values };
  const inner = setValue(child, rest, value);
  return "blockedAt" in inner ? inner : { values: { ...present, [key]: inner.values } };
}

function setValueInList(
  list: readonly unknown[],
  key: PathKey,
  rest: readonly PathKey[],
  value: unknown,
): TargetValues {
  if (typeof key !== "number" || key > list.length) return { blockedAt: rest.length + 1 };
  if (value === undefined && key === list.length) return { values: list };
  if (rest.length === 0 && value === undefined) return { values: list.toSpliced(key, 1) };
  const inner = setValue(list[key], rest, value);
  return "blockedAt" in inner ? inner : { values: list.toSpliced(key, 1, inner.values) };
}
