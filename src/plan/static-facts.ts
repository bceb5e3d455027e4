import type { EndpointPlan } from "./endpoint";

/** What a stack says about an endpoint besides its name and ARN. */
export interface StaticFacts {
  readonly variant: string;
  readonly instanceType: string;
  /** By the action's name: `cron(0 8 ? * MON-FRI *) Europe/Berlin: 4-12 instances`. */
  readonly scheduledActions: Readonly<Record<string, string>>;
}

/**
 * The facts of a plan that do not change with the clock: as stack outputs, others would show a change in
 * every preview.
 */
export function staticFacts(plan: EndpointPlan): StaticFacts {
  const { variantName, instanceType } = plan.configuration.productionVariant;
  return {
    variant: variantName,
    instanceType,
    scheduledActions: Object.fromEntries(
      plan.actions.map(({ name, schedule, timezone, min, max }) => [
        name,
        `${schedule} ${timezone}: ${min}-${max} instances`,
      ]),
    ),
  };
}
