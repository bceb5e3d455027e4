import { scheduledActionsPerTarget } from "../aws-facts/quotas";
import type { ScheduledAction } from "../plan/plan";
import { scheduledActions } from "../plan/scheduled-actions";
import { timelineOf } from "../timetable/timeline-of";
import type { EndpointCheck, EndpointContext } from "./check";

/** How many windows are named as the most costly ones. */
const namedWindows = 3;

/** A plan of more scheduled actions than AWS keeps for one target. */
export const tooManyActions: EndpointCheck = (context) => {
  const { path, plan, sections } = context;
  if (plan === undefined || plan.actions.length <= scheduledActionsPerTarget) return [];
  const raw = sections.schedules !== undefined;
  return [
    {
      severity: "error",
      code: "too-many-actions",
      path: `${path}.${raw ? "schedules" : "timetable"}`,
      message: `${plan.actions.length} scheduled actions are needed, most of them for ${costly(plan.actions)}`,
      expected: `at most ${scheduledActionsPerTarget}, which AWS keeps for one target`,
      fix: raw ? "remove schedules" : savings(context),
    },
  ];
};

/** The windows with most actions: an action's name begins with its windows. */
function costly(actions: readonly ScheduledAction[]): string {
  const counts = new Map<string, number>();
  for (const { name } of actions) {
    const windows = name.split("-")[0] ?? name;
    counts.set(windows, (counts.get(windows) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, namedWindows)
    .map(([windows, count]) => `${windows} (${count})`)
    .join(", ");
}

/** What the count would be without what usually costs most. */
function savings({ sections, calendars, timezone, timeline }: EndpointContext): string {
  const config = sections.timetable;
  if (config === undefined || timeline === undefined || timezone === undefined)
    return "use fewer windows";
  const never = scheduledActions(timeline, "never").length;
  const used = [
    ...new Set(config.exceptions.flatMap(({ on }) => ("calendar" in on ? [on.calendar] : []))),
  ];
  const without = used.map((name) => {
    const exceptions = config.exceptions.filter(
      ({ on }) => !("calendar" in on && on.calendar === name),
    );
    const rest = timelineOf({ ...config, exceptions }, calendars, timezone);
    const count = scheduledActions(rest, config.reassertEveryMinutes).length;
    return `without calendar ${name} ${count}, so shorten it`;
  });
  const options = [
    ...(config.reassertEveryMinutes === "never" ? [] : [`with reassertEvery: never ${never}`]),
    ...without,
  ];
  return options.length === 0 ? "use fewer windows or limits" : `it would be ${options.join("; ")}`;
}
