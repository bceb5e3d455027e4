import type { StepPolicyPlan } from "./scaling-policies";

/**
 * The Pulumi names of an endpoint's parts and of what a stack has once. Nowhere else is one made.
 *
 * Each comes from the endpoint's key and a key inside it, never from a position in a list. A part that
 * changes its name is another resource: a live target, policy or action would be registered and then
 * deregistered by its old self. A name here changes only together with an alias.
 *
 * A scheduled action's key may hold hyphens, so a slash, which no endpoint's key can hold, keeps
 * `a` + `b-c` and `a-b` + `c` apart.
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
  priceList: (): string => "price-list",
  arrival: (endpoint: string): string => `${endpoint}-arrival`,
  arrivalEmail: (endpoint: string, email: string): string => `${endpoint}/${email}`,
  failure: (endpoint: string): string => `${endpoint}-failure`,
  dashboard: (endpoint: string): string => endpoint,
};
