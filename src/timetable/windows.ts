import { type ActiveSpan, isSchedulable, shiftSpan } from "./layers";
import type { Named, Window } from "./model";
import { type EpochDay, parsePlainDate, type Weekday, weekdays } from "./time";

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
export function findWindowStarts(windows: Named<Window>): WindowStarts {
  const lasting = Object.entries(windows)
    .map(([name, window], order) => ({ window, span: toActiveSpan(name, window, order) }))
    .filter(({ span }) => span.to > span.from);
  const onWeekday = (day: Weekday): readonly ActiveSpan[] =>
    lasting.filter(({ window }) => isStartWeekday(window, day)).map(({ span }) => span);
  return { onWeekday: mapWeekdays(onWeekday), onDate: listDatedStarts(lasting) };
}

function toActiveSpan(name: string, window: Window, order: number): ActiveSpan {
  return {
    from: window.fromMinute,
    to: window.fromMinute + window.lengthMinutes,
    order,
    layer: `window ${name}`,
    limits: window.limits,
  };
}

function isStartWeekday({ starts }: Window, day: Weekday): boolean {
  return "days" in starts && starts.days.includes(day);
}

function mapWeekdays<T>(of: (day: Weekday) => T): Readonly<Record<Weekday, T>> {
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

function listDatedStarts(
  windows: readonly { readonly window: Window; readonly span: ActiveSpan }[],
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
