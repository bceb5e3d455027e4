import type { StepPolicyPlan } from "./scaling-policies";

/**
 * The Pulumi names of all resources, made from the endpoint's key and a key inside it, never from a position
 * in a list.
 *
 * Pulumi takes a resource with a new name for another resource: it would register a live target, policy or
 * action, then deregister it under its old name. So a name changes only together with an alias.
 *
 * The key of a scheduled action may hold hyphens. A slash, which no endpoint's key holds, keeps `a` + `b-c`
 * and `a-b` + `c` apart.
 */
export const resourceNames = {
  endpoint: (endpoint: string): string => endpoint,
  role: (endpoint: string): string => endpoint,
  model: (endpoint: string): string => endpoint,
  configuration: (endpoint: string): string => endpoint,
  keptScaling: (endpoint: string): string => `${endpoint}-kept-scaling`,
  scaling: (endpoint: string): string => `${endpoint}-scaling`,
  shape: (endpoint: string): string => `${endpoint}-shape`,
  target: (endpoint: string): string => endpoint,
  stepPolicy: (endpoint: string, key: StepPolicyPlan["key"]): string => `${endpoint}-${key}`,
  targetTracking: (endpoint: string): string => `${endpoint}-target-tracking`,
  action: (endpoint: string, action: string): string => `${endpoint}/${action}`,
  priceList: (endpoint?: string): string => (endpoint === undefined ? "price-list" : `${endpoint}-price-list`),
  arrival: (endpoint: string): string => `${endpoint}-arrival`,
  arrivalEmail: (endpoint: string, email: string): string => `${endpoint}/${email}`,
  failure: (endpoint: string): string => `${endpoint}-failure`,
  dashboard: (endpoint: string): string => endpoint,
};
