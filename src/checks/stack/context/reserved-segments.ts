import type { CapacityReservationConfig } from "../../../config/schema";
import { replayActions } from "../../../plan/replay";
import { groupBy, listSegments, type Segment } from "../../../timetable";
import { isKnownZone, parsePlainDate, toPlainMinute } from "../../../timetable/time";
import { listConfiguredLimits } from "./configured-limits";
import { type EndpointContext, getScheduleHorizon } from "./endpoint-context";

/** Limits within or outside the time of a reservation, and what in the stack file gives them. */
export interface ReservedSegment {
  /** As messages name it: `window "office"`. */
  readonly what: string;
  readonly minPath: string;
  /** One time at which they apply. */
  readonly segment: Segment;
}

/**
 * Lists the limits of the years that the plan covers which lie within or outside the reservation and have a wrong min.
 * @returns one for each min of the stack file
 */
export function listReservedSegments(
  context: EndpointContext,
  side: "within" | "outside",
  isWrong: (min: number, reservation: CapacityReservationConfig) => boolean,
): readonly ReservedSegment[] {
  const { capacityReservation: reservation } = context.sections.variant ?? {};
  if (reservation === undefined || reservation.from >= reservation.until) return [];
  const { from, until } = reservation;
  const wrong = listPlannedSegments(context)
    .flatMap((segment) => cutAt(segment, [from, until]))
    .filter((segment) => (segment.from >= from && segment.to <= until) === (side === "within"))
    .filter(({ limits, paused }) => paused !== true && isWrong(limits.min, reservation));
  // What begins after the reservation shows more than what is over.
  const found = [...wrong.filter((each) => each.from >= until), ...wrong.filter((each) => each.from < until)]
    .toSorted((a, b) => Number(isEarly(a)) - Number(isEarly(b)))
    .map((segment) => ({ ...findSource(context, segment), segment }));
  return groupBy(found, ({ minPath }) => minPath).map(([first]) => first);
}

/** The segments of the years that the plan covers, in plain minutes. */
function listPlannedSegments(context: EndpointContext): readonly Segment[] {
  const { timeline, plan, sections, timezone } = context;
  const [first, last] = [plan?.horizon.from, plan?.horizon.to].map((date) => parsePlainDate(date ?? ""));
  if (first === undefined || last === undefined) return [];
  if (timeline !== undefined) return listSegments(timeline, first * 1440, last * 1440);
  const horizon = getScheduleHorizon(context);
  if (horizon === undefined || sections.baseline === undefined) return [];
  const zone = timezone !== undefined && isKnownZone(timezone) ? timezone : "UTC";
  const span = { from: horizon.from, to: horizon.to, overlap: "once", initial: sections.baseline } as const;
  const { steps } = replayActions(horizon.actions, span);
  return steps.map(({ from, limits, action }, index) => ({
    from: toPlainMinute(zone, from),
    to: toPlainMinute(zone, steps[index + 1]?.from ?? horizon.to),
    limits,
    reasons: [action === undefined ? "baseline" : `schedule ${action}`],
  }));
}

function cutAt(segment: Segment, edges: readonly number[]): readonly Segment[] {
  const cuts = edges.filter((at) => at > segment.from && at < segment.to);
  return [segment.from, ...cuts].map((from, index) => ({ ...segment, from, to: cuts[index] ?? segment.to }));
}

/** The first layer of a segment that has its min. */
function findSource(context: EndpointContext, { limits, reasons }: Segment): Omit<ReservedSegment, "segment"> {
  const names = reasons.map(nameLayer);
  const early = isEarly({ reasons }) ? " (readyBefore)" : "";
  const named = listConfiguredLimits(context).filter(({ what }) => names.includes(what));
  const source = named.find((each) => each.limits.min === limits.min) ?? named[0];
  return source === undefined
    ? { what: `${names[0] ?? "the timetable"}${early}`, minPath: `${context.path}.timetable` }
    : { what: `${source.what}${early}`, minPath: source.minPath };
}

function isEarly({ reasons }: Pick<Segment, "reasons">): boolean {
  return reasons.includes("readyBefore");
}

/** A layer of a timeline, in the words of `listConfiguredLimits`. */
function nameLayer(layer: string): string {
  if (layer === "baseline") return "the baseline";
  if (layer.startsWith("override")) return "the override";
  return layer
    .replace(/^(window|schedule) (.*)$/su, '$1 "$2"')
    .replace(/^exception (.*)$/su, 'the exception for calendar "$1"');
}
