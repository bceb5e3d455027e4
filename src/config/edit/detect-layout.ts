import { type Document, isAlias, isCollection, isMap, isPair, isSeq, visit, type YAMLMap } from "yaml";
import type { Layout } from "./format-yaml";
import { getCollectionColumn } from "./text-edits";
import { isBlock } from "./yaml-nodes";

/** The nodes around the map under `config`: the document, its map and the entry. */
const configDepth = 3;

/** Detects the layout of a stack file; the default is that of this program's own stack files. */
export function detectLayout(source: string, document: Document): Layout {
  const steps: number[] = [];
  const listSteps: number[] = [];
  const braces: boolean[] = [];
  visit(document, {
    Map(_key, map, ancestors) {
      const values = map.items.map(({ value }) => value);
      const small = values.length > 0 && !values.some((value) => isCollection(value) || isAlias(value));
      if (small && ancestors.length > configDepth) braces.push(map.flow === true);
      for (const value of isBlock(map) ? values.filter(isBlock) : []) {
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

/** Adapts the layout for a new entry to the values of its siblings. */
export function adaptLayout(layout: Layout, siblings: readonly unknown[]): Layout {
  const small = siblings.filter(isMap).filter(isSmallMap);
  return small.length === 0 ? layout : { ...layout, braces: isMajority(small.map(({ flow }) => flow === true)) };
}

/** Whether a map could be in braces. */
function isSmallMap({ items }: YAMLMap): boolean {
  const values = items.map(({ value }) => value);
  return (
    values.some((value) => !isMap(value)) &&
    values.every((value) => !isCollection(value) || !value.items.some(hasCollection))
  );
}

function hasCollection(item: unknown): boolean {
  return isCollection(item) || (isPair(item) && isCollection(item.value));
}

function isMajority(answers: readonly boolean[]): boolean {
  return answers.filter(Boolean).length * 2 >= answers.length;
}
