import type { TimetableConfig, WindowConfig } from "../config/config";
import type { Problem } from "../problem";
import type { PlainMinute } from "../time/plain-date";
import { sameLimits, type Limits } from "../timetable/limits";
import { weekMinutes, type Segment, type Timeline } from "../timetable/timeline";
import { timelineOf } from "../timetable/timeline-of";
import type { EndpointCheck, EndpointContext } from "./check";
import { plainNow } from "./plain-now";
import { datedStretchWords, weekStretchWords } from "./stretch-words";
import { windowPath } from "./window-path";

/**
 * Windows active at the same time with different limits: one warning for each window that meets earlier
 * ones of the file, with the first time in the week, else the first date, and what holds there.
 */
export const windowsOverlap: EndpointCheck = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const meetings = meetingsIn(timetable, layersAlone(timetable, context), plainNow(context));
  return Object.keys(timetable.windows).flatMap((name) => {
    const [first, ...others] = meetings.filter((meeting) => meeting.name === name);
    return first === undefined ? [] : [warning(context.path, timetable, first, others)];
  });
};

/** One stretch in which a window is active together with earlier ones of other limits. */
interface Meeting {
  readonly name: string;
  readonly partners: readonly string[];
  readonly words: string;
  readonly limits: Limits;
}

const windowLayer = "window ";

/** The timeline without lead time and override, which make windows neither meet nor part. */
function layersAlone(timetable: TimetableConfig, { calendars }: EndpointContext): Timeline {
  const { override: _, ...rest } = timetable;
  return timelineOf({ ...rest, readyBeforeMinutes: 0 }, calendars, "UTC");
}

/** One meeting for each set of active windows: the week's in its order, then those of dates to come. */
function meetingsIn(
  { windows }: TimetableConfig,
  { week, dated }: Timeline,
  now: PlainMinute,
): readonly Meeting[] {
  const weekly = acrossSunday(week).map((segment) => ({ segment, words: weekStretchWords }));
  const onDates = (dated?.segments ?? [])
    .filter((segment) => segment.to > now)
    .map((segment) => ({ segment, words: datedStretchWords }));
  const seen = new Set<string>();
  return [...weekly, ...onDates].flatMap(({ segment, words }) => {
    const names = activeWindows(segment);
    const key = names.join("\n");
    if (names.length < 2 || seen.has(key)) return [];
    seen.add(key);
    const { from, to, limits } = segment;
    return names.flatMap((name, index) => {
      const partners = names.slice(0, index).filter((other) => differ(windows, name, other));
      return partners.length === 0 ? [] : [{ name, partners, words: words(from, to), limits }];
    });
  });
}

/** The week with a stretch over Sunday midnight in one piece, at its end. */
function acrossSunday(week: readonly Segment[]): readonly Segment[] {
  const [first, last] = [week[0], week.at(-1)];
  if (first === undefined || last === undefined || week.length === 1) return week;
  if (activeWindows(first).join("\n") !== activeWindows(last).join("\n")) return week;
  return [...week.slice(1, -1), { ...last, to: weekMinutes + first.to }];
}

function activeWindows({ because }: Segment): readonly string[] {
  return because
    .filter((layer) => layer.startsWith(windowLayer))
    .map((layer) => layer.slice(windowLayer.length));
}

function differ(windows: TimetableConfig["windows"], a: string, b: string): boolean {
  const [one, other] = [windows[a], windows[b]];
  return one !== undefined && other !== undefined && !sameLimits(one.limits, other.limits);
}

function warning(
  path: string,
  { windows }: TimetableConfig,
  first: Meeting,
  others: readonly Meeting[],
): Problem {
  const { name, partners, words, limits } = first;
  const elsewhere = [...new Set(others.flatMap((other) => other.partners))].filter(
    (partner) => !partners.includes(partner),
  );
  const also = elsewhere.length === 0 ? "" : `; at other times with ${listed(elsewhere)}`;
  return {
    severity: "warning",
    code: "windows-overlap",
    path: windowPath(path, name),
    message:
      `window "${name}" (${limitsWords(windows[name])}) is active together with ` +
      `${partners.map((partner) => `"${partner}" (${limitsWords(windows[partner])})`).join(", ")}, ` +
      `first on ${words}: the largest hold, min ${limits.min} and max ${limits.max}${also}`,
    expected: "windows of different limits at different times, unless this is meant",
    fix: "nothing when it is meant; else let one end where the other begins",
  };
}

function limitsWords(window: WindowConfig | undefined): string {
  return window === undefined ? "" : `min ${window.limits.min}, max ${window.limits.max}`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
