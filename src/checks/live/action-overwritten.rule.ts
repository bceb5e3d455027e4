import { type ExistingEndpointRule, formatSectionPath } from "./existing-endpoint-context";

/**
 * Warns of scheduled actions from elsewhere that the run overwrites, because the plan uses their names.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const checkActionOverwritten: ExistingEndpointRule = (context) => {
  const { existing, actions, owned, live } = context;
  const planned = new Set(actions.map(({ name }) => name));
  return live.scaling.actions
    .filter(({ name }) => planned.has(name) && !owned.actions.includes(name))
    .map(({ name, schedule, timezone, min = "unchanged", max = "unchanged" }) => ({
      severity: "warning",
      code: "action-overwritten",
      path: formatSectionPath(context),
      message: `${existing.name} already has a scheduled action "${name}" (${schedule} ${timezone}: min ${min}, max ${max}), which this run overwrites`,
      expected: "a name that nothing else uses, unless this stack should take the action over",
      fix: "remove it from the tool that created it, or rename the window or schedule",
    }));
};
