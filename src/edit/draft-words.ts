import { describeWeekIntervals } from "../report/week-words";
import { minutesPerDay } from "../time/plain-date";
import type { WindowDraft } from "./window-draft";
import { toWindowShape } from "./window-shape";

/** When a window is, for a list and for a screen reader: `Mon-Fri 08:00-18:00`. */
export function describeWhen(draft: WindowDraft): string {
  const shape = toWindowShape(draft);
  if (shape === undefined) {
    const times = `${draft.from || "?"}-${draft.to || "?"}`;
    return draft.kind === "dates" ? `${draft.dates || "no dates"} ${times}` : times;
  }
  if (shape.days.length === 0) return "on no day";
  return describeWeekIntervals(
    shape.days.map((day) => ({
      from: day * minutesPerDay + shape.from,
      lengthMinutes: shape.length,
    })),
  );
}

/** The limits of a window: `4-12`. */
export function formatDraftLimits({ min, max }: WindowDraft): string {
  return min === max ? min || "?" : `${min || "?"}-${max || "?"}`;
}
