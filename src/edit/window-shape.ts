import { minutesPerDay } from "../time/plain-date";
import { formatPlainTime, parsePlainTime } from "../time/plain-time";
import type { WindowDraft } from "./window-draft";

const minutesPerWeek = 7 * minutesPerDay;

/**
 * Where a window lies in the week.
 *
 * `defineWeekdays`:   on which it begins, 0 = Monday, sorted
 * `from`:   minute of the day, 0-1439
 * `length`: minutes; over a day only for a window with one day
 */
export interface WindowShape {
  readonly days: readonly number[];
  readonly from: number;
  readonly length: number;
}

/** The place of a draft in the week. Out: undefined for dates, and where its times cannot be read */
export function toWindowShape(draft: WindowDraft): WindowShape | undefined {
  const from = parsePlainTime(draft.from.trim());
  const to = parsePlainTime(draft.to.trim(), "allowed");
  if (from === undefined || to === undefined) return undefined;
  switch (draft.kind) {
    case "dates":
      return undefined;
    case "weekly":
      return { days: draft.days, from, length: to >= from ? to - from : to - from + minutesPerDay };
    case "span": {
      const length = (draft.toDay - draft.fromDay) * minutesPerDay + to - from;
      return {
        days: [draft.fromDay],
        from,
        length: length >= 0 ? length : length + minutesPerWeek,
      };
    }
  }
}

/**
 * The draft in another place; a time that stays is left as it was typed.
 *
 * Out: from one day to another (`getImportSpan`) where the days of the week alone could not say it
 */
export function applyShape(draft: WindowDraft, shape: WindowShape): WindowDraft {
  const { days, from, length } = shape;
  const was = toWindowShape(draft);
  const [first = 0] = days;
  const isSpan = days.length === 1 && (draft.kind === "span" || !isWithinDay(from, length));
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
    ...(endStays ? asTyped : placeEnd(first, end, isSpan)),
  };
}

/** Midnight ends a day (`24:00`), or begins the next one where the day is named. */
function placeEnd(day: number, end: number, isSpan: boolean): Pick<WindowDraft, "toDay" | "to"> {
  const toDay = (day + Math.floor(end / minutesPerDay)) % 7;
  const to = end === minutesPerDay && !isSpan ? "24:00" : formatPlainTime(end % minutesPerDay);
  return { toDay, to };
}

/** Moved by some minutes, over midnight and over Sunday too; all its days with it. */
export function moveShape(shape: WindowShape, minutes: number): WindowShape {
  const start = shape.from + minutes;
  const days = Math.floor(start / minutesPerDay);
  return {
    ...shape,
    days: shape.days.map((day) => (((day + days) % 7) + 7) % 7).toSorted((a, b) => a - b),
    from: start - days * minutesPerDay,
  };
}

/** With another end, never shorter than `least` minutes. */
export function moveEnd(shape: WindowShape, minutes: number, least: number): WindowShape {
  return { ...shape, length: limitLength(shape, shape.length + minutes, least) };
}

/** With another beginning and the same end, never shorter than `least` minutes. */
export function moveStart(shape: WindowShape, minutes: number, least: number): WindowShape {
  const wanted = moveShape(shape, minutes);
  const length = limitLength(wanted, shape.length - minutes, least);
  return { ...moveShape(shape, shape.length - length), length };
}

/** At least `least`, and not longer than its days allow; a length that is there already is allowed. */
function limitLength(shape: WindowShape, length: number, least: number): number {
  const { days, from } = shape;
  const longest = days.length === 1 ? minutesPerWeek - least : getMaxLengthInDay(from, least);
  return Math.min(Math.max(length, least), Math.max(longest, shape.length));
}

/** From and to on the clock alone reach a whole day only from midnight to midnight. */
function getMaxLengthInDay(from: number, least: number): number {
  return from === 0 ? minutesPerDay : minutesPerDay - least;
}

function isWithinDay(from: number, length: number): boolean {
  return length <= getMaxLengthInDay(from, 1);
}
