import { dayMinutes } from "../time/plain-date";
import { endMoved, moved, startMoved, type WindowShape } from "./window-shape";

/** Where a window is held while it is dragged. */
export type Grip = "whole" | "start" | "end";

/**
 * A window that is dragged by some minutes: what is held comes to lie on a multiple of `step`.
 *
 * Out: moved by whole days only, a window keeps its times, however odd
 */
export function draggedShape(
  shape: WindowShape,
  grip: Grip,
  minutes: number,
  step: number,
): WindowShape {
  const end = shape.from + shape.length;
  switch (grip) {
    case "whole": {
      const days = Math.round(minutes / dayMinutes) * dayMinutes;
      const onlyDays = Math.abs(minutes - days) < step / 2;
      return moved(shape, onlyDays ? days : snapped(shape.from + minutes, step) - shape.from);
    }
    case "start":
      return startMoved(shape, snapped(shape.from + minutes, step) - shape.from, step);
    case "end":
      return endMoved(shape, snapped(end + minutes, step) - end, step);
  }
}

/** A new window between two minutes of a day, in either order, at least a step long. */
export function drawnShape(day: number, one: number, other: number, step: number): WindowShape {
  const from = Math.min(Math.floor(Math.min(one, other) / step) * step, dayMinutes - step);
  const to = Math.min(Math.ceil(Math.max(one, other) / step) * step, dayMinutes);
  return { days: [day], from, length: Math.max(to - from, step) };
}

function snapped(minute: number, step: number): number {
  return Math.round(minute / step) * step;
}
