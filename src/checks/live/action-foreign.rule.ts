import { formatScalingCommand } from "../../aws/client";
import type { ExistingEndpointRule } from "./existing-endpoint-context";

/** A scheduled action that neither the plan nor the stack knows: it goes on moving the limits off the timetable. */
export const checkActionForeign: ExistingEndpointRule = (context) => {
  const { path, existing, actions, owned: ours, live } = context;
  const known = new Set([...actions.map(({ name }) => name), ...ours.actions]);
  return live.scaling.actions
    .filter(({ name }) => !known.has(name))
    .map(({ name, schedule, timezone }) => ({
      severity: "warning",
      code: "action-foreign",
      path: `${path}.endpoint`,
      message: `the scheduled action "${name}" of ${existing.name} (${schedule} ${timezone}) is none of this stack's, and goes on moving the limits`,
      expected: "no scheduled actions but those of the timetable",
      fix: `take it out of whatever made it, or: ${formatScalingCommand(live.scaling.resourceId, "delete-scheduled-action", { "scheduled-action-name": name })}`,
    }));
};
