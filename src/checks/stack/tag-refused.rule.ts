import { tagKeyRule, tagValueRule } from "../../aws/facts";
import { formatPathStep } from "../../problem";
import type { Named } from "../../timetable";
import { type EndpointRule, findRefusedTexts, type RuledText } from "./context";

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
