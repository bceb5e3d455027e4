import { maxTagsPerResource } from "../../aws/facts";
import type { EndpointRule } from "./context";

/** More tags than one resource may have, the stack's and the endpoint's own together. */
export const checkTooManyTags: EndpointRule = ({ path, stack, sections }) => {
  const count = Object.keys({ ...stack.tags, ...sections.tags }).length;
  if (count <= maxTagsPerResource) return [];
  return [
    {
      severity: "error",
      code: "too-many-tags",
      path: `${path}.tags`,
      message: `with the stack's tags, the endpoint would have ${count} tags`,
      expected: `at most ${maxTagsPerResource}`,
      fix: `remove ${count - maxTagsPerResource} of them`,
    },
  ];
};
