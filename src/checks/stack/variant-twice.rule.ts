import { type ExistingEndpoint, existingSectionKeys } from "../../config/schema";
import type { EndpointRule } from "./context";

function describeScaled({ unit, name, variant }: ExistingEndpoint): string {
  return unit === "copies" ? `inference component ${name}` : `variant ${variant.name} of endpoint ${name}`;
}

/** Refuses two endpoints that scale one variant: AWS has one target for it, and each would set its own limits. */
export const checkVariantTwice: EndpointRule = ({ path, sections: { endpoint }, sharedEndpoint }) => {
  if (endpoint === undefined || sharedEndpoint?.sameVariant === undefined) return [];
  return [
    {
      severity: "error",
      code: "variant-twice",
      path: `${path}.${existingSectionKeys[endpoint.unit]}`,
      message: `endpoints.${sharedEndpoint.sameVariant} scales ${describeScaled(endpoint)}, too`,
      expected: "one timetable for each variant or inference component",
      fix: "remove one of them, or name another one",
    },
  ];
};
