import type { EndpointRule } from "./context";

/** Refuses two endpoints that scale one variant: AWS has one target for it, and each would set its own limits. */
export const checkVariantTwice: EndpointRule = ({ path, sections: { endpoint }, sharedEndpoint }) => {
  if (endpoint === undefined || sharedEndpoint?.sameVariant === undefined) return [];
  return [
    {
      severity: "error",
      code: "variant-twice",
      path: `${path}.endpoint`,
      message: `endpoints.${sharedEndpoint.sameVariant} scales variant ${endpoint.variant.name} of endpoint ${endpoint.name}, too`,
      expected: "one timetable for each variant",
      fix: "remove one of them, or name another variant",
    },
  ];
};
