import { tagsPerResource } from "../aws-facts/quotas";
import type { EndpointCheck } from "./check";

/** More tags than one resource may have, the stack's and the endpoint's own together. */
export const tooManyTags: EndpointCheck = ({ path, stack, sections }) => {
  const count = Object.keys({ ...stack.tags, ...sections.tags }).length;
  if (count <= tagsPerResource) return [];
  return [
    {
      severity: "error",
      code: "too-many-tags",
      path: `${path}.tags`,
      message: `with the stack's tags, the endpoint would have ${count} tags`,
      expected: `at most ${tagsPerResource}`,
      fix: `remove ${count - tagsPerResource} of them`,
    },
  ];
};
