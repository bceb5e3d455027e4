import { maxScheduledActionsPerTarget } from "../../aws/facts";
import type { ScheduledAction } from "../../plan/cron";
import { compileScheduledActions, formatLayerName } from "../../plan/schedule";
import { buildTimeline } from "../../timetable";
import type { EndpointContext, EndpointRule } from "./context";

/** How many windows are named as the most costly ones. */
const maxNamedWindows = 3;

/** A plan of more scheduled actions than AWS keeps for one target. */
export const checkTooManyActions: EndpointRule = (context) => {
  const { path, plan, sections } = context;
  if (plan === undefined || plan.actions.length <= maxScheduledActionsPerTarget) return [];
  const raw = sections.schedules !== undefined;
  return [
    {
      severity: "error",
      code: "too-many-actions",
      path: `${path}.${raw ? "schedules" : "timetable"}`,
      message: raw
        ? `${plan.actions.length} schedules are written`
        : `${plan.actions.length} scheduled actions are needed, most of them for ${describeCostlyWindows(context, plan.actions)}`,
      expected: `at most ${maxScheduledActionsPerTarget}, which AWS keeps for one target`,
      fix: raw ? "remove schedules" : suggestSavings(context),
    },
  ];
};

/** The windows that take part in most actions. */
function describeCostlyWindows(
  context: EndpointContext,
  actions: readonly ScheduledAction[],
): string {
  const windows = Object.keys(context.sections.timetable?.windows ?? {});
  const named = actions.flatMap(({ name }) => findWindowsInName(name, windows));
  return windows
    .map((window) => ({ window, count: named.filter((name) => name === window).length }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, maxNamedWindows)
    .map(({ window, count }) => `"${window}" (${count})`)
    .join(", ");
}

/** The windows from which an action's name is made: `batch+office-mon-fri`. The longest name that fits counts. */
function findWindowsInName(actionName: string, windows: readonly string[]): readonly string[] {
  const fitting = windows.filter((window) => {
    const word = formatLayerName(window);
    return actionName === word || ["+", "-"].some((end) => actionName.startsWith(word + end));
  });
  const [window] = fitting.toSorted((a, b) => b.length - a.length);
  if (window === undefined) return [];
  const rest = actionName.slice(formatLayerName(window).length);
  return [window, ...(rest.startsWith("+") ? findWindowsInName(rest.slice(1), windows) : [])];
}

/** What the count would be without what usually costs most. */
function suggestSavings({ sections, calendars, timezone, timeline }: EndpointContext): string {
  const config = sections.timetable;
  if (config === undefined || timeline === undefined || timezone === undefined)
    return "use fewer windows";
  const never = compileScheduledActions(timeline, "never").length;
  const used = [
    ...new Set(config.exceptions.flatMap(({ on }) => ("calendar" in on ? [on.calendar] : []))),
  ];
  const without = used.map((name) => {
    const exceptions = config.exceptions.filter(
      ({ on }) => !("calendar" in on && on.calendar === name),
    );
    const rest = buildTimeline({ ...config, exceptions }, calendars, timezone);
    const count = compileScheduledActions(rest, config.reassertEveryMinutes).length;
    return `${count} without calendar "${name}"`;
  });
  const options = [
    ...(config.reassertEveryMinutes === "never" ? [] : [`${never} with reassertEvery: never`]),
    ...without,
  ];
  return options.length === 0
    ? "use fewer windows or limits"
    : `there would be ${options.join(", ")}`;
}
