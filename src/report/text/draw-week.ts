import { styleText } from "node:util";
import type { Limits } from "../../timetable";
import { type EpochDay, formatWeekday, minutesPerDay, toDateParts } from "../../timetable/time";

/** Marks for capacity without color, least first. */
const shadeMarks = ["░", "▒", "▓", "█"] as const;

const shadeColors = ["blue", "cyan", "yellow", "magenta"] as const;

/** 0 for the lowest limits, 3 for the highest. */
export type Shade = 0 | 1 | 2 | 3;

/**
 * Assigns shades to limits by rank, not by size, so that up to four pairs look different.
 * @returns a lookup; limits that are not in `all` get the lowest shade
 */
export function createShadeLookup(all: readonly Limits[]): (limits: Limits) => Shade {
  const key = ({ min, max }: Limits): string => `${min} ${max}`;
  const distinct = [...new Map(all.map((limits) => [key(limits), limits])).values()];
  const ranked = distinct.toSorted((a, b) => a.max - b.max || a.min - b.min).map(key);
  const levels = Math.max(1, ranked.length - 1);
  const shades = new Map(ranked.map((name, rank) => [name, toShade((rank / levels) * 3)]));
  return (limits) => shades.get(key(limits)) ?? 0;
}

function colorText(text: string, shade: Shade, color: boolean): string {
  return color ? styleText(shadeColors[shade], text, { validateStream: false }) : text;
}

function toShade(value: number): Shade {
  const rounded = Math.round(value);
  return rounded <= 0 ? 0 : rounded === 1 ? 1 : rounded === 2 ? 2 : 3;
}

/** One interval of a drawn week. */
export interface WeekCell {
  /** Minutes from Monday 00:00, as `to`. */
  readonly from: number;
  readonly to: number;
  /** The first that fits is printed: longest first. */
  readonly labels: readonly string[];
  readonly shade: Shade;
  /**
   * Fills the rest.
   * @default the mark of the shade
   */
  readonly mark?: string;
  /** Of two intervals that share a mark equally, the heavier one shows. */
  readonly weight: number;
}

/** How to draw; `width` is the maximum number of columns. */
export interface DrawOptions {
  readonly width: number;
  readonly color: boolean;
}

/** The week to draw. */
export interface WeekRows {
  /** Absent for the week that repeats. */
  readonly monday?: EpochDay;
  /** Days whose label gets a `*`, 0 = Monday. */
  readonly flagged?: readonly number[];
}

/** Part of a row that looks the same; `marks` is its width in columns. */
interface RowPiece {
  readonly cell: WeekCell;
  readonly marks: number;
}

/**
 * Draws a week as rows of days and columns of time.
 *
 * A mark is an hour or a half, third, quarter or sixth of it, whatever fits the width. It shows the cell that
 * covers most of it, but a cell that lies inside one mark always shows.
 * @param cells sorted, gapless over `[0, 10080)`
 * @param options below 31 columns the grid is wider than `width`
 * @returns a scale, then seven days, without a newline at the end
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

export function chooseMarksPerHour(columns: number): number {
  return [6, 4, 3, 2].find((marks) => marks * 24 <= columns) ?? 1;
}

function formatRowLabels(monday: EpochDay | undefined): readonly string[] {
  return Array.from({ length: 7 }, (_, day) =>
    monday === undefined
      ? formatWeekday(day)
      : `${formatWeekday(day)} ${String(toDateParts(monday + day).day).padStart(2)}`,
  );
}

export function drawScale(perHour: number): string {
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
  const [shown] = (within.length > 0 ? within : cells).toSorted(
    (a, b) => measureOverlap(b, from, to) - measureOverlap(a, from, to) || b.weight - a.weight,
  );
  return shown;
}

function measureOverlap(cell: WeekCell, from: number, to: number): number {
  return Math.min(cell.to, to) - Math.max(cell.from, from);
}

/** A label never fills its piece: two numbers would run into each other. */
function drawPiece({ cell, marks }: RowPiece, color: boolean): string {
  const label = cell.labels.find((text) => text.length < marks) ?? "";
  return colorText(label.padEnd(marks, cell.mark ?? shadeMarks[cell.shade]), cell.shade, color);
}
