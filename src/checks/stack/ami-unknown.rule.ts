import { inferenceAmiVersions } from "../../aws/facts";
import { findClosestMatch } from "../../config/text";
import type { EndpointRule } from "./context";

/** Warns of an image for instances that this program does not know. AWS may have new ones. */
export const checkAmiUnknown: EndpointRule = ({ path, sections }) => {
  const { inferenceAmiVersion: version } = sections.variant ?? {};
  if (version === undefined || inferenceAmiVersions.some((known) => known === version)) return [];
  const likely =
    findClosestMatch(version, inferenceAmiVersions) ?? inferenceAmiVersions[inferenceAmiVersions.length - 1];
  return [
    {
      severity: "warning",
      code: "ami-unknown",
      path: `${path}.variant.inferenceAmiVersion`,
      message: `"${version}" is none of the versions that this program knows; SageMaker refuses it unless it is new`,
      expected: inferenceAmiVersions.join(", "),
      fix: `write ${likely}, or leave it if AWS has added it`,
    },
  ];
};
