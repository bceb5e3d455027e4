import { type ActiveSpan, isSchedulable, shiftSpan } from "./layers";
import type { Named, Window } from "./model";
import { type EpochDay, parsePlainDate, type Weekday } from "./time";

/** The spans that windows start, in minutes from the midnight of the start day. */
export interface WindowStarts {
  readonly onWeekday: Readonly<Record<Weekday, readonly ActiveSpan[]>>;
  /** In plain minutes. */
  readonly onDate: ReadonlyMap<EpochDay, readonly ActiveSpan[]>;
}

/** Finds which windows start on which days. Leaves out empty windows and dates that AWS cannot schedule. */
export function findWindowStarts(windows: Named<Window>): WindowStarts {
  const nonEmpty = Object.entries(windows)
    .map(([name, window], order) => ({ window, span: toActiveSpan(name, window, order) }))
    .filter(({ span }) => span.to > span.from);
  const listStarts = (day: Weekday): readonly ActiveSpan[] =>
    nonEmpty.filter(({ window }) => isStartWeekday(window, day)).map(({ span }) => span);
  return {
    onWeekday: {
      mon: listStarts("mon"),
      tue: listStarts("tue"),
      wed: listStarts("wed"),
      thu: listStarts("thu"),
      fri: listStarts("fri"),
      sat: listStarts("sat"),
      sun: listStarts("sun"),
    },
    onDate: listDatedStarts(nonEmpty),
  };
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
