import { imageRule } from "../aws-facts/name-rules";
import type { EndpointRule } from "./check";
import { formatContainerPath } from "./container-path";
import { findRefusedTexts } from "./refused-by-rule";

/** An image outside Amazon ECR, or an address that is none. */
export const checkImageRefused: EndpointRule = ({ path, sections }) => {
  const containers = sections.model?.containers ?? [];
  return findRefusedTexts(
    "image-refused",
    containers.map(({ image }, index) => ({
      path: `${formatContainerPath(path, containers, index)}.image`,
      text: image,
      what: "the address of an image in Amazon ECR",
      rule: imageRule,
    })),
  );
};
