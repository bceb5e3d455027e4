import type { LiveAction, LiveScaling } from "../live-aws/live-scaling";
import { scalingCommand } from "../live-aws/scaling-command";
import type { ScheduledAction } from "../plan/plan";
import type { DriftFinding } from "./drift-finding";

/** Whether AWS holds an action exactly as planned. In: two of the same name */
export function sameAction(planned: ScheduledAction, live: LiveAction): boolean {
  return differences(planned, live).length === 0;
}

/**
 * Scheduled actions that AWS lacks, has in another form, or has though no plan names them.
 *
 * Out: by the plan's order, foreign ones last
 */
export function actionFindings(
  planned: readonly ScheduledAction[],
  { actions, resourceId }: LiveScaling,
): readonly DriftFinding[] {
  const held = new Map(actions.map((action) => [action.name, action]));
  const names = new Set(planned.map(({ name }) => name));
  return [
    ...planned.flatMap((action) => plannedFinding(action, held.get(action.name))),
    ...actions.filter(({ name }) => !names.has(name)).map((one) => foreign(one, resourceId)),
  ];
}

const fix = "run pulumi up --refresh, which puts it back";

function plannedFinding(
  action: ScheduledAction,
  live: LiveAction | undefined,
): readonly DriftFinding[] {
  if (live === undefined) {
    const message = `scheduled action "${action.name}" is missing: ${actionText(action)}`;
    return [{ code: "missing-action", differs: true, message, fix }];
  }
  const different = differences(action, live);
  if (different.length === 0) return [];
  const message = `scheduled action "${action.name}" is not as planned: ${different.join("; ")}`;
  return [{ code: "different-action", differs: true, message, fix }];
}

/** `schedule is cron(…), planned cron(…)`, for each part that differs. */
function differences(planned: ScheduledAction, live: LiveAction): readonly string[] {
  const parts = ["schedule", "timezone", "min", "max"] as const;
  return [
    ...parts.flatMap((part) =>
      planned[part] === live[part]
        ? []
        : [`${part} is ${live[part] ?? "not set"}, planned ${planned[part]}`],
    ),
    ...(live.startTime === undefined ? [] : [`it has a start time, ${live.startTime}`]),
    ...(live.endTime === undefined ? [] : [`it ends at ${live.endTime}`]),
  ];
}

function foreign(action: LiveAction, resourceId: string): DriftFinding {
  return {
    code: "foreign-action",
    differs: true,
    message: `scheduled action "${action.name}" is not the timetable's: ${actionText(action)}`,
    fix: `write it into the timetable, or delete it: ${scalingCommand(resourceId, "delete-scheduled-action", { "scheduled-action-name": action.name })}`,
  };
}

function actionText({ schedule, timezone, min, max }: LiveAction): string {
  const limits = [
    ...(min === undefined ? [] : [`min ${min}`]),
    ...(max === undefined ? [] : [`max ${max}`]),
  ];
  return `${schedule} ${timezone}, ${limits.join(", ")}`;
}
