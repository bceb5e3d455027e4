import type { ScheduledAction } from "../../plan/cron";
import { describeSchedule } from "../text";

/** Scheduled actions that differ, by name. */
export interface ActionChanges {
  readonly added: readonly ScheduledAction[];
  readonly changed: readonly { readonly before: ScheduledAction; readonly after: ScheduledAction }[];
  readonly removed: readonly ScheduledAction[];
}

/** `scheduled actions: 2 added, 1 changed`; undefined if none changes. */
export function formatActionCounts({ added, changed, removed }: ActionChanges): string | undefined {
  const parts = Object.entries({ added, changed, removed })
    .filter(([, actions]) => actions.length > 0)
    .map(([what, actions]) => `${actions.length} ${what}`);
  return parts.length === 0 ? undefined : `scheduled actions: ${parts.join(", ")}`;
}

/** Lists what changes, action by action: limits, schedule, and in words when it fires. */
export function listActionChanges({ added, changed, removed }: ActionChanges): readonly string[] {
  return [
    ...added.map((action) => `  + ${action.name}: ${formatAction(action)}`),
    ...changed.flatMap(({ before, after }) => [
      `  ~ ${after.name}: ${formatAction(before)}`,
      `      -> ${formatAction(after)}`,
    ]),
    ...removed.map((action) => `  - ${action.name}: ${formatAction(action)}`),
  ];
}

function formatAction({ schedule, timezone, min, max }: ScheduledAction): string {
  const words = describeSchedule(schedule);
  return [`min ${min}, max ${max}`, `${schedule} ${timezone}`, ...(words === undefined ? [] : [words])].join("; ");
}
