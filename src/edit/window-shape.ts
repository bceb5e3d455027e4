import { dayMinutes } from "../time/plain-date";
import { formatPlainTime, parsePlainTime } from "../time/plain-time";
import type { WindowDraft } from "./window-draft";

const weekMinutes = 7 * dayMinutes;

/**
 * Where a window lies in the week.
 *
 * `days`:   on which it begins, 0 = Monday, sorted
 * `from`:   minute of the day, 0-1439
 * `length`: minutes; over a day only for a window with one day
 */
export interface WindowShape {
  readonly days: readonly number[];
  readonly from: number;
  readonly length: number;
}

/** The place of a draft in the week. Out: undefined for dates, and where its times cannot be read */
export function shapeOf(draft: WindowDraft): WindowShape | undefined {
  const from = parsePlainTime(draft.from.trim());
  const to = parsePlainTime(draft.to.trim(), "allowed");
  if (from === undefined || to === undefined) return undefined;
  switch (draft.kind) {
    case "dates":
      return undefined;
    case "weekly":
      return { days: draft.days, from, length: to >= from ? to - from : to - from + dayMinutes };
    case "span": {
      const length = (draft.toDay - draft.fromDay) * dayMinutes + to - from;
      return { days: [draft.fromDay], from, length: length >= 0 ? length : length + weekMinutes };
    }
  }
}

/**
 * The draft in another place; a time that stays is left as it was typed.
 *
 * Out: from one day to another (`span`) where the days of the week alone could not say it
 */
export function withShape(draft: WindowDraft, shape: WindowShape): WindowDraft {
  const { days, from, length } = shape;
  const was = shapeOf(draft);
  const [first = 0] = days;
  const isSpan = days.length === 1 && (draft.kind === "span" || !fitsADay(from, length));
  const end = from + length;
  const endStays =
    was !== undefined &&
    end === was.from + was.length &&
    isSpan === (draft.kind === "span") &&
    !(isSpan && first !== was.days[0]);
  const asTyped = { toDay: draft.toDay, to: draft.to };
  return {
    ...draft,
    kind: isSpan ? "span" : "weekly",
    days,
    fromDay: first,
    from: was?.from === from ? draft.from : formatPlainTime(from),
    ...(endStays ? asTyped : endOf(first, end, isSpan)),
  };
}

/** Midnight ends a day (`24:00`), or begins the next one where the day is named. */
function endOf(day: number, end: number, isSpan: boolean): Pick<WindowDraft, "toDay" | "to"> {
  const toDay = (day + Math.floor(end / dayMinutes)) % 7;
  const to = end === dayMinutes && !isSpan ? "24:00" : formatPlainTime(end % dayMinutes);
  return { toDay, to };
}

/** Moved by some minutes, over midnight and over Sunday too; all its days with it. */
export function moved(shape: WindowShape, minutes: number): WindowShape {
  const start = shape.from + minutes;
  const days = Math.floor(start / dayMinutes);
  return {
    ...shape,
    days: shape.days.map((day) => (((day + days) % 7) + 7) % 7).toSorted((a, b) => a - b),
    from: start - days * dayMinutes,
  };
}

/** With another end, never shorter than `least` minutes. */
export function endMoved(shape: WindowShape, minutes: number, least: number): WindowShape {
  return { ...shape, length: lengthWithin(shape, shape.length + minutes, least) };
}

/** With another beginning and the same end, never shorter than `least` minutes. */
export function startMoved(shape: WindowShape, minutes: number, least: number): WindowShape {
  const wanted = moved(shape, minutes);
  const length = lengthWithin(wanted, shape.length - minutes, least);
  return { ...moved(shape, shape.length - length), length };
}

/** At least `least`, and not longer than its days allow; a length that is there already is allowed. */
function lengthWithin(shape: WindowShape, length: number, least: number): number {
  const { days, from } = shape;
  const longest = days.length === 1 ? weekMinutes - least : longestWithinADay(from, least);
  return Math.min(Math.max(length, least), Math.max(longest, shape.length));
}

/** From and to on the clock alone reach a whole day only from midnight to midnight. */
function longestWithinADay(from: number, least: number): number {
  return from === 0 ? dayMinutes : dayMinutes - least;
}

function fitsADay(from: number, length: number): boolean {
  return length <= longestWithinADay(from, 1);
}
