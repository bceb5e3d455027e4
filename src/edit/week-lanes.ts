import { minutesPerDay } from "../time/plain-date";
import type { WindowShape } from "./window-shape";

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
