import { isRegionForm, parseImageAddress } from "../../aws/facts";
import { type EndpointRule, formatContainerPath } from "./context";

/** Warns of images in the registry of another region than the stack's: SageMaker refuses them. */
export const checkImageInOtherRegion: EndpointRule = ({ path, region, sections: { model } }) => {
  const containers = model?.containers ?? [];
  if (region === undefined || !isRegionForm(region)) return [];
  return containers.flatMap(({ image }, index) => {
    const other = parseImageAddress(image)?.region;
    if (other === undefined || other === region) return [];
    return [
      {
        severity: "warning",
        code: "image-in-other-region",
        path: `${formatContainerPath(path, containers, index)}.image`,
        message: `the image is in ${other}, but the stack deploys to ${region}, and SageMaker takes images only from its own region`,
        expected: `an image in the registry of ${region}`,
        fix: `write the image's address in ${region}; the account may differ, too`,
      },
    ];
  });
};
