import { type Document, isCollection, isNode, isScalar, type Pair, visit, type YAMLMap, type YAMLSeq } from "yaml";
import { parseEngineScalar } from "../yaml";

export type Collection = YAMLMap | YAMLSeq;

/** The place of a value in the text: after a colon, or after a hyphen or comma of a list. */
export interface Place {
  /** The current value; a node without text if there is none. */
  readonly node: unknown;
  /** The offset after the colon or hyphen. */
  readonly begin: number;
  /** The column of the key or hyphen. */
  readonly column: number;
  readonly kind: "entry" | "item";
  readonly inBrackets: boolean;
  /** The values of the same map or list. */
  readonly siblings: readonly unknown[];
}

/** The key of an entry as the engine reads it; undefined if it is not a scalar. */
function getKey({ key }: Pair): string | undefined {
  if (!isScalar(key)) return undefined;
  const written = key.value;
  if (typeof written !== "string") return undefined;
  return key.type === "PLAIN" ? String(parseEngineScalar(written)) : written;
}

/** Finds an entry of a map, not one that `<<` merges. */
export function findEntry(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => getKey(pair) === key && key !== "<<");
}

/** The offset of an entry or item, after its anchor or tag. */
export function getStart(item: unknown): number {
  const node = isNode(item) ? item : isEntry(item) ? item.key : undefined;
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** The offset after the colon of an entry. */
export function getColonEnd(pair: Pair): number {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === "map-value-ind");
  if (colon !== undefined) return colon.offset + 1;
  return isNode(pair.key) ? (pair.key.range?.[1] ?? 0) : 0;
}

/** The end of a node, entry or item, without comments after it. */
export function getEnd(item: unknown): number {
  if (isEntry(item)) return hasText(item.value) ? getEnd(item.value) : getColonEnd(item);
  if (isCollection(item) && item.flow !== true && item.items.length > 0) {
    return getEnd(item.items.at(-1));
  }
  return isNode(item) ? (item.range?.[1] ?? 0) : 0;
}

/** Whether a node has text; the value of `key:` has none. */
export function hasText(node: unknown): boolean {
  return isNode(node) && !(isScalar(node) && node.source === "" && node.type === "PLAIN");
}

/** Whether a node is a map or list without brackets. */
export function isBlock(node: unknown): node is Collection {
  return isCollection(node) && node.flow !== true;
}

/** The names of the anchors that have aliases. */
export function collectUsedAnchors(document: Document): ReadonlySet<string> {
  const anchors = new Set<string>();
  visit(document, { Alias: (_key, alias) => void anchors.add(alias.source) });
  return anchors;
}

/** The first anchor with aliases in a node, entry or item. */
export function findSharedAnchor(item: unknown, used: ReadonlySet<string>): string | undefined {
  if (isEntry(item)) return findSharedAnchor(item.key, used) ?? findSharedAnchor(item.value, used);
  if (!isScalar(item) && !isCollection(item)) return undefined;
  if (item.anchor !== undefined && used.has(item.anchor)) return item.anchor;
  const children: readonly unknown[] = isCollection(item) ? item.items : [];
  return children.map((child) => findSharedAnchor(child, used)).find((name) => name !== undefined);
}

function isEntry(item: unknown): item is Pair {
  return typeof item === "object" && item !== null && !isNode(item) && "key" in item;
}
