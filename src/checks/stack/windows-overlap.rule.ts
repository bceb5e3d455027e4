import type { Problem } from "../../problem";
import {
  buildTimeline,
  isEqualLimits,
  type Limits,
  minutesPerWeek,
  type Segment,
  type Timeline,
  type Timetable,
} from "../../timetable";
import type { PlainMinute } from "../../timetable/time";
import {
  describeDatedInterval,
  describeWeekInterval,
  type EndpointContext,
  type EndpointRule,
  formatLimits,
  formatWindowPath,
  getPlainNow,
} from "./context";

/** Warns once of each window that overlaps earlier windows with different limits, at the first such time. */
export const checkWindowsOverlap: EndpointRule = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const timeline = buildWindowTimeline(timetable, context);
  const overlaps = findOverlaps(timetable, timeline, getPlainNow(context));
  return Object.keys(timetable.windows).flatMap((name) => {
    const [first, ...others] = overlaps.filter((overlap) => overlap.name === name);
    return first === undefined ? [] : [createWarning(context.path, timetable, first, others)];
  });
};

/** An interval in which a window overlaps earlier ones with different limits. */
interface WindowOverlap {
  readonly name: string;
  readonly partners: readonly string[];
  readonly interval: string;
  readonly limits: Limits;
}

const windowPrefix = "window ";

/** Leaves out lead time and override, which do not change which windows overlap. */
function buildWindowTimeline(timetable: Timetable, { calendars }: EndpointContext): Timeline {
  const { override: _, ...rest } = timetable;
  return buildTimeline({ ...rest, readyBeforeMinutes: 0 }, calendars, "UTC");
}

/** Finds one overlap for each set of active windows: first in the week, then on dates to come. */
function findOverlaps({ windows }: Timetable, { week, dated }: Timeline, now: PlainMinute): readonly WindowOverlap[] {
  const weekly = joinAcrossSunday(week).map((segment) => ({ segment, describe: describeWeekInterval }));
  const onDates = (dated?.segments ?? [])
    .filter((segment) => segment.to > now)
    .map((segment) => ({ segment, describe: describeDatedInterval }));
  const known = new Set<string>();
  return [...weekly, ...onDates].flatMap(({ segment, describe }) => {
    const names = listActiveWindows(segment);
    const key = names.join("\n");
    if (names.length < 2 || known.has(key)) return [];
    known.add(key);
    const { from, to, limits } = segment;
    return names.flatMap((name, index) => {
      const partners = names.slice(0, index).filter((earlier) => hasDifferentLimits(windows, name, earlier));
      return partners.length === 0 ? [] : [{ name, partners, interval: describe(from, to), limits }];
    });
  });
}

/** Joins an interval across Sunday midnight, at the end of the week. */
function joinAcrossSunday(week: readonly Segment[]): readonly Segment[] {
  const [first, last] = [week[0], week.at(-1)];
  if (first === undefined || last === undefined || week.length === 1) return week;
  if (listActiveWindows(first).join("\n") !== listActiveWindows(last).join("\n")) return week;
  return [...week.slice(1, -1), { ...last, to: minutesPerWeek + first.to }];
}

function listActiveWindows({ reasons }: Segment): readonly string[] {
  return reasons.filter((layer) => layer.startsWith(windowPrefix)).map((layer) => layer.slice(windowPrefix.length));
}

function hasDifferentLimits(windows: Timetable["windows"], a: string, b: string): boolean {
  const [first, second] = [windows[a], windows[b]];
  return first !== undefined && second !== undefined && !isEqualLimits(first.limits, second.limits);
}

function createWarning(
  path: string,
  { windows }: Timetable,
  { name, partners, interval, limits }: WindowOverlap,
  others: readonly WindowOverlap[],
): Problem {
  const describeWindow = (window: string): string => {
    const config = windows[window];
    return `"${window}" (${config === undefined ? "" : formatLimits(config.limits)})`;
  };
  const otherPartners = new Set(others.flatMap((overlap) => overlap.partners));
  const quoted = [...otherPartners]
    .filter((partner) => !partners.includes(partner))
    .map((partner) => `"${partner}"`)
    .join(", ");
  const also = quoted === "" ? "" : `; at other times it overlaps ${quoted}`;
  return {
    severity: "warning",
    code: "windows-overlap",
    path: formatWindowPath(path, name),
    message: `window ${describeWindow(name)} overlaps ${partners.map(describeWindow).join(", ")}, first on ${interval}, so min ${limits.min} and max ${limits.max} apply${also}`,
    expected: "windows with different limits at different times, unless this is intended",
    fix: "leave it if this is intended; otherwise end one window where the other begins",
  };
}
