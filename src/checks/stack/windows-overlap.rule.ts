import type { Problem } from "../../problem";
import {
  buildTimeline,
  isEqualLimits,
  type Limits,
  minutesPerWeek,
  type Segment,
  type Timeline,
  type Timetable,
  type Window,
} from "../../timetable";
import type { PlainMinute } from "../../timetable/time";
import {
  describeDatedInterval,
  describeWeekInterval,
  type EndpointContext,
  type EndpointRule,
  formatWindowPath,
  getPlainNow,
} from "./context";

/**
 * Windows active at the same time with different limits: one warning for each window that meets earlier
 * ones of the file, with the first time in the week, else the first date, and what holds there.
 */
export const checkWindowsOverlap: EndpointRule = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const meetings = findOverlaps(
    timetable,
    buildWindowTimeline(timetable, context),
    getPlainNow(context),
  );
  return Object.keys(timetable.windows).flatMap((name) => {
    const [first, ...others] = meetings.filter((meeting) => meeting.name === name);
    return first === undefined ? [] : [createWarning(context.path, timetable, first, others)];
  });
};

/** One stretch in which a window is active together with earlier ones of other limits. */
interface WindowOverlap {
  readonly name: string;
  readonly partners: readonly string[];
  readonly words: string;
  readonly limits: Limits;
}

const windowPrefix = "window ";

/** The timeline without lead time and override, which make windows neither meet nor part. */
function buildWindowTimeline(timetable: Timetable, { calendars }: EndpointContext): Timeline {
  const { override: _, ...rest } = timetable;
  return buildTimeline({ ...rest, readyBeforeMinutes: 0 }, calendars, "UTC");
}

/** One meeting for each set of active windows: the week's in its order, then those of dates to come. */
function findOverlaps(
  { windows }: Timetable,
  { week, dated }: Timeline,
  now: PlainMinute,
): readonly WindowOverlap[] {
  const weekly = joinAcrossSunday(week).map((segment) => ({
    segment,
    words: describeWeekInterval,
  }));
  const onDates = (dated?.segments ?? [])
    .filter((segment) => segment.to > now)
    .map((segment) => ({ segment, words: describeDatedInterval }));
  const seen = new Set<string>();
  return [...weekly, ...onDates].flatMap(({ segment, words }) => {
    const names = listActiveWindows(segment);
    const key = names.join("\n");
    if (names.length < 2 || seen.has(key)) return [];
    seen.add(key);
    const { from, to, limits } = segment;
    return names.flatMap((name, index) => {
      const partners = names
        .slice(0, index)
        .filter((other) => hasDifferentLimits(windows, name, other));
      return partners.length === 0 ? [] : [{ name, partners, words: words(from, to), limits }];
    });
  });
}

/** The week with a stretch over Sunday midnight in one piece, at its end. */
function joinAcrossSunday(week: readonly Segment[]): readonly Segment[] {
  const [first, last] = [week[0], week.at(-1)];
  if (first === undefined || last === undefined || week.length === 1) return week;
  if (listActiveWindows(first).join("\n") !== listActiveWindows(last).join("\n")) return week;
  return [...week.slice(1, -1), { ...last, to: minutesPerWeek + first.to }];
}

function listActiveWindows({ reasons: because }: Segment): readonly string[] {
  return because
    .filter((layer) => layer.startsWith(windowPrefix))
    .map((layer) => layer.slice(windowPrefix.length));
}

function hasDifferentLimits(windows: Timetable["windows"], a: string, b: string): boolean {
  const [one, other] = [windows[a], windows[b]];
  return one !== undefined && other !== undefined && !isEqualLimits(one.limits, other.limits);
}

function createWarning(
  path: string,
  { windows }: Timetable,
  first: WindowOverlap,
  others: readonly WindowOverlap[],
): Problem {
  const { name, partners, words, limits } = first;
  const elsewhere = [...new Set(others.flatMap((other) => other.partners))].filter(
    (partner) => !partners.includes(partner),
  );
  const also = elsewhere.length === 0 ? "" : `; at other times with ${quoteNames(elsewhere)}`;
  return {
    severity: "warning",
    code: "windows-overlap",
    path: formatWindowPath(path, name),
    message:
      `window "${name}" (${describeLimits(windows[name])}) is active together with ` +
      `${partners.map((partner) => `"${partner}" (${describeLimits(windows[partner])})`).join(", ")}, ` +
      `first on ${words}: the largest hold, min ${limits.min} and max ${limits.max}${also}`,
    expected: "windows of different limits at different times, unless this is meant",
    fix: "nothing when it is meant; else let one end where the other begins",
  };
}

function describeLimits(window: Window | undefined): string {
  return window === undefined ? "" : `min ${window.limits.min}, max ${window.limits.max}`;
}

function quoteNames(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
