import { describeWeekIntervals } from "../../timetable/describe-week";
import {
  formatPlainTime,
  minutesPerDay,
  parsePlainTime,
} from "../../timetable/time/plain-date-time";
import type { WindowDraft } from "./drafts";

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

/** Where a window is held while it is dragged. */
export type Grip = "whole" | "start" | "end";

/**
 * A window that is dragged by some minutes: what is held comes to lie on a multiple of `step`.
 *
 * Out: moved by whole days only, a window keeps its times, however odd
 */
export function dragShape(
  shape: WindowShape,
  grip: Grip,
  minutes: number,
  step: number,
): WindowShape {
  const end = shape.from + shape.length;
  switch (grip) {
    case "whole": {
      const days = Math.round(minutes / minutesPerDay) * minutesPerDay;
      const onlyDays = Math.abs(minutes - days) < step / 2;
      return moveShape(
        shape,
        onlyDays ? days : snapToStep(shape.from + minutes, step) - shape.from,
      );
    }
    case "start":
      return moveStart(shape, snapToStep(shape.from + minutes, step) - shape.from, step);
    case "end":
      return moveEnd(shape, snapToStep(end + minutes, step) - end, step);
  }
}

/** A new window between two minutes of a day, in either order, at least a step long. */
export function drawShape(day: number, one: number, other: number, step: number): WindowShape {
  const from = Math.min(Math.floor(Math.min(one, other) / step) * step, minutesPerDay - step);
  const to = Math.min(Math.ceil(Math.max(one, other) / step) * step, minutesPerDay);
  return { days: [day], from, length: Math.max(to - from, step) };
}

function snapToStep(minute: number, step: number): number {
  return Math.round(minute / step) * step;
}

/**
 * The part of a window that lies on one day of the week.
 *
 * `defineDay`:     0 = Monday; `from`, `to`: minutes of that day, `[from, to)`
 * `start`:   the day on which this stretch of the window begins
 * `begins`, `ends`: whether the window's own beginning or end lies here, not midnight alone
 * `lane`:    0 is leftmost of `lanes` that stand side by side
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

/** A window that can be drawn. */
export interface PlacedWindow {
  readonly id: string;
  readonly shape: WindowShape;
}

/**
 * The pieces of a week, cut at midnight; those that overlap stand side by side.
 *
 * Out: by day, then by time; what ends as another begins shares its lane
 */
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

/** Groups of which each piece overlaps another one of its group. */
function groupOverlapping(pieces: readonly PlacedPiece[]): readonly (readonly PlacedPiece[])[] {
  const sorted = pieces.toSorted((a, b) => a.from - b.from || b.to - a.to);
  return sorted.reduce<readonly (readonly PlacedPiece[])[]>((done, piece) => {
    const open = done.at(-1);
    const overlaps = open !== undefined && open.some(({ to }) => to > piece.from);
    return overlaps ? [...done.slice(0, -1), [...open, piece]] : [...done, [piece]];
  }, []);
}

function assignLanes(cluster: readonly PlacedPiece[]): readonly WeekPiece[] {
  const ends: number[] = [];
  const placed = cluster.map((piece) => {
    const free = ends.findIndex((end) => end <= piece.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = piece.to;
    return { ...piece, lane };
  });
  return placed.map((piece) => ({ ...piece, lanes: ends.length }));
}

/** The windows of an endpoint, in the order of the file. */
export type DraftList = readonly WindowDraft[];

/**
 * A new window at a place of the week, at the end of the list.
 *
 * Out: its name and id are `windowSection`, or `window-2` and so on where that is taken
 */
export function addDraft(
  drafts: DraftList,
  shape: WindowShape,
  { min, max }: Pick<WindowDraft, "min" | "max">,
): DraftList {
  const name = findFreeName(drafts, "window");
  const empty = { id: name, name, kind: "weekly", dates: "", from: "", to: "" } as const;
  return [...drafts, applyShape({ ...empty, days: [], fromDay: 0, toDay: 0, min, max }, shape)];
}

/** A copy of a window, behind it, under a name of its own. */
export function copyDraft(drafts: DraftList, id: string): DraftList {
  return drafts.flatMap((draft) => {
    if (draft.id !== id) return [draft];
    const name = findFreeName(drafts, `${draft.name}-copy`);
    return [draft, { ...draft, id: name, name }];
  });
}

/** Without one window. */
export function removeDraft(drafts: DraftList, id: string): DraftList {
  return drafts.filter((draft) => draft.id !== id);
}

/** With one window changed. */
export function changeDraft(
  drafts: DraftList,
  id: string,
  change: (draft: WindowDraft) => WindowDraft,
): DraftList {
  return drafts.map((draft) => (draft.id === id ? change(draft) : draft));
}

/** A name that no window has. An id must not come back either: it stands for a window of the file. */
function findFreeName(drafts: DraftList, wanted: string): string {
  const taken = new Set(drafts.flatMap(({ id, name }) => [id, name]));
  const names = [wanted, ...drafts.map((_, index) => `${wanted}-${index + 2}`)];
  return names.find((name) => !taken.has(name)) ?? `${wanted}-${drafts.length + 2}`;
}

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
