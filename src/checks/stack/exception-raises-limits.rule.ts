import type { Problem } from "../../problem";
import {
  buildTimeline,
  findExceptionDays,
  findWindowStarts,
  formatLimits,
  groupBy,
  type Interval,
  listSegments,
  listWindowsToStart,
  mergeIntervals,
  type Timeline,
} from "../../timetable";
import { type EpochDay, toWeekday } from "../../timetable/time";
import { describeDate, describeDatedInterval, type EndpointRule, getPlainNow, quoteWindow } from "./context";

/**
 * Warns of a window that an exception removes, if this raises limits on later days that no exception lists.
 *
 * A window belongs to the day on which it begins: one that lowers limits from Friday evening to Monday morning
 * does not run at all if Friday is a holiday.
 */
export const checkExceptionRaisesLimits: EndpointRule = (context) => {
  const { path, sections, calendars, timezone } = context;
  const { timetable } = sections;
  if (timetable === undefined || timezone === undefined) return [];
  const listed = findExceptionDays(timetable.exceptions, calendars);
  const now = getPlainNow(context);
  const removed = listRemovedWindows(listed, findWindowStarts(timetable.windows).onWeekday).filter(
    ({ end }) => end > now,
  );
  if (removed.length === 0) return [];
  const { override: _, ...onTime } = { ...timetable, readyBeforeMinutes: 0 };
  const before = buildTimeline({ ...onTime, exceptions: [] }, calendars, timezone);
  const after = buildTimeline(onTime, calendars, timezone);
  const raised = removed.flatMap((window) => {
    const raises = listUnlistedParts(window, listed).flatMap((part) => findRaises(before, after, part));
    return raises.length === 0 ? [] : [{ ...window, raises }];
  });
  return groupBy(raised, ({ entry, layer }) => `${entry} ${layer}`).map((group) => createWarning(path, group));
};

/** A window that would begin on `day`, without the exception. */
interface RemovedWindow {
  readonly layer: string;
  readonly day: EpochDay;
  /** Plain minute at which it would end. */
  readonly end: number;
  readonly entry: number;
}

interface Raise extends Interval {
  readonly change: string;
}

function listRemovedWindows(
  listed: ReturnType<typeof findExceptionDays>,
  onWeekday: ReturnType<typeof findWindowStarts>["onWeekday"],
): readonly RemovedWindow[] {
  return [...listed].flatMap(([day, { use, entry }]) =>
    onWeekday[toWeekday(day)]
      .filter((span) => !listWindowsToStart(use, onWeekday).includes(span))
      .map(({ layer, to }) => ({ layer, day, entry, end: day * 1440 + to })),
  );
}

/** Lists the parts of the window on later days without an exception, day by day. */
function listUnlistedParts({ day, end }: RemovedWindow, listed: ReadonlyMap<EpochDay, unknown>): readonly Interval[] {
  const parts: Interval[] = [];
  for (let later = day + 1; later * 1440 < end; later++) {
    if (!listed.has(later)) parts.push({ from: later * 1440, to: Math.min((later + 1) * 1440, end) });
  }
  return parts;
}

function findRaises(before: Timeline, after: Timeline, { from, to }: Interval): readonly Raise[] {
  return listSegments(after, from, to).flatMap((segment) =>
    listSegments(before, segment.from, segment.to)
      .filter(({ limits }) => segment.limits.min > limits.min || segment.limits.max > limits.max)
      .map(({ from, to, limits }) => ({
        from,
        to,
        change: `from ${formatLimits(limits)} to ${formatLimits(segment.limits)}`,
      })),
  );
}

type RaisingWindow = RemovedWindow & { readonly raises: readonly Raise[] };

function createWarning(path: string, group: readonly [RaisingWindow, ...RaisingWindow[]]): Problem {
  const [{ layer, day, entry, raises }] = group;
  const [first] = raises;
  const [{ from, to } = { from: 0, to: 0 }] = mergeIntervals(raises);
  const window = quoteWindow(layer);
  const others = group.length === 1 ? "" : `; the same after ${group.length - 1} more of its dates`;
  return {
    severity: "warning",
    code: "exception-raises-limits",
    path: `${path}.timetable.exceptions[${entry}]`,
    message: `${describeDate(day)} loses all of ${window}, so limits rise ${first?.change} on days that no exception lists: ${describeDatedInterval(from, to)}${others}`,
    expected: "an exception that raises limits only on the dates it lists",
    fix: `split ${window} at midnight, so that each day has its own window`,
  };
}
