import { datePartsOf, dayMinutes, type EpochDay } from "../time/plain-date";
import { shaded, shadeMarks, type Shade } from "./shades";
import { dayName } from "./week-words";

/**
 * A stretch of a week as it is drawn.
 *
 * `from`, `to`: minutes from Monday 00:00
 * `labels`:     what is written where there is room, the longest first
 * `mark`:       fills the rest; absent: the shade's own
 * `weight`:     which of two stretches that share a mark equally is shown, the larger one
 */
export interface WeekCell {
  readonly from: number;
  readonly to: number;
  readonly labels: readonly string[];
  readonly shade: Shade;
  readonly mark?: string;
  readonly weight: number;
}

/** How to draw: columns to stay within, and whether colour may be used. */
export interface DrawOptions {
  readonly width: number;
  readonly colour: boolean;
}

/**
 * Which week is drawn.
 *
 * `monday`:  the date of the first row for a real week; absent for the week that repeats
 * `flagged`: days whose label gets a `*`, 0 = Monday; what it means is told below the grid
 */
export interface WeekRows {
  readonly monday?: EpochDay;
  readonly flagged?: readonly number[];
}

/** One stretch of a row that looks the same: `marks` columns wide. */
interface Piece {
  readonly cell: WeekCell;
  readonly marks: number;
}

/**
 * A week as rows of days and columns of time.
 *
 * A mark is an hour, a half, a third, a quarter or a sixth of one, whatever fits the width. It shows
 * the cell that holds most of it, except that a cell which lies wholly inside one mark is never lost.
 *
 * In:  cells sorted, gapless over `[0, 10080)`; a width of at least 31 columns, below that the grid is
 *      wider than asked
 * Out: lines without a newline at the end: a scale, then seven days
 */
export function drawWeek(cells: readonly WeekCell[], rows: WeekRows, options: DrawOptions): string {
  const labels = rowLabels(rows.monday);
  const labelWidth = Math.max(...labels.map((label) => label.length)) + 1;
  const perHour = marksPerHour(options.width - labelWidth);
  const lines = labels.map((label, day) => {
    const drawn = piecesOf(cells, day, perHour).map((piece) => drawPiece(piece, options.colour));
    const flag = rows.flagged?.includes(day) === true ? "*" : "";
    return `${(label + flag).padEnd(labelWidth)}${drawn.join("")}`;
  });
  return [`${" ".repeat(labelWidth)}${scale(perHour)}`, ...lines].join("\n");
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

function piecesOf(cells: readonly WeekCell[], day: number, perHour: number): readonly Piece[] {
  const markMinutes = 60 / perHour;
  const dayStart = day * dayMinutes;
  const today = cells.filter((cell) => cell.to > dayStart && cell.from < dayStart + dayMinutes);
  const pieces: Piece[] = [];
  for (let mark = 0; mark < 24 * perHour; mark++) {
    const from = dayStart + mark * markMinutes;
    const cell = shownIn(today, from, from + markMinutes);
    const last = pieces.at(-1);
    if (cell === undefined) continue;
    if (last !== undefined && looksTheSame(last.cell, cell)) {
      pieces[pieces.length - 1] = { ...last, marks: last.marks + 1 };
    } else {
      pieces.push({ cell, marks: 1 });
    }
  }
  return pieces;
}

function looksTheSame(a: WeekCell, b: WeekCell): boolean {
  return a.labels[0] === b.labels[0] && a.shade === b.shade && a.mark === b.mark;
}

function shownIn(cells: readonly WeekCell[], from: number, to: number): WeekCell | undefined {
  const within = cells.filter((cell) => cell.from >= from && cell.to <= to);
  const [most] = (within.length > 0 ? within : cells).toSorted(
    (a, b) => overlap(b, from, to) - overlap(a, from, to) || b.weight - a.weight,
  );
  return most;
}

function overlap(cell: WeekCell, from: number, to: number): number {
  return Math.min(cell.to, to) - Math.max(cell.from, from);
}

/**
 * A label where there is room, then marks to the end of the stretch. A label never fills its stretch:
 * two numbers would run into each other.
 */
function drawPiece({ cell, marks }: Piece, colour: boolean): string {
  const label = cell.labels.find((text) => text.length < marks) ?? "";
  return shaded(label.padEnd(marks, cell.mark ?? shadeMarks[cell.shade]), cell.shade, colour);
}
