import { formatScalingCommand, type LiveAction, type LiveScaling } from "../../aws/client";
import type { ScalableTargetId } from "../../aws/facts";
import type { ScheduledAction } from "../../plan/cron";
import { type DriftProblem, refreshFix } from "./drift-report";

/** Whether AWS holds an action exactly as planned. In: two of the same name */
export function isAsPlanned(planned: ScheduledAction, live: LiveAction): boolean {
  return listDifferences(planned, live).length === 0;
}

/**
 * Finds scheduled actions that are missing, different or not in the plan at AWS, in the plan's order.
 * @param isExisting whether something else created the endpoint: a run deletes nothing of others there
 */
export function compareActions(
  planned: readonly ScheduledAction[],
  scaling: LiveScaling,
  isExisting: boolean,
): readonly DriftProblem[] {
  const { actions } = scaling;
  const held = new Map(actions.map((action) => [action.name, action]));
  const foreign = findForeignActions(planned, { actions });
  return [
    ...planned.flatMap((action) => compareAction(action, held.get(action.name))),
    ...foreign.map((one) => createForeignAction(one, scaling, isExisting)),
  ];
}

/** The scheduled actions at AWS that are not in the plan. */
export function findForeignActions(
  planned: readonly Pick<ScheduledAction, "name">[],
  { actions }: Pick<LiveScaling, "actions">,
): readonly LiveAction[] {
  const names = new Set(planned.map(({ name }) => name));
  return actions.filter(({ name }) => !names.has(name));
}

function compareAction(action: ScheduledAction, live: LiveAction | undefined): readonly DriftProblem[] {
  if (live === undefined) {
    const message = `scheduled action "${action.name}" is missing: ${formatAction(action)}`;
    return [{ code: "missing-action", differs: true, message, fix: refreshFix }];
  }
  const different = listDifferences(action, live);
  if (different.length === 0) return [];
  const message = `scheduled action "${action.name}" is not as planned: ${different.join("; ")}`;
  return [{ code: "different-action", differs: true, message, fix: refreshFix }];
}

/** `schedule is cron(…), planned cron(…)`, for each part that differs. */
function listDifferences(planned: ScheduledAction, live: LiveAction): readonly string[] {
  const parts = ["schedule", "timezone", "min", "max"] as const;
  return [
    ...parts.flatMap((part) =>
      planned[part] === live[part] ? [] : [`${part} is ${live[part] ?? "not set"}, planned ${planned[part]}`],
    ),
    ...(live.startTime === undefined ? [] : [`it has a start time, ${live.startTime}`]),
    ...(live.endTime === undefined ? [] : [`it ends at ${live.endTime}`]),
  ];
}

function createForeignAction(action: LiveAction, target: ScalableTargetId, isExisting: boolean): DriftProblem {
  const command = formatScalingCommand(target, "delete-scheduled-action", { "scheduled-action-name": action.name });
  const deletion = isExisting ? `delete it: ${command}` : "run pulumi up --refresh, which deletes it";
  return {
    code: "foreign-action",
    differs: true,
    message: `scheduled action "${action.name}" is not in the timetable: ${formatAction(action)}`,
    fix: `write it into the timetable, or ${deletion}`,
  };
}

function formatAction({ schedule, timezone, min, max }: LiveAction): string {
  const limits = [...(min === undefined ? [] : [`min ${min}`]), ...(max === undefined ? [] : [`max ${max}`])];
  return `${schedule} ${timezone}, ${limits.join(", ")}`;
}
