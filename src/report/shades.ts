import { styleText } from "node:util";
import type { Limits } from "../timetable/limits";

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
