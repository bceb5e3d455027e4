import { tagKeyRule, tagValueRule } from "../../aws/facts";
import { formatPathStep } from "../../problem";
import type { Named } from "../../timetable";
import { type EndpointRule, findRefusedTexts, type RuledText } from "./context";

/** Refuses tag keys and values that AWS does not accept, for the endpoint and for the stack. */
export const checkTagRefused: EndpointRule = ({ path, stack, sections }) =>
  findRefusedTexts("tag-refused", [
    ...listTagTexts("tags", stack.tags),
    ...listTagTexts(`${path}.tags`, sections.tags ?? {}),
  ]);

function listTagTexts(at: string, tags: Named<string>): readonly RuledText[] {
  return Object.entries(tags).flatMap(([key, value]) => {
    const path = `${at}${formatPathStep(key, false)}`;
    return [
      { path, text: key, what: "a valid tag key", rule: tagKeyRule },
      { path, text: value, what: "a valid tag value", rule: tagValueRule },
    ];
  });
}
