import type { ExistingEndpointRule } from "./existing-endpoint-context";

/**
 * Notes that instances stay, and cost, while a component has no copies.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html
 */
export const checkInstancesStay: ExistingEndpointRule = ({ path, existing, limits, live }) => {
  const { minInstances = 0, endpoint } = live.host ?? {};
  if (endpoint === undefined || minInstances === 0 || !limits.some(({ min }) => min === 0)) return [];
  return [
    {
      severity: "note",
      code: "instances-stay",
      path: `${path}.component`,
      message: `${existing.name} may have 0 copies, but managed instance scaling keeps at least ${minInstances} instances of ${endpoint}, which cost`,
      expected: "MinInstanceCount 0 in the endpoint configuration, if instances should end, too",
      fix: "nothing to do if they should stay",
    },
  ];
};
