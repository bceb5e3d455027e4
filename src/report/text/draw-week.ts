import { styleText } from "node:util";
import type { Limits } from "../../timetable";
import { type EpochDay, formatWeekday, minutesPerDay, toDateParts } from "../../timetable/time";

/** How much capacity a mark stands for, least first; used where color is not to be had. */
export const shadeMarks = ["░", "▒", "▓", "█"] as const;

const shadeColors = ["blue", "cyan", "yellow", "magenta"] as const;

/** 0 for the least limits, 3 for the most. */
export type Shade = 0 | 1 | 2 | 3;

/**
 * Which shade each pair of limits gets.
 *
 * Shades go by rank, not by size, so that two different pairs look different as long as there are at
 * most four of them.
 *
 * Out: a lookup; pairs that were not in `all` get the least shade
 */
export function createShadeLookup(all: readonly Limits[]): (limits: Limits) => Shade {
  const key = ({ min, max }: Limits): string => `${min} ${max}`;
  const distinct = [...new Map(all.map((limits) => [key(limits), limits])).values()];
  const ranked = distinct.toSorted((a, b) => a.max - b.max || a.min - b.min).map(key);
  const levels = Math.max(1, ranked.length - 1);
  const shades = new Map(ranked.map((name, rank) => [name, toShade((rank / levels) * 3)]));
  return (limits) => shades.get(key(limits)) ?? 0;
}

/** A text in a shade's color; unchanged where color is off. */
export function colorText(text: string, shade: Shade, color: boolean): string {
  return color ? styleText(shadeColors[shade], text, { validateStream: false }) : text;
}

function toShade(value: number): Shade {
  const rounded = Math.round(value);
  return rounded <= 0 ? 0 : rounded === 1 ? 1 : rounded === 2 ? 2 : 3;
}

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

/** How to draw: columns to stay within, and whether color may be used. */
export interface DrawOptions {
  readonly width: number;
  readonly color: boolean;
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
interface RowPiece {
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
  const labels = formatRowLabels(rows.monday);
  const labelWidth = Math.max(...labels.map((label) => label.length)) + 1;
  const perHour = chooseMarksPerHour(options.width - labelWidth);
  const lines = labels.map((label, day) => {
    const drawn = splitRow(cells, day, perHour).map((piece) => drawPiece(piece, options.color));
    const flag = rows.flagged?.includes(day) === true ? "*" : "";
    return `${(label + flag).padEnd(labelWidth)}${drawn.join("")}`;
  });
  return [`${" ".repeat(labelWidth)}${drawScale(perHour)}`, ...lines].join("\n");
}

/** The marks that an hour gets, so that 24 hours fit. */
function chooseMarksPerHour(columns: number): number {
  return [6, 4, 3, 2].find((marks) => marks * 24 <= columns) ?? 1;
}

function formatRowLabels(monday: EpochDay | undefined): readonly string[] {
  return Array.from({ length: 7 }, (_, day) =>
    monday === undefined
      ? formatWeekday(day)
      : `${formatWeekday(day)} ${String(toDateParts(monday + day).day).padStart(2)}`,
  );
}

/** The hours above the rows, as many as stay apart. */
function drawScale(perHour: number): string {
  const step = [1, 2, 3, 4, 6].find((hours) => hours * perHour >= 4) ?? 6;
  return Array.from({ length: 24 / step }, (_, n) => String(n * step).padEnd(step * perHour))
    .join("")
    .trimEnd();
}

function splitRow(cells: readonly WeekCell[], day: number, perHour: number): readonly RowPiece[] {
  const markMinutes = 60 / perHour;
  const dayStart = day * minutesPerDay;
  const today = cells.filter((cell) => cell.to > dayStart && cell.from < dayStart + minutesPerDay);
  const pieces: RowPiece[] = [];
  for (let mark = 0; mark < 24 * perHour; mark++) {
    const from = dayStart + mark * markMinutes;
    const cell = findShownCell(today, from, from + markMinutes);
    const last = pieces.at(-1);
    if (cell === undefined) continue;
    if (last !== undefined && isSameLook(last.cell, cell)) {
      pieces[pieces.length - 1] = { ...last, marks: last.marks + 1 };
    } else {
      pieces.push({ cell, marks: 1 });
    }
  }
  return pieces;
}

function isSameLook(a: WeekCell, b: WeekCell): boolean {
  return a.labels[0] === b.labels[0] && a.shade === b.shade && a.mark === b.mark;
}

function findShownCell(cells: readonly WeekCell[], from: number, to: number): WeekCell | undefined {
  const within = cells.filter((cell) => cell.from >= from && cell.to <= to);
  const [most] = (within.length > 0 ? within : cells).toSorted(
    (a, b) => measureOverlap(b, from, to) - measureOverlap(a, from, to) || b.weight - a.weight,
  );
  return most;
}

function measureOverlap(cell: WeekCell, from: number, to: number): number {
  return Math.min(cell.to, to) - Math.max(cell.from, from);
}

/**
 * A label where there is room, then marks to the end of the stretch. A label never fills its stretch:
 * two numbers would run into each other.
 */
function drawPiece({ cell, marks }: RowPiece, color: boolean): string {
  const label = cell.labels.find((text) => text.length < marks) ?? "";
  return colorText(label.padEnd(marks, cell.mark ?? shadeMarks[cell.shade]), cell.shade, color);
}
