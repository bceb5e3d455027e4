import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isAlias,
  isMap as isMapNode,
  isSeq,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { PathKey } from "../config/path-text";
import { isMap } from "../config/user-text";
import { columnIn, hyphenOf, insertLines, removeLines, removeOnly } from "./block-splices";
import { insertInBrackets, removeInBrackets } from "./bracket-splices";
import { layoutAmong } from "./layout-of";
import { replaceValue } from "./replace-value";
import { keyText } from "./scalar-text";
import type { Splice } from "./splice";
import { entryLines, inlineText, itemLines, type Layout } from "./value-text";
import { colonEnd, entryOf, isBlock, type Place, sharedMark } from "./yaml-nodes";

/** Why a place cannot be edited: the path, and the mark or alias in the way; no mark where `<<` is. */
export interface Obstacle {
  readonly path: readonly PathKey[];
  readonly mark?: string;
}

/** A stack file's text while it is edited. */
export interface Reading {
  readonly source: string;
  readonly document: Document;
  readonly layout: Layout;
  readonly marks: ReadonlySet<string>;
}

type Path = readonly PathKey[];
type Values = Readonly<Record<string, unknown>>;
type Step = Splice | Obstacle | undefined;

/**
 * The next smallest change that brings a text nearer to the values that are wanted.
 *
 * In:  `has`: what the engine reads now; both for the whole file
 * Out: undefined when they are the same
 */
export function nextSplice(reading: Reading, has: unknown, wants: unknown): Step {
  const place: Place = {
    node: reading.document.contents,
    begin: 0,
    column: 0,
    kind: "entry",
    inBrackets: false,
    others: [],
  };
  return stepAt(reading, place, has, wants, []);
}

function stepAt(reading: Reading, place: Place, has: unknown, wants: unknown, path: Path): Step {
  if (isDeepStrictEqual(has, wants)) return undefined;
  const { node } = place;
  if (isAlias(node)) return { path, mark: `*${node.source}` };
  const inside = hasInside(wants);
  if (isMapNode(node) && isMap(has) && isMap(wants) && inside && hasInside(has)) {
    return ownMark(reading, node, path) ?? stepInMap(reading, node, place, has, wants, path);
  }
  if (isSeq(node) && Array.isArray(has) && Array.isArray(wants) && inside && hasInside(has)) {
    return ownMark(reading, node, path) ?? stepInList(reading, node, place, has, wants, path);
  }
  return whole(reading, node, path) ?? replaced(reading, place, wants);
}

function replaced(reading: Reading, place: Place, wants: unknown): Splice {
  const { node, begin, others } = place;
  const { source } = reading;
  const emptied = isBlock(node) && node.items.length === 1 && isEmpty(wants);
  if (emptied) return removeOnly(source, node, begin, Array.isArray(wants) ? "[]" : "{}");
  return replaceValue(source, place, wants, layoutAmong(reading.layout, others));
}

function stepInMap(
  reading: Reading,
  map: YAMLMap,
  { inBrackets }: Place,
  has: Values,
  wants: Values,
  path: Path,
): Step {
  const { source } = reading;
  for (const [key, wanted] of Object.entries(wants)) {
    const pair = entryOf(map, key);
    const differs = !Object.hasOwn(has, key) || !isDeepStrictEqual(has[key], wanted);
    if (differs && pair === undefined) return added(reading, map, key, wanted);
    if (!differs || pair === undefined) continue;
    const place: Place = {
      node: pair.value,
      begin: colonEnd(pair),
      column: columnIn(map),
      kind: "entry",
      inBrackets: inBrackets || map.flow === true,
      others: valuesOf(map),
    };
    return stepAt(reading, place, has[key], wanted, [...path, key]);
  }
  const gone = Object.keys(has).find((key) => !Object.hasOwn(wants, key));
  if (gone === undefined) return undefined;
  const index = map.items.findIndex((pair) => pair === entryOf(map, gone));
  const at = [...path, gone];
  if (index === -1) return { path: at };
  const shared = whole(reading, map.items[index], at);
  if (shared !== undefined) return shared;
  return map.flow === true ? removeInBrackets(source, map, index) : removeLines(source, map, index);
}

function added(reading: Reading, map: YAMLMap, key: string, value: unknown): Splice {
  const { source } = reading;
  const layout = layoutAmong(reading.layout, valuesOf(map));
  const end = map.items.length;
  return map.flow === true
    ? insertInBrackets(source, map, end, `${keyText(key)}: ${inlineText(value)}`, layout)
    : insertLines(source, map, end, entryLines(key, value, layout), layout);
}

function stepInList(
  reading: Reading,
  list: YAMLSeq,
  { inBrackets }: Place,
  has: readonly unknown[],
  wants: readonly unknown[],
  path: Path,
): Step {
  const { source } = reading;
  const index = firstDifference(has, wants);
  const at = [...path, index];
  if (has.length > wants.length) {
    const shared = whole(reading, list.items[index], at);
    if (shared !== undefined) return shared;
    return list.flow === true
      ? removeInBrackets(source, list, index)
      : removeLines(source, list, index);
  }
  const layout = layoutAmong(reading.layout, list.items);
  const wanted = wants[index];
  if (has.length < wants.length) {
    return list.flow === true
      ? insertInBrackets(source, list, index, inlineText(wanted), layout)
      : insertLines(source, list, index, itemLines(wanted, layout), layout);
  }
  const place: Place = {
    node: list.items[index],
    begin: list.flow === true ? 0 : hyphenOf(list, index) + 1,
    column: columnIn(list),
    kind: "item",
    inBrackets: inBrackets || list.flow === true,
    others: list.items,
  };
  return stepAt(reading, place, has[index], wanted, at);
}

/** Where equal entries in front end; not behind the equal ones at the end, so that an entry put in the middle is. */
function firstDifference(has: readonly unknown[], wants: readonly unknown[]): number {
  const shorter = Math.min(has.length, wants.length);
  const found = has.slice(0, shorter).findIndex((one, i) => !isDeepStrictEqual(one, wants[i]));
  return found === -1 ? shorter : found;
}

function valuesOf(map: YAMLMap): readonly unknown[] {
  return map.items.map(({ value }) => value);
}

/** A node that goes altogether: nothing in it may be used elsewhere. */
function whole({ marks }: Reading, item: unknown, path: Path): Obstacle | undefined {
  const mark = sharedMark(item, marks);
  return mark === undefined ? undefined : { path, mark: `&${mark}` };
}

/** A node that changes inside: it must not itself be used elsewhere. */
function ownMark(
  { marks }: Reading,
  { anchor }: YAMLMap | YAMLSeq,
  path: Path,
): Obstacle | undefined {
  const shared = anchor !== undefined && marks.has(anchor);
  return shared ? { path, mark: `&${anchor}` } : undefined;
}

function hasInside(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) || isMap(value)) && !hasInside(value);
}
