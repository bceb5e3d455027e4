import { datePartsOf, type EpochDay } from "../time/plain-date";
import { type Limits, sameLimits } from "../timetable/limits";
import type { Segment } from "../timetable/timeline";
import { limitsText } from "./limits-text";
import { shaded, shadeMarks, shadesOf, type Shade } from "./shades";
import { dayName } from "./week-words";

const dayMinutes = 1440;

/**
 * A week to draw.
 *
 * `segments`: minutes from Monday 00:00, sorted, gapless over `[0, 10080)`
 * `monday`:   the date of the first row for a real week; absent for the week that repeats
 * `flagged`:  days whose label gets a `*`, 0 = Monday; what it means is told below the grid
 */
export interface WeekToDraw {
  readonly segments: readonly Segment[];
  readonly monday?: EpochDay;
  readonly flagged?: readonly number[];
}

/** How to draw: columns to stay within, and whether colour may be used. */
export interface DrawOptions {
  readonly width: number;
  readonly colour: boolean;
}

/** One stretch of a row that looks the same: `marks` columns wide, `names` of what decides it. */
interface Piece {
  readonly limits: Limits;
  readonly names: string;
  readonly marks: number;
}

/**
 * The week as rows of days and columns of time, each stretch marked with its limits and window.
 *
 * A mark is an hour, a half, a third, a quarter or a sixth of one, whatever fits the width. It shows
 * the limits that hold for most of it, except that a stretch which lies wholly inside one mark is
 * never lost.
 *
 * In:  a width of at least 31 columns; below that the grid is wider than asked
 * Out: lines without a newline at the end: a scale, then seven days
 */
export function weekGrid(week: WeekToDraw, options: DrawOptions): string {
  const labels = rowLabels(week.monday);
  const labelWidth = Math.max(...labels.map((label) => label.length)) + 1;
  const perHour = marksPerHour(options.width - labelWidth);
  const shadeOf = shadesOf(week.segments.map((segment) => segment.limits));
  const rows = labels.map((label, day) => {
    const pieces = piecesOf(week.segments, day, perHour);
    const drawn = pieces.map((piece) => drawPiece(piece, shadeOf(piece.limits), options));
    const flag = week.flagged?.includes(day) === true ? "*" : "";
    return `${(label + flag).padEnd(labelWidth)}${drawn.join("")}`;
  });
  return [`${" ".repeat(labelWidth)}${scale(perHour)}`, ...rows].join("\n");
}

/** The marks that an hour gets, so that 24 hours fit. */
function marksPerHour(columns: number): number {
  return [6, 4, 3, 2].find((marks) => marks * 24 <= columns) ?? 1;
}

function rowLabels(monday: EpochDay | undefined): readonly string[] {
  return Array.from({ length: 7 }, (_, day) =>
    monday === undefined
      ? dayName(day)
      : `${dayName(day)} ${String(datePartsOf(monday + day).day).padStart(2)}`,
  );
}

/** The hours above the rows, as many as stay apart. */
function scale(perHour: number): string {
  const step = [1, 2, 3, 4, 6].find((hours) => hours * perHour >= 4) ?? 6;
  return Array.from({ length: 24 / step }, (_, n) => String(n * step).padEnd(step * perHour))
    .join("")
    .trimEnd();
}

function piecesOf(segments: readonly Segment[], day: number, perHour: number): readonly Piece[] {
  const markMinutes = 60 / perHour;
  const dayStart = day * dayMinutes;
  const today = segments.filter((s) => s.to > dayStart && s.from < dayStart + dayMinutes);
  const marks = Array.from({ length: 24 * perHour }, (_, mark) =>
    shownIn(today, dayStart + mark * markMinutes, dayStart + (mark + 1) * markMinutes),
  );
  return marks.reduce<readonly Piece[]>((pieces, segment) => {
    const last = pieces.at(-1);
    if (segment === undefined) return pieces;
    const { limits } = segment;
    const names = namesOn(segment);
    return last !== undefined && last.names === names && sameLimits(last.limits, limits)
      ? [...pieces.slice(0, -1), { ...last, marks: last.marks + 1 }]
      : [...pieces, { limits, names, marks: 1 }];
  }, []);
}

function shownIn(segments: readonly Segment[], from: number, to: number): Segment | undefined {
  const within = segments.filter((s) => s.from >= from && s.to <= to);
  const [most] = (within.length > 0 ? within : segments).toSorted(
    (a, b) => overlap(b, from, to) - overlap(a, from, to) || b.limits.max - a.limits.max,
  );
  return most;
}

function overlap(segment: Segment, from: number, to: number): number {
  return Math.min(segment.to, to) - Math.max(segment.from, from);
}

/**
 * The limits and what decides them where there is room, then marks to the end of the stretch. A label
 * never fills its stretch: two numbers would run into each other.
 */
function drawPiece({ limits, names, marks }: Piece, shade: Shade, { colour }: DrawOptions): string {
  const numbers = limitsText(limits);
  const labels = [`${numbers} ${names} `, `${numbers} `, numbers];
  const label = labels.slice(names === "" ? 1 : 0).find((text) => text.length < marks);
  return shaded((label ?? "").padEnd(marks, shadeMarks[shade]), shade, colour);
}

/**
 * `window office` is `office` on the grid: the list below it has the kind of layer. The baseline needs
 * no name, and lead time looks like the window that it belongs to.
 */
function namesOn(segment: Segment): string {
  return segment.because
    .filter((name) => name !== "baseline" && name !== "readyBefore")
    .map((name) => name.replace(/^(window|schedule|exception|override) /, ""))
    .join("+");
}
