import type { EndpointPlan } from "./timetabled";

/** What a stack says about an endpoint besides its name and ARN. */
export interface StackOutputs {
  readonly variant: string;
  /** Absent for an existing endpoint of which the stack file says none. */
  readonly instanceType?: string;
  /** By the action's name: `cron(0 8 ? * MON-FRI *) Europe/Berlin: 4-12 instances`. */
  readonly scheduledActions: Readonly<Record<string, string>>;
}

/**
 * The facts of a plan that do not change with the clock: as stack outputs, others would show a change in
 * every preview.
 */
export function stackOutputs(plan: EndpointPlan): StackOutputs {
  const { instanceType } =
    "existing" in plan ? plan.existing : plan.configuration.productionVariant;
  return {
    variant: plan.target.variantName,
    ...(instanceType === undefined ? {} : { instanceType }),
    scheduledActions: Object.fromEntries(
      plan.scheduledActions.map(({ name, schedule, timezone, min, max }) => [
        name,
        `${schedule} ${timezone}: ${min}-${max} instances`,
      ]),
    ),
  };
}
