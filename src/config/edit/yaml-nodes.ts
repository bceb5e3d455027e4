import {
  type Document,
  isCollection,
  isNode,
  isScalar,
  type Pair,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { parseEngineScalar } from "../yaml";

/** A map or a list. */
export type Collection = YAMLMap | YAMLSeq;

/** Where a value hangs in the text: behind a colon, or behind a hyphen or comma of a list. */
export interface Place {
  /** What stands there now; a node without text where nothing does. */
  readonly node: unknown;
  /** Behind the colon or hyphen. */
  readonly begin: number;
  /** Column of the key or the hyphen. */
  readonly column: number;
  readonly kind: "entry" | "item";
  readonly inBrackets: boolean;
  /** The other values of the same map or list. */
  readonly others: readonly unknown[];
}

/** The key of a map's entry as the engine takes it; undefined where it is no plain word. */
function getKey({ key }: Pair): string | undefined {
  if (!isScalar(key)) return undefined;
  const written = key.value;
  if (typeof written !== "string") return undefined;
  return key.type === "PLAIN" ? String(parseEngineScalar(written)) : written;
}

/** A map's own entry with a key; not one that `<<` brings along. */
export function findEntry(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => getKey(pair) === key && !isMergeEntry(pair));
}

function isMergeEntry({ key }: Pair): boolean {
  return isScalar(key) && key.value === "<<";
}

/** Where an entry or an item begins, behind marks such as `&name`. */
export function getStart(item: unknown): number {
  const node = isNode(item) ? item : isEntry(item) ? item.key : undefined;
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** Where the colon of an entry ends. */
export function getColonEnd(pair: Pair): number {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === "map-value-ind");
  if (colon !== undefined) return colon.offset + 1;
  return isNode(pair.key) ? (pair.key.range?.[1] ?? 0) : 0;
}

/** Where the text of a node, an entry or an item ends; comments behind it are not counted. */
export function getEnd(item: unknown): number {
  if (isEntry(item)) return hasText(item.value) ? getEnd(item.value) : getColonEnd(item);
  if (isCollection(item) && item.flow !== true && item.items.length > 0) {
    return getEnd(item.items.at(-1));
  }
  return isNode(item) ? (item.range?.[1] ?? 0) : 0;
}

/** Whether anything is written for a node: the value of `key:` has no text. */
export function hasText(node: unknown): boolean {
  return isNode(node) && !(isScalar(node) && node.source === "" && node.type === "PLAIN");
}

/** Whether a node is a map or list without brackets, on lines of its own. */
export function isBlock(node: unknown): node is Collection {
  return isCollection(node) && node.flow !== true;
}

/** Names of the marks that aliases of a document refer to. */
export function collectUsedAnchors(document: Document): ReadonlySet<string> {
  const marks = new Set<string>();
  visit(document, { Alias: (_key, alias) => void marks.add(alias.source) });
  return marks;
}

/** The first mark in a node, an entry or an item that an alias refers to. */
export function findSharedAnchor(item: unknown, marks: ReadonlySet<string>): string | undefined {
  if (isEntry(item))
    return findSharedAnchor(item.key, marks) ?? findSharedAnchor(item.value, marks);
  if (!isScalar(item) && !isCollection(item)) return undefined;
  if (item.anchor !== undefined && marks.has(item.anchor)) return item.anchor;
  const held: readonly unknown[] = isCollection(item) ? item.items : [];
  return held.map((one) => findSharedAnchor(one, marks)).find((name) => name !== undefined);
}

function isEntry(item: unknown): item is Pair {
  return typeof item === "object" && item !== null && !isNode(item) && "key" in item;
}
