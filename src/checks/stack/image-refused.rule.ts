import { imageRule, registryImageRule } from "../../aws/facts";
import { type EndpointRule, findRefusedTexts, formatContainerPath } from "./context";

/** Refuses images outside Amazon ECR, unless they are in a private registry. */
export const checkImageRefused: EndpointRule = ({ path, sections }) => {
  const containers = sections.model?.containers ?? [];
  return findRefusedTexts(
    "image-refused",
    containers.map(({ image, registry }, index) => ({
      path: `${formatContainerPath(path, containers, index)}.image`,
      text: image,
      ...(registry === undefined
        ? { what: "an image in Amazon ECR", rule: imageRule }
        : { what: "an image in a private registry", rule: registryImageRule }),
    })),
  );
};
