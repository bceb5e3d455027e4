import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isAlias,
  isMap as isMapNode,
  isSeq,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { PathKey } from "../../problem";
import { isMap } from "../text";
import { adaptLayout } from "./detect-layout";
import {
  formatInline,
  formatKey,
  formatListItem,
  formatMapEntry,
  type Layout,
} from "./format-yaml";
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

/** Why a place cannot be edited: the path, and the mark or alias in the way; no mark where `<<` is. */
export interface Obstacle {
  readonly path: readonly PathKey[];
  readonly mark?: string;
}

/** A stack file's text while it is edited. */
export interface ParsedText {
  readonly source: string;
  readonly document: Document;
  readonly layout: Layout;
  readonly marks: ReadonlySet<string>;
}

type Path = readonly PathKey[];
type Values = Readonly<Record<string, unknown>>;
type Step = TextEdit | Obstacle | undefined;

/**
 * The next smallest change that brings a text nearer to the values that are wanted.
 *
 * In:  `hasKey`: what the engine reads now; both for the whole file
 * Out: undefined when they are the same
 */
export function findNextTextEdit(reading: ParsedText, has: unknown, wants: unknown): Step {
  const place: Place = {
    node: reading.document.contents,
    begin: 0,
    column: 0,
    kind: "entry",
    inBrackets: false,
    others: [],
  };
  return findStep(reading, place, has, wants, []);
}

function findStep(
  reading: ParsedText,
  place: Place,
  has: unknown,
  wants: unknown,
  path: Path,
): Step {
  if (isDeepStrictEqual(has, wants)) return undefined;
  const { node } = place;
  if (isAlias(node)) return { path, mark: `*${node.source}` };
  const inside = hasContent(wants);
  if (isMapNode(node) && isMap(has) && isMap(wants) && inside && hasContent(has)) {
    return (
      findOwnObstacle(reading, node, path) ?? findStepInMap(reading, node, place, has, wants, path)
    );
  }
  if (isSeq(node) && Array.isArray(has) && Array.isArray(wants) && inside && hasContent(has)) {
    return (
      findOwnObstacle(reading, node, path) ?? findStepInList(reading, node, place, has, wants, path)
    );
  }
  return findObstacleInside(reading, node, path) ?? replaceNode(reading, place, wants);
}

function replaceNode(reading: ParsedText, place: Place, wants: unknown): TextEdit {
  const { node, begin, others } = place;
  const { source } = reading;
  const emptied = isBlock(node) && node.items.length === 1 && isEmptyCollection(wants);
  if (emptied) return removeOnlyEntry(source, node, begin, Array.isArray(wants) ? "[]" : "{}");
  return replaceValue(source, place, wants, adaptLayout(reading.layout, others));
}

function findStepInMap(
  reading: ParsedText,
  map: YAMLMap,
  { inBrackets }: Place,
  has: Values,
  wants: Values,
  path: Path,
): Step {
  const { source } = reading;
  for (const [key, wanted] of Object.entries(wants)) {
    const pair = findEntry(map, key);
    const differs = !Object.hasOwn(has, key) || !isDeepStrictEqual(has[key], wanted);
    if (differs && pair === undefined) return addEntry(reading, map, key, wanted);
    if (!differs || pair === undefined) continue;
    const place: Place = {
      node: pair.value,
      begin: getColonEnd(pair),
      column: getCollectionColumn(map),
      kind: "entry",
      inBrackets: inBrackets || map.flow === true,
      others: listValues(map),
    };
    return findStep(reading, place, has[key], wanted, [...path, key]);
  }
  const gone = Object.keys(has).find((key) => !Object.hasOwn(wants, key));
  if (gone === undefined) return undefined;
  const index = map.items.findIndex((pair) => pair === findEntry(map, gone));
  const at = [...path, gone];
  if (index === -1) return { path: at };
  const shared = findObstacleInside(reading, map.items[index], at);
  if (shared !== undefined) return shared;
  return map.flow === true
    ? removeFromBrackets(source, map, index)
    : removeLines(source, map, index);
}

function addEntry(reading: ParsedText, map: YAMLMap, key: string, value: unknown): TextEdit {
  const { source } = reading;
  const layout = adaptLayout(reading.layout, listValues(map));
  const end = map.items.length;
  return map.flow === true
    ? insertInBrackets(source, map, end, `${formatKey(key)}: ${formatInline(value)}`, layout)
    : insertLines(source, map, end, formatMapEntry(key, value, layout), layout);
}

function findStepInList(
  reading: ParsedText,
  list: YAMLSeq,
  { inBrackets }: Place,
  has: readonly unknown[],
  wants: readonly unknown[],
  path: Path,
): Step {
  const { source } = reading;
  const index = findFirstDifference(has, wants);
  const at = [...path, index];
  if (has.length > wants.length) {
    const shared = findObstacleInside(reading, list.items[index], at);
    if (shared !== undefined) return shared;
    return list.flow === true
      ? removeFromBrackets(source, list, index)
      : removeLines(source, list, index);
  }
  const layout = adaptLayout(reading.layout, list.items);
  const wanted = wants[index];
  if (has.length < wants.length) {
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
    others: list.items,
  };
  return findStep(reading, place, has[index], wanted, at);
}

/** Where equal entries in front end; not behind the equal ones at the end, so that an entry put in the middle is. */
function findFirstDifference(has: readonly unknown[], wants: readonly unknown[]): number {
  const shorter = Math.min(has.length, wants.length);
  const found = has.slice(0, shorter).findIndex((one, i) => !isDeepStrictEqual(one, wants[i]));
  return found === -1 ? shorter : found;
}

function listValues(map: YAMLMap): readonly unknown[] {
  return map.items.map(({ value }) => value);
}

/** A node that goes altogether: nothing in it may be used elsewhere. */
function findObstacleInside(
  { marks }: ParsedText,
  item: unknown,
  path: Path,
): Obstacle | undefined {
  const mark = findSharedAnchor(item, marks);
  return mark === undefined ? undefined : { path, mark: `&${mark}` };
}

/** A node that changes inside: it must not itself be used elsewhere. */
function findOwnObstacle(
  { marks }: ParsedText,
  { anchor }: YAMLMap | YAMLSeq,
  path: Path,
): Obstacle | undefined {
  const shared = anchor !== undefined && marks.has(anchor);
  return shared ? { path, mark: `&${anchor}` } : undefined;
}

function hasContent(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

function isEmptyCollection(value: unknown): boolean {
  return (Array.isArray(value) || isMap(value)) && !hasContent(value);
}
