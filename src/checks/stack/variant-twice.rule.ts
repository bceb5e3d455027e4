import { type EndpointSections, existingSectionKeys } from "../../config/schema";
import type { SharedEndpoint } from "../../plan/endpoint";
import type { EndpointRule } from "./context";

function describeScaled({ endpoint, variant }: EndpointSections, shared: SharedEndpoint): string {
  return endpoint?.unit === "copies"
    ? `inference component ${shared.endpoint}`
    : `variant ${(endpoint?.variant ?? variant)?.name} of endpoint ${shared.endpoint}`;
}

/** Refuses two endpoints that scale one variant: AWS has one target for it, and each would set its own limits. */
export const checkVariantTwice: EndpointRule = ({ path, sections, sharedEndpoint }) => {
  if (sharedEndpoint?.sameVariant === undefined) return [];
  const { endpoint } = sections;
  return [
    {
      severity: "error",
      code: "variant-twice",
      path: `${path}.${endpoint === undefined ? "variant.name" : existingSectionKeys[endpoint.unit]}`,
      message: `endpoints.${sharedEndpoint.sameVariant} scales ${describeScaled(sections, sharedEndpoint)}, too`,
      expected: "one timetable for each variant or inference component",
      fix: endpoint === undefined ? "give this variant another name" : "remove one of them, or name another one",
    },
  ];
};
