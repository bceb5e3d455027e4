import { maxScheduledActionsPerTarget } from "../../aws/facts";
import type { ScheduledAction } from "../../plan/cron";
import { compileScheduledActions, formatLayerName } from "../../plan/schedule";
import { buildTimeline } from "../../timetable";
import type { EndpointContext, EndpointRule } from "./context";

const maxNamedWindows = 3;

/** Refuses plans with more scheduled actions than AWS keeps for one target. */
export const checkTooManyActions: EndpointRule = (context) => {
  const { path, plan, sections } = context;
  if (plan === undefined || plan.actions.length <= maxScheduledActionsPerTarget) return [];
  const hasSchedules = sections.schedules !== undefined;
  return [
    {
      severity: "error",
      code: "too-many-actions",
      path: `${path}.${hasSchedules ? "schedules" : "timetable"}`,
      message: hasSchedules
        ? `the endpoint has ${plan.actions.length} schedules`
        : `the timetable needs ${plan.actions.length} scheduled actions, most of them for ${describeCostlyWindows(context, plan.actions)}`,
      expected: `at most ${maxScheduledActionsPerTarget}, the AWS quota per scalable target`,
      fix: hasSchedules ? "remove schedules" : suggestSavings(context),
    },
  ];
};

/** Names the windows that need the most actions. */
function describeCostlyWindows(context: EndpointContext, actions: readonly ScheduledAction[]): string {
  const windows = Object.keys(context.sections.timetable?.windows ?? {});
  const found = actions.flatMap(({ name }) => findWindowsInName(name, windows));
  return windows
    .map((window) => ({ window, count: found.filter((name) => name === window).length }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, maxNamedWindows)
    .map(({ window, count }) => `"${window}" (${count})`)
    .join(", ");
}

/** Finds the windows in an action's name (`batch+office-mon-fri`), preferring the longest match. */
function findWindowsInName(actionName: string, windows: readonly string[]): readonly string[] {
  const matches = windows.filter((window) => {
    const prefix = formatLayerName(window);
    return actionName === prefix || ["+", "-"].some((end) => actionName.startsWith(prefix + end));
  });
  const [window] = matches.toSorted((a, b) => b.length - a.length);
  if (window === undefined) return [];
  const rest = actionName.slice(formatLayerName(window).length);
  return [window, ...(rest.startsWith("+") ? findWindowsInName(rest.slice(1), windows) : [])];
}

/** Counts the actions without the settings that usually need the most. */
function suggestSavings({ sections, calendars, timezone, timeline }: EndpointContext): string {
  const config = sections.timetable;
  if (config === undefined || timeline === undefined || timezone === undefined) {
    return "use fewer windows";
  }
  const never = compileScheduledActions(timeline, "never").length;
  const used = config.exceptions.flatMap(({ on }) => ("calendar" in on ? [on.calendar] : []));
  const removals = [...new Set(used)].map((name) => {
    const exceptions = config.exceptions.filter(({ on }) => !("calendar" in on && on.calendar === name));
    const rest = buildTimeline({ ...config, exceptions }, calendars, timezone);
    const count = compileScheduledActions(rest, config.reassertEveryMinutes).length;
    return `remove calendar "${name}" (${count} actions)`;
  });
  const options = [
    ...(config.reassertEveryMinutes === "never" ? [] : [`write reassertEvery: never (${never} actions)`]),
    ...removals,
  ];
  return options.length === 0 ? "use fewer windows or limits" : options.join(", or ");
}
