import { isDeepStrictEqual } from "node:util";
import { isMap as isMapNode, isNode, parseDocument } from "yaml";
import type { PathKey, Problem } from "../../problem";
import { isMap } from "../text";
import { parseOwnKey, project, readYaml } from "../yaml";
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

/** Puts a value at a place, or takes away what is there. */
export interface ValueEdit {
  readonly path: readonly PathKey[];
  readonly value?: unknown;
}

/** Gives an entry of a map another name. */
export interface RenameEdit {
  readonly path: readonly PathKey[];
  readonly renameTo: string;
}

/**
 * One change of a stack file.
 *
 * `path`:     as problems have it, without the program's prefix: `["endpoints", "a", "timetable", "override"]`;
 *             a number is a position in a list, and the list's length stands for a new last entry
 * `value`:    plain JSON that is to be there; absent to remove what is there
 * `renameTo`: the entry's new name; its value, its place and its comments stay
 */
export type StackEdit = ValueEdit | RenameEdit;

/** The new text, or everything that keeps an edit from being made. */
export type EditResult = { readonly text: string } | { readonly problems: readonly Problem[] };

/** More changes than any edit needs: each is one value or entry. */
const maxSteps = 10_000;

/**
 * Edits a stack file's text.
 *
 * In:     edits in their order; each sees what those before it did
 * Out:    a text that the engine reads as the edited values, and that is the old one, byte for byte,
 *         elsewhere; the same text where everything is as wanted already
 * Errors: none thrown; with a problem, no edit is made
 */
export function editStackText(text: string, edits: readonly StackEdit[]): EditResult {
  const mark = text.startsWith("\u{feff}") ? "\u{feff}" : "";
  let source = text.slice(mark.length);
  const { problems: found } = readYaml(source);
  const broken = found.filter(({ severity }) => severity === "error");
  if (broken.length > 0) return { problems: broken };
  const problems: Problem[] = [];
  for (const edit of edits) {
    const edited = "renameTo" in edit ? applyRename(source, edit) : applyValueEdit(source, edit);
    if ("text" in edited) source = edited.text;
    else problems.push(...edited.problems);
  }
  return problems.length > 0 ? { problems } : { text: mark + source };
}

function applyValueEdit(source: string, { path, value }: ValueEdit): EditResult {
  const { value: has } = readYaml(source);
  const inFile = toFilePath(has, path);
  if (inFile === undefined) return { problems: [refuseMissingConfig(path)] };
  const wanted = setValue(has, inFile, toPlainJson(value));
  if ("blockedAt" in wanted) {
    return {
      problems: [refuseNonMap(has, inFile.slice(0, inFile.length - wanted.blockedAt), path)],
    };
  }
  return editTowards(source, wanted.values, path);
}

/** As the engine would read it, so that it can be compared: own keys only, no -0. */
function toPlainJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Changes the text step by step until the engine reads the wanted values. */
function editTowards(source: string, wanted: unknown, path: readonly PathKey[]): EditResult {
  let text = source;
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const { value: has, problems } = readYaml(text);
    if (problems.some(({ severity }) => severity === "error")) break;
    const step = findNextTextEdit(parseStackText(text), has, wanted);
    if (step === undefined) return { text };
    if ("path" in step) return { problems: [refuseSharedValue(step)] };
    const next = applyTextEdit(text, step);
    if (next === text) break;
    text = next;
  }
  return { problems: [refuseUnsafeEdit(path)] };
}

function applyRename(source: string, { path, renameTo }: RenameEdit): EditResult {
  const { value: has } = readYaml(source);
  const inFile = toFilePath(has, path);
  const around = inFile?.slice(0, -1) ?? [];
  const key = inFile?.at(-1);
  const map = getValue(has, around);
  if (typeof key !== "string" || !isMap(map)) return { problems: [refuseMissingEntry(path)] };
  const [isThere, isTaken] = [Object.hasOwn(map, key), Object.hasOwn(map, renameTo)];
  if (key === renameTo || (!isThere && isTaken)) return { text: source };
  if (!isThere) return { problems: [refuseMissingEntry(path)] };
  if (isTaken) return { problems: [refuseTakenName(path, renameTo)] };
  const node = parseStackText(source).document.getIn(around, true);
  const keyNode = isMapNode(node) ? findEntry(node, key)?.key : undefined;
  const [from, to] = (isNode(keyNode) ? keyNode.range : undefined) ?? [];
  if (from === undefined || to === undefined) return { problems: [refuseUnsafeEdit(path)] };
  const text = applyTextEdit(source, { from, to, text: formatKey(renameTo) });
  const entries = Object.entries(map).map(([name, held]) => [name === key ? renameTo : name, held]);
  const wanted = setValue(has, around, Object.fromEntries(entries));
  const right = "values" in wanted && isDeepStrictEqual(readYaml(text).value, wanted.values);
  return right ? { text } : { problems: [refuseUnsafeEdit(path)] };
}

function parseStackText(source: string): ParsedText {
  const document = parseDocument(source, {
    keepSourceTokens: true,
    prettyErrors: false,
    schema: "failsafe",
    uniqueKeys: false,
  });
  return {
    source,
    document,
    layout: detectLayout(source, document),
    marks: collectUsedAnchors(document),
  };
}

/** The path in the file: a key of this program has its prefix there, or has not. Undefined where no map is under config. */
function toFilePath(values: unknown, path: readonly PathKey[]): readonly PathKey[] | undefined {
  const config = isMap(values) ? values["config"] : undefined;
  if (!isMap(config)) return undefined;
  const [name, ...rest] = path;
  const key = Object.keys(config).find((written) => parseOwnKey(written) === name);
  return ["config", key ?? `${project}:${name ?? ""}`, ...rest];
}

function getValue(values: unknown, path: readonly PathKey[]): unknown {
  return path.reduce<unknown>((held, key) => {
    if (Array.isArray(held)) return typeof key === "number" ? held[key] : undefined;
    return isMap(held) && Object.hasOwn(held, key) ? held[key] : undefined;
  }, values);
}

/** A file's values after an edit, or the part of the path where no entry can be. */
export type TargetValues = { readonly values: unknown } | { readonly blockedAt: number };

/**
 * Values with one of them set, or removed.
 *
 * In:  `value` undefined to remove
 * Out: maps that are missing on the way are made, lists where a number follows; the same values where
 *      there is nothing to remove
 */
export function setValue(values: unknown, path: readonly PathKey[], value: unknown): TargetValues {
  const [key, ...rest] = path;
  if (key === undefined) return { values: value };
  const present = values ?? (typeof key === "number" ? [] : {});
  if (Array.isArray(present)) return setValueInList(present, key, rest, value);
  if (typeof key === "number" || !isMap(present)) return { blockedAt: rest.length + 1 };
  if (rest.length === 0 && value === undefined) {
    const { [key]: _gone, ...others } = present;
    return { values: Object.hasOwn(present, key) ? others : values };
  }
  const held = Object.hasOwn(present, key) ? present[key] : undefined;
  if (value === undefined && (held === undefined || held === null)) return { values };
  const inner = setValue(held, rest, value);
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
