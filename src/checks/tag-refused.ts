import { tagKeyRule, tagValueRule } from "../aws-facts/name-rules";
import { stepText } from "../config/path-text";
import type { Named } from "../config/config";
import type { EndpointCheck } from "./check";
import { refusedByRule, type RuledText } from "./refused-by-rule";

/** A tag's key or value that AWS would refuse, of the endpoint or of the whole stack. */
export const tagRefused: EndpointCheck = ({ path, stack, sections }) =>
  refusedByRule("tag-refused", [
    ...texts("tags", stack.tags),
    ...texts(`${path}.tags`, sections.tags ?? {}),
  ]);

function texts(under: string, tags: Named<string>): readonly RuledText[] {
  return Object.entries(tags).flatMap(([key, value]) => {
    const path = `${under}${stepText(key, false)}`;
    return [
      { path, text: key, what: "a key for a tag", rule: tagKeyRule },
      { path, text: value, what: "a value for a tag", rule: tagValueRule },
    ];
  });
}
