import { maxTagsPerResource } from "../../aws/facts";
import type { EndpointRule } from "./context";

/** Refuses more tags than a resource can have, counting the stack's. */
export const checkTooManyTags: EndpointRule = ({ path, stack, sections }) => {
  const count = Object.keys({ ...stack.tags, ...sections.tags }).length;
  if (count <= maxTagsPerResource) return [];
  return [
    {
      severity: "error",
      code: "too-many-tags",
      path: `${path}.tags`,
      message: `the endpoint has ${count} tags, including the stack's`,
      expected: `at most ${maxTagsPerResource}`,
      fix: `remove ${count - maxTagsPerResource} of them`,
    },
  ];
};
