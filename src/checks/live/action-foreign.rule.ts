import { formatScalingCommand } from "../../aws/client";
import { type ExistingEndpointRule, formatSectionPath } from "./existing-endpoint-context";

/** Warns of scheduled actions from elsewhere, which keep moving the limits off the timetable. */
export const checkActionForeign: ExistingEndpointRule = (context) => {
  const { existing, actions, owned, live } = context;
  const known = new Set([...actions.map(({ name }) => name), ...owned.actions]);
  return live.scaling.actions
    .filter(({ name }) => !known.has(name))
    .map(({ name, schedule, timezone }) => ({
      severity: "warning",
      code: "action-foreign",
      path: formatSectionPath(context),
      message: `scheduled action "${name}" of ${existing.name} (${schedule} ${timezone}) does not belong to this stack and keeps changing the limits`,
      expected: "no scheduled actions except the timetable's",
      fix: `remove it from the tool that created it, or run: ${formatScalingCommand(live.scaling, "delete-scheduled-action", { "scheduled-action-name": name })}`,
    }));
};
