import { isDeepStrictEqual } from "node:util";
import { isNode, isMap as isMapNode, parseDocument } from "yaml";
import type { PathKey } from "../config/path-text";
import { parseOwnKey } from "../config/stack-file";
import { project } from "../config/stack-values";
import { isMap } from "../config/user-text";
import { readYaml } from "../config/yaml-file";
import type { Problem } from "../problem";
import {
  refuseSharedValue,
  refuseMissingConfig,
  refuseNonMap,
  refuseUnsafeEdit,
  refuseMissingEntry,
  refuseTakenName,
} from "./edit-problems";
import { detectLayout } from "./layout-of";
import { findNextTextEdit, type ParsedText } from "./next-splice";
import { formatKey } from "./scalar-text";
import { applyTextEdit } from "./splice";
import type { RenameEdit, StackEdit, ValueEdit } from "./stack-edit";
import { setValue } from "./wanted-values";
import { findEntry, collectUsedAnchors } from "./yaml-nodes";

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
