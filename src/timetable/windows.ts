import type { Named, WindowConfig } from "../config/config";
import { parsePlainDate, type EpochDay } from "../time/plain-date";
import { weekdays, type Weekday } from "../time/weekday";
import { shiftSpan, type ActiveSpan } from "./active-spans";
import { isSchedulable } from "./is-schedulable";

/** What the windows start, in minutes from the midnight at which the start day begins. */
export interface WindowStarts {
  readonly onWeekday: Readonly<Record<Weekday, readonly ActiveSpan[]>>;
  /** In plain minutes. */
  readonly onDate: ReadonlyMap<EpochDay, readonly ActiveSpan[]>;
}

/**
 * Which windows start on which days: the layers of recurring and of dated windows.
 *
 * In:  an empty window is never active, so it starts nowhere
 * Out: a window has the same `order` on each of its days, its place in the file; only dates that can be
 *      scheduled
 */
export function windowStarts(windows: Named<WindowConfig>): WindowStarts {
  const lasting = Object.entries(windows)
    .map(([name, window], order) => ({ window, span: windowSpan(name, window, order) }))
    .filter(({ span }) => span.to > span.from);
  const onWeekday = (day: Weekday): readonly ActiveSpan[] =>
    lasting.filter(({ window }) => startsOnWeekday(window, day)).map(({ span }) => span);
  return { onWeekday: byWeekday(onWeekday), onDate: datedStarts(lasting) };
}

function windowSpan(name: string, window: WindowConfig, order: number): ActiveSpan {
  return {
    from: window.fromMinute,
    to: window.fromMinute + window.lengthMinutes,
    order,
    layer: `window ${name}`,
    limits: window.limits,
  };
}

function startsOnWeekday({ starts }: WindowConfig, day: Weekday): boolean {
  return "days" in starts && starts.days.includes(day);
}

function byWeekday<T>(of: (day: Weekday) => T): Readonly<Record<Weekday, T>> {
  const [mon, tue, wed, thu, fri, sat, sun] = weekdays;
  return {
    mon: of(mon),
    tue: of(tue),
    wed: of(wed),
    thu: of(thu),
    fri: of(fri),
    sat: of(sat),
    sun: of(sun),
  };
}

function datedStarts(
  windows: readonly { readonly window: WindowConfig; readonly span: ActiveSpan }[],
): ReadonlyMap<EpochDay, readonly ActiveSpan[]> {
  const starts = new Map<EpochDay, ActiveSpan[]>();
  for (const { window, span } of windows) {
    for (const date of "dates" in window.starts ? new Set(window.starts.dates) : []) {
      const day = parsePlainDate(date);
      if (day === undefined || !isSchedulable(day)) continue;
      starts.set(day, [...(starts.get(day) ?? []), shiftSpan(span, day * 1440)]);
    }
  }
  return starts;
}
