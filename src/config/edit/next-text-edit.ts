import { isDeepStrictEqual } from "node:util";
import { type Document, isAlias, isMap as isMapNode, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { PathKey } from "../../problem";
import { isMap } from "../text";
import { adaptLayout } from "./detect-layout";
import { formatInline, formatKey, formatListItem, formatMapEntry, type Layout } from "./format-yaml";
import {
  findHyphen,
  getCollectionColumn,
  insertInBrackets,
  insertLines,
  removeFromBrackets,
  removeLines,
  removeOnlyEntry,
  replaceValue,
  type TextEdit,
} from "./text-edits";
import { findEntry, findSharedAnchor, getColonEnd, isBlock, type Place } from "./yaml-nodes";

/** Why a place cannot be edited: its `&anchor` or `*alias`; without one, `<<` is in the way. */
export interface Obstacle {
  readonly path: readonly PathKey[];
  readonly anchor?: string;
}

export interface ParsedText {
  readonly source: string;
  readonly document: Document;
  readonly layout: Layout;
  readonly usedAnchors: ReadonlySet<string>;
}

type Path = readonly PathKey[];
type Values = Readonly<Record<string, unknown>>;
type Step = TextEdit | Obstacle | undefined;

/** Finds the next smallest edit towards the wanted values of the file; undefined if it has them. */
export function findNextTextEdit(parsed: ParsedText, current: unknown, target: unknown): Step {
  const place: Place = {
    node: parsed.document.contents,
    begin: 0,
    column: 0,
    kind: "entry",
    inBrackets: false,
    siblings: [],
  };
  return findStep(parsed, place, current, target, []);
}

function findStep(parsed: ParsedText, place: Place, current: unknown, target: unknown, path: Path): Step {
  if (isDeepStrictEqual(current, target)) return undefined;
  const { node } = place;
  if (isAlias(node)) return { path, anchor: `*${node.source}` };
  const inside = hasContent(target);
  if (isMapNode(node) && isMap(current) && isMap(target) && inside && hasContent(current)) {
    return findOwnObstacle(parsed, node, path) ?? findStepInMap(parsed, node, place, current, target, path);
  }
  if (isSeq(node) && Array.isArray(current) && Array.isArray(target) && inside && hasContent(current)) {
    return findOwnObstacle(parsed, node, path) ?? findStepInList(parsed, node, place, current, target, path);
  }
  return findObstacleInside(parsed, node, path) ?? replaceNode(parsed, place, target);
}

function replaceNode(parsed: ParsedText, place: Place, target: unknown): TextEdit {
  const { node, begin, siblings } = place;
  const { source } = parsed;
  const emptied = isBlock(node) && node.items.length === 1 && isEmptyCollection(target);
  if (emptied) return removeOnlyEntry(source, node, begin, Array.isArray(target) ? "[]" : "{}");
  return replaceValue(source, place, target, adaptLayout(parsed.layout, siblings));
}

function findStepInMap(
  parsed: ParsedText,
  map: YAMLMap,
  { inBrackets }: Place,
  current: Values,
  target: Values,
  path: Path,
): Step {
  const { source } = parsed;
  for (const [key, wanted] of Object.entries(target)) {
    const pair = findEntry(map, key);
    const differs = !Object.hasOwn(current, key) || !isDeepStrictEqual(current[key], wanted);
    if (differs && pair === undefined) return addEntry(parsed, map, key, wanted);
    if (!differs || pair === undefined) continue;
    const place: Place = {
      node: pair.value,
      begin: getColonEnd(pair),
      column: getCollectionColumn(map),
      kind: "entry",
      inBrackets: inBrackets || map.flow === true,
      siblings: listValues(map),
    };
    return findStep(parsed, place, current[key], wanted, [...path, key]);
  }
  const removed = Object.keys(current).find((key) => !Object.hasOwn(target, key));
  if (removed === undefined) return undefined;
  const index = map.items.findIndex((pair) => pair === findEntry(map, removed));
  const at = [...path, removed];
  if (index === -1) return { path: at };
  const shared = findObstacleInside(parsed, map.items[index], at);
  if (shared !== undefined) return shared;
  return map.flow === true ? removeFromBrackets(source, map, index) : removeLines(source, map, index);
}

function addEntry(parsed: ParsedText, map: YAMLMap, key: string, value: unknown): TextEdit {
  const { source } = parsed;
  const layout = adaptLayout(parsed.layout, listValues(map));
  const end = map.items.length;
  return map.flow === true
    ? insertInBrackets(source, map, end, `${formatKey(key)}: ${formatInline(value)}`, layout)
    : insertLines(source, map, end, formatMapEntry(key, value, layout), layout);
}

function findStepInList(
  parsed: ParsedText,
  list: YAMLSeq,
  { inBrackets }: Place,
  current: readonly unknown[],
  target: readonly unknown[],
  path: Path,
): Step {
  const { source } = parsed;
  const index = findFirstDifference(current, target);
  const at = [...path, index];
  if (current.length > target.length) {
    const shared = findObstacleInside(parsed, list.items[index], at);
    if (shared !== undefined) return shared;
    return list.flow === true ? removeFromBrackets(source, list, index) : removeLines(source, list, index);
  }
  const layout = adaptLayout(parsed.layout, list.items);
  const wanted = target[index];
  if (current.length < target.length) {
    return list.flow === true
      ? insertInBrackets(source, list, index, formatInline(wanted), layout)
      : insertLines(source, list, index, formatListItem(wanted, layout), layout);
  }
  const place: Place = {
    node: list.items[index],
    begin: list.flow === true ? 0 : findHyphen(list, index) + 1,
    column: getCollectionColumn(list),
    kind: "item",
    inBrackets: inBrackets || list.flow === true,
    siblings: list.items,
  };
  return findStep(parsed, place, current[index], wanted, at);
}

/** The index of the first difference, so that an entry in the middle is inserted there. */
function findFirstDifference(current: readonly unknown[], target: readonly unknown[]): number {
  const shorter = Math.min(current.length, target.length);
  const found = current.slice(0, shorter).findIndex((item, i) => !isDeepStrictEqual(item, target[i]));
  return found === -1 ? shorter : found;
}

function listValues(map: YAMLMap): readonly unknown[] {
  return map.items.map(({ value }) => value);
}

/** Finds an anchor with aliases in a node that the edit removes. */
function findObstacleInside({ usedAnchors }: ParsedText, item: unknown, path: Path): Obstacle | undefined {
  const anchor = findSharedAnchor(item, usedAnchors);
  return anchor === undefined ? undefined : { path, anchor: `&${anchor}` };
}

/** Finds an anchor with aliases on a node that changes inside. */
function findOwnObstacle({ usedAnchors }: ParsedText, { anchor }: YAMLMap | YAMLSeq, path: Path): Obstacle | undefined {
  const shared = anchor !== undefined && usedAnchors.has(anchor);
  return shared ? { path, anchor: `&${anchor}` } : undefined;
}

function hasContent(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

function isEmptyCollection(value: unknown): boolean {
  return (Array.isArray(value) || isMap(value)) && !hasContent(value);
}
