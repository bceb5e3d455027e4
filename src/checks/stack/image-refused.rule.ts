import { imageRule } from "../../aws/facts";
import { type EndpointRule, findRefusedTexts, formatContainerPath } from "./context";

/** Refuses images outside Amazon ECR. */
export const checkImageRefused: EndpointRule = ({ path, sections }) => {
  const containers = sections.model?.containers ?? [];
  return findRefusedTexts(
    "image-refused",
    containers.map(({ image }, index) => ({
      path: `${formatContainerPath(path, containers, index)}.image`,
      text: image,
      what: "an image in Amazon ECR",
      rule: imageRule,
    })),
  );
};
