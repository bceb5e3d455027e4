import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isSeq,
  visit,
  type YAMLMap,
} from "yaml";
import type { Layout } from "./format-yaml";
import { getCollectionColumn } from "./text-edits";
import { isBlock } from "./yaml-nodes";

/** What is around the map under `config`, which is never small: the document, its map and the entry. */
const aroundConfig = 3;

/** How a stack file is written; what it shows nothing of is as in this program's own stack files. */
export function detectLayout(source: string, document: Document): Layout {
  const steps: number[] = [];
  const listSteps: number[] = [];
  const braces: boolean[] = [];
  visit(document, {
    Map(_key, map, around) {
      const held = map.items.map(({ value }) => value);
      const small = held.length > 0 && !held.some((one) => isCollection(one) || isAlias(one));
      if (small && around.length > aroundConfig) braces.push(map.flow === true);
      for (const value of isBlock(map) ? held.filter(isBlock) : []) {
        if (isMap(value)) steps.push(getCollectionColumn(value) - getCollectionColumn(map));
        if (isSeq(value)) listSteps.push(getCollectionColumn(value) - getCollectionColumn(map));
      }
    },
  });
  const step = steps[0] ?? 2;
  return {
    lineEnd: /\r?\n/.exec(source)?.[0] ?? "\n",
    step,
    listStep: listSteps[0] ?? step,
    braces: isMajority(braces),
  };
}

/**
 * The same, for what is added to a map or list: its other entries are the nearest example.
 *
 * In: the values of these entries
 */
export function adaptLayout(layout: Layout, others: readonly unknown[]): Layout {
  const small = others.filter(isMap).filter(isSmallMap);
  return small.length === 0
    ? layout
    : { ...layout, braces: isMajority(small.map(({ flow }) => flow === true)) };
}

/** A map that could be in braces. */
function isSmallMap({ items }: YAMLMap): boolean {
  const held = items.map(({ value }) => value);
  return (
    held.some((value) => !isMap(value)) &&
    held.every((value) => !isCollection(value) || !value.items.some(hasCollection))
  );
}

function hasCollection(item: unknown): boolean {
  return isCollection(item) || (isPair(item) && isCollection(item.value));
}

function isMajority(answers: readonly boolean[]): boolean {
  return answers.filter(Boolean).length * 2 >= answers.length;
}
