import { tagKeyRule, tagValueRule } from "../aws-facts/name-rules";
import { formatPathStep } from "../config/path-text";
import type { Named } from "../config/config";
import type { EndpointRule } from "./check";
import { findRefusedTexts, type RuledText } from "./refused-by-rule";

/** A tag's key or value that AWS would refuse, of the endpoint or of the whole stack. */
export const checkTagRefused: EndpointRule = ({ path, stack, sections }) =>
  findRefusedTexts("tag-refused", [
    ...listTagTexts("tags", stack.tags),
    ...listTagTexts(`${path}.tags`, sections.tags ?? {}),
  ]);

function listTagTexts(under: string, tags: Named<string>): readonly RuledText[] {
  return Object.entries(tags).flatMap(([key, value]) => {
    const path = `${under}${formatPathStep(key, false)}`;
    return [
      { path, text: key, what: "a key for a tag", rule: tagKeyRule },
      { path, text: value, what: "a value for a tag", rule: tagValueRule },
    ];
  });
}
