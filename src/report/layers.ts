import type { Segment } from "../timetable";

/** Lists what decides a segment besides the baseline; lead time belongs to its window. */
export function listLayers({ reasons }: Pick<Segment, "reasons">): readonly string[] {
  return reasons.filter((reason) => reason !== "baseline" && reason !== "readyBefore");
}

/** `office` for `window office`. */
export function getLayerName(layer: string): string {
  return layer.replace(/^(window|schedule|exception|override) /, "");
}

/** `office+launch` for a chart or grid; empty for the baseline. */
export function formatLayerNames(segment: Pick<Segment, "reasons">): string {
  return listLayers(segment).map(getLayerName).join("+");
}
