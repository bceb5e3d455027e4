import { imageRule } from "../../aws/facts";
import { type EndpointRule, findRefusedTexts, formatContainerPath } from "./context";

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
