import { imageRule } from "../aws-facts/name-rules";
import type { EndpointCheck } from "./check";
import { containerPath } from "./container-path";
import { refusedByRule } from "./refused-by-rule";

/** An image outside Amazon ECR, or an address that is none. */
export const imageRefused: EndpointCheck = ({ path, sections }) => {
  const containers = sections.model?.containers ?? [];
  return refusedByRule(
    "image-refused",
    containers.map(({ image }, index) => ({
      path: `${containerPath(path, containers, index)}.image`,
      text: image,
      what: "the address of an image in Amazon ECR",
      rule: imageRule,
    })),
  );
};
