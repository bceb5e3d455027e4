import { styleText } from "node:util";
import type { LoadWeek } from "../../recommend";
import { formatWeekday } from "../../timetable/time";
import { chooseMarksPerHour, type DrawOptions, drawScale } from "./draw-week";

const levels = "▁▂▃▄▅▆▇█";

const labelWidth = "Mon capacity ".length;

const slotsPerDay = 48;

/**
 * Draws the load and the capacity in service of a week, two rows a day on one scale, and a third one if requests are
 * short.
 * @returns a heading, a scale of hours, then the days, without a newline at the end
 */
export function drawLoad(week: LoadWeek, { width, color }: DrawOptions): string {
  const perHour = Math.min(2, chooseMarksPerHour(width - labelWidth));
  const [load, capacity, short] = [week.load, week.capacity, week.short].map((values) => averageSlots(values, perHour));
  const marks = 24 * perHour;
  const top = [...(load ?? []), ...(capacity ?? [])].reduce((most, value) => Math.max(most, value || 0), 0);
  const paint = (tone: "cyan" | "yellow" | "magenta", text: string) =>
    color ? styleText(tone, text, { validateStream: false }) : text;
  const lines = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => {
    const cut = (values: readonly number[] = []) => values.slice(day * marks, (day + 1) * marks);
    const draw = (values: readonly number[]) => values.map((value) => drawLevel(value, top)).join("");
    const missing = cut(short).map((value) => (value > 0 ? "!" : " "));
    return [
      `${`${formatWeekday(day)} load`.padEnd(labelWidth)}${paint("cyan", draw(cut(load)))}`,
      `${"    capacity".padEnd(labelWidth)}${paint("yellow", draw(cut(capacity)))}`,
      ...(missing.includes("!")
        ? [`${"    short".padEnd(labelWidth)}${paint("magenta", missing.join("").trimEnd())}`]
        : []),
    ];
  });
  return [`${" ".repeat(labelWidth)}${drawScale(perHour)}`, ...lines.map((line) => line.trimEnd())].join("\n");
}

/** Slots without data do not count. */
function averageSlots(values: Float64Array, perHour: number): readonly number[] {
  const size = slotsPerDay / 24 / perHour;
  return Array.from({ length: values.length / size }, (_, mark) => {
    const known = [...values.slice(mark * size, (mark + 1) * size)].filter((value) => value >= 0);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

function drawLevel(value: number, top: number): string {
  if (!(value >= 0)) return " ";
  return levels[Math.min(levels.length - 1, Math.floor((value / top) * levels.length))] ?? "▁";
}
