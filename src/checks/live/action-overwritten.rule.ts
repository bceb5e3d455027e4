import type { ExistingEndpointRule } from "./existing-endpoint-context";

/**
 * A scheduled action of another's whose name the plan has too: the run overwrites it.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const checkActionOverwritten: ExistingEndpointRule = ({
  path,
  existing,
  actions,
  owned: ours,
  live,
}) => {
  const planned = new Set(actions.map(({ name }) => name));
  return live.scaling.actions
    .filter(({ name }) => planned.has(name) && !ours.actions.includes(name))
    .map(({ name, schedule, timezone, min, max }) => ({
      severity: "warning",
      code: "action-overwritten",
      path: `${path}.endpoint`,
      message: `AWS has a scheduled action "${name}" for ${existing.name} already (${schedule} ${timezone}: ${min ?? "as it is"} to ${max ?? "as it is"} instances), and this run makes it its own`,
      expected: "a name that nothing else uses, unless it is to be taken over",
      fix: "take it out of whatever made it, or rename the window or schedule",
    }));
};
