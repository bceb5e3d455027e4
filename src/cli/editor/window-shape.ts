import { formatWeekIntervals } from "../../timetable/format-week-intervals";
import { formatPlainTime, minutesPerDay, parsePlainTime } from "../../timetable/time/plain-date-time";
import type { WindowDraft } from "./drafts";

const minutesPerWeek = 7 * minutesPerDay;

/**
 * The position of a window in the week.
 *
 * `days`: on which it starts, 0 = Monday, sorted
 * `from`: minute of the day, 0-1439
 * `length`: minutes; over a day only if it starts on one day
 */
export interface WindowShape {
  readonly days: readonly number[];
  readonly from: number;
  readonly length: number;
}

/** @returns undefined for a window on dates, or with invalid times */
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
      return { days: [draft.fromDay], from, length: length >= 0 ? length : length + minutesPerWeek };
    }
  }
}

/**
 * Moves a draft to another position; an unchanged time keeps its text.
 * @returns a `span` if days of the week alone cannot express the window
 */
export function applyShape(draft: WindowDraft, shape: WindowShape): WindowDraft {
  const { days, from, length } = shape;
  const old = toWindowShape(draft);
  const [first = 0] = days;
  const isSpan = days.length === 1 && (draft.kind === "span" || !isWithinDay(from, length));
  const end = from + length;
  const endStays =
    old !== undefined &&
    end === old.from + old.length &&
    isSpan === (draft.kind === "span") &&
    !(isSpan && first !== old.days[0]);
  return {
    ...draft,
    kind: isSpan ? "span" : "weekly",
    days,
    fromDay: first,
    from: old?.from === from ? draft.from : formatPlainTime(from),
    ...(endStays ? {} : placeEnd(first, end, isSpan)),
  };
}

/** Midnight is `24:00`, or the start of the next day in a span. */
function placeEnd(day: number, end: number, isSpan: boolean): Pick<WindowDraft, "toDay" | "to"> {
  const toDay = (day + Math.floor(end / minutesPerDay)) % 7;
  const to = end === minutesPerDay && !isSpan ? "24:00" : formatPlainTime(end % minutesPerDay);
  return { toDay, to };
}

/** Moves a window on all its days, also across midnight and Sunday. */
export function moveShape(shape: WindowShape, minutes: number): WindowShape {
  const start = shape.from + minutes;
  const days = Math.floor(start / minutesPerDay);
  return {
    ...shape,
    days: shape.days.map((day) => (((day + days) % 7) + 7) % 7).toSorted((a, b) => a - b),
    from: start - days * minutesPerDay,
  };
}

/** Moves the end; the window stays at least `minLength` minutes long. */
export function moveEnd(shape: WindowShape, minutes: number, minLength: number): WindowShape {
  return { ...shape, length: limitLength(shape, shape.length + minutes, minLength) };
}

/** Moves the start; the window stays at least `minLength` minutes long. */
export function moveStart(shape: WindowShape, minutes: number, minLength: number): WindowShape {
  const wanted = moveShape(shape, minutes);
  const length = limitLength(wanted, shape.length - minutes, minLength);
  return { ...moveShape(shape, shape.length - length), length };
}

/** Limits a length to `minLength` and to what the days allow; the current length is always allowed. */
function limitLength(shape: WindowShape, length: number, minLength: number): number {
  const { days, from } = shape;
  const maxLength = days.length === 1 ? minutesPerWeek - minLength : getMaxLengthInDay(from, minLength);
  return Math.min(Math.max(length, minLength), Math.max(maxLength, shape.length));
}

/** Times of day express a whole day only from midnight. */
function getMaxLengthInDay(from: number, minLength: number): number {
  return from === 0 ? minutesPerDay : minutesPerDay - minLength;
}

function isWithinDay(from: number, length: number): boolean {
  return length <= getMaxLengthInDay(from, 1);
}

/** The part of a window that the pointer drags. */
export type Grip = "whole" | "start" | "end";

/** Drags a window; the grip snaps to a multiple of `step`, but a move by whole days keeps the times. */
export function dragShape(shape: WindowShape, grip: Grip, minutes: number, step: number): WindowShape {
  const end = shape.from + shape.length;
  switch (grip) {
    case "whole": {
      const days = Math.round(minutes / minutesPerDay) * minutesPerDay;
      const onlyDays = Math.abs(minutes - days) < step / 2;
      return moveShape(shape, onlyDays ? days : snapToStep(shape.from + minutes, step) - shape.from);
    }
    case "start":
      return moveStart(shape, snapToStep(shape.from + minutes, step) - shape.from, step);
    case "end":
      return moveEnd(shape, snapToStep(end + minutes, step) - end, step);
  }
}

/** Creates a window between two minutes of a day, in either order, at least a step long. */
export function drawShape(day: number, a: number, b: number, step: number): WindowShape {
  const from = Math.min(Math.floor(Math.min(a, b) / step) * step, minutesPerDay - step);
  const to = Math.min(Math.ceil(Math.max(a, b) / step) * step, minutesPerDay);
  return { days: [day], from, length: Math.max(to - from, step) };
}

function snapToStep(minute: number, step: number): number {
  return Math.round(minute / step) * step;
}

/**
 * The part of a window on one day of the week.
 *
 * `day`: 0 = Monday; `from`, `to`: minutes of that day, `[from, to)`
 * `start`: the day on which the window starts
 * `begins`, `ends`: whether the window starts or ends here
 * `lane`: 0 is the leftmost of `lanes` columns
 */
export interface WeekPiece {
  readonly id: string;
  readonly day: number;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly begins: boolean;
  readonly ends: boolean;
  readonly lane: number;
  readonly lanes: number;
}

type PlacedPiece = Omit<WeekPiece, "lane" | "lanes">;

interface PlacedWindow {
  readonly id: string;
  readonly shape: WindowShape;
}

/** Cuts windows at midnight and puts overlapping pieces in lanes, sorted by day and time. */
export function layOutWeek(windows: readonly PlacedWindow[]): readonly WeekPiece[] {
  const pieces = windows.flatMap(cutAtMidnight);
  return [0, 1, 2, 3, 4, 5, 6].flatMap((day) =>
    groupOverlapping(pieces.filter((piece) => piece.day === day)).flatMap(assignLanes),
  );
}

function cutAtMidnight({ id, shape }: PlacedWindow): readonly PlacedPiece[] {
  return shape.days.flatMap((start) => {
    const end = shape.from + shape.length;
    const days = Math.max(1, Math.ceil(end / minutesPerDay));
    return Array.from({ length: days }, (_, n) => ({
      id,
      start,
      day: (start + n) % 7,
      from: n === 0 ? shape.from : 0,
      to: Math.min(end - n * minutesPerDay, minutesPerDay),
      begins: n === 0,
      ends: n === days - 1,
    }));
  });
}

/** In a group, each piece overlaps another one. */
function groupOverlapping(pieces: readonly PlacedPiece[]): readonly (readonly PlacedPiece[])[] {
  const sorted = pieces.toSorted((a, b) => a.from - b.from || b.to - a.to);
  return sorted.reduce<readonly (readonly PlacedPiece[])[]>((groups, piece) => {
    const last = groups.at(-1);
    const overlaps = last !== undefined && last.some(({ to }) => to > piece.from);
    return overlaps ? [...groups.slice(0, -1), [...last, piece]] : [...groups, [piece]];
  }, []);
}

function assignLanes(group: readonly PlacedPiece[]): readonly WeekPiece[] {
  const ends: number[] = [];
  const placed = group.map((piece) => {
    const free = ends.findIndex((end) => end <= piece.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = piece.to;
    return { ...piece, lane };
  });
  return placed.map((piece) => ({ ...piece, lanes: ends.length }));
}

export type DraftList = readonly WindowDraft[];

/** Adds a window at the end, named `window`, or `window-2` and so on if that is taken. */
export function addDraft(
  drafts: DraftList,
  shape: WindowShape,
  { min, max }: Pick<WindowDraft, "min" | "max">,
): DraftList {
  const name = findFreeName(drafts, "window");
  const empty = { id: name, name, kind: "weekly", dates: "", from: "", to: "" } as const;
  return [...drafts, applyShape({ ...empty, days: [], fromDay: 0, toDay: 0, min, max }, shape)];
}

/** Adds a copy after the window, with a free name. */
export function copyDraft(drafts: DraftList, id: string): DraftList {
  return drafts.flatMap((draft) => {
    if (draft.id !== id) return [draft];
    const name = findFreeName(drafts, `${draft.name}-copy`);
    return [draft, { ...draft, id: name, name }];
  });
}

export function removeDraft(drafts: DraftList, id: string): DraftList {
  return drafts.filter((draft) => draft.id !== id);
}

export function changeDraft(drafts: DraftList, id: string, change: (draft: WindowDraft) => WindowDraft): DraftList {
  return drafts.map((draft) => (draft.id === id ? change(draft) : draft));
}

/** Avoids ids too: an id means a window of the file. */
function findFreeName(drafts: DraftList, wanted: string): string {
  const taken = new Set(drafts.flatMap(({ id, name }) => [id, name]));
  const names = [wanted, ...drafts.map((_, index) => `${wanted}-${index + 2}`)];
  return names.find((name) => !taken.has(name)) ?? `${wanted}-${drafts.length + 2}`;
}

/** Describes when a window runs: `Mon-Fri 08:00-18:00`. */
export function describeWhen(draft: WindowDraft): string {
  const shape = toWindowShape(draft);
  if (shape === undefined) {
    const times = `${draft.from || "?"}-${draft.to || "?"}`;
    return draft.kind === "dates" ? `${draft.dates || "no dates"} ${times}` : times;
  }
  if (shape.days.length === 0) return "on no day";
  return formatWeekIntervals(
    shape.days.map((day) => ({ from: day * minutesPerDay + shape.from, lengthMinutes: shape.length })),
  );
}

/** Formats the limits of a window: `4-12`. */
export function formatDraftLimits({ min, max }: WindowDraft): string {
  return min === max ? min || "?" : `${min || "?"}-${max || "?"}`;
}
