import { minutesPerDay } from "../time/plain-date";
import { moveEnd, moveShape, moveStart, type WindowShape } from "./window-shape";

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
