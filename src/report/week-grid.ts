import type { Limits } from "../timetable/limits";
import type { Segment } from "../timetable/timeline";
import { formatLimits } from "./limits-text";
import { createShadeLookup, type Shade } from "./shades";
import { type DrawOptions, drawWeek, type WeekCell, type WeekRows } from "./week-cells";

/**
 * The limits of a week as a grid of days and hours, each stretch with its limits and window.
 *
 * In:  `segments`: minutes from Monday 00:00, sorted, gapless over `[0, 10080)`
 * Out: see `drawWeek`; more instances are darker
 */
export function drawLimitsWeek(
  segments: readonly Segment[],
  rows: WeekRows,
  options: DrawOptions,
): string {
  const shadeOf = createShadeLookup(segments.map((segment) => segment.limits));
  return drawWeek(
    segments.map((segment) => createCell(segment, shadeOf)),
    rows,
    options,
  );
}

function createCell(segment: Segment, shadeOf: (limits: Limits) => Shade): WeekCell {
  const { from, to, limits } = segment;
  const numbers = formatLimits(limits);
  const names = formatLayerNames(segment);
  return {
    from,
    to,
    labels: [...(names === "" ? [] : [`${numbers} ${names} `]), `${numbers} `, numbers],
    shade: shadeOf(limits),
    weight: limits.max,
  };
}

/**
 * `window office` is `office` on the grid: the list below it has the kind of layer. The baseline needs
 * no name, and lead time looks like the window that it belongs to.
 */
function formatLayerNames(segment: Segment): string {
  return segment.reasons
    .filter((name) => name !== "baseline" && name !== "readyBefore")
    .map((name) => name.replace(/^(window|schedule|exception|override) /, ""))
    .join("+");
}
