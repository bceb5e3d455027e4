import { Temporal } from "temporal-polyfill";
import type { EpochMinute } from "./instant";
import type { EpochDay, PlainMinute } from "./plain-date-time";
import { findShippedOffsets } from "./zone-rules";

/** An interval `[from, to)` of real time in which the wall clock shows UTC plus `offsetMinutes`. */
export interface OffsetInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly offsetMinutes: number;
}

/** A moment at which a zone's clock goes forward or back. Offsets in minutes east of UTC. */
export interface ClockChange {
  readonly at: EpochMinute;
  readonly offsetBefore: number;
  readonly offsetAfter: number;
}

/**
 * Wall-clock time `[from, to)` that a clock change skips (`gap`) or shows twice (`overlap`).
 *
 * `at`: the change. An overlap's first pass ends there, its second pass `to - from` minutes later.
 */
export interface GapOrOverlap {
  readonly kind: "gap" | "overlap";
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly at: EpochMinute;
}

/** Which moment a wall-clock time in a gap or overlap means, as in Temporal's `disambiguation`. */
export type Disambiguation = "earlier" | "later" | "compatible";

/**
 * Lists a zone's offsets over `[from, to)`: sorted, gapless, neighbors differ. Uses the newer of two sets of zone
 * data: that of the running Node (`process.versions.tz`), and that which comes with the program.
 * @throws RangeError for a zone that `isKnownZone` refuses.
 */
export function listOffsets(zone: string, from: EpochMinute, to: EpochMinute): readonly OffsetInterval[] {
  const shipped = findShippedOffsets(zone);
  if (shipped !== undefined) {
    return shipped
      .filter((interval) => interval.from < to && interval.to > from)
      .map((interval) => ({ ...interval, from: Math.max(from, interval.from), to: Math.min(to, interval.to) }));
  }
  const intervals: OffsetInterval[] = [];
  let start = from;
  let current = toZonedDateTime(zone, from);
  while (start < to) {
    const offsetMinutes = toOffsetMinutes(current);
    const next = findNextOffsetChange(current);
    const end = next === undefined ? to : Math.min(to, floorToMinute(next));
    if (end > start) intervals.push({ from: start, to: end, offsetMinutes });
    if (next === undefined) break;
    [start, current] = [end, next];
  }
  return intervals;
}

/** Lists the clock changes in `[from, to)`, sorted. */
export function listClockChanges(zone: string, from: EpochMinute, to: EpochMinute): readonly ClockChange[] {
  const intervals = listOffsets(zone, from - 1, to);
  return intervals
    .slice(1)
    .map((after, index) => ({
      at: after.from,
      offsetBefore: intervals[index]?.offsetMinutes ?? after.offsetMinutes,
      offsetAfter: after.offsetMinutes,
    }));
}

/** Lists the gaps and overlaps that touch the plain dates `[from, to)`, sorted and uncut. */
export function listGapsAndOverlaps(zone: string, from: EpochDay, to: EpochDay): readonly GapOrOverlap[] {
  // Offsets reach from -12 to +14 hours, and a whole day has been left out (Pacific/Apia, 2011).
  const margin = 2 * 1440;
  return listClockChanges(zone, from * 1440 - margin, to * 1440 + margin)
    .map(({ at, offsetBefore, offsetAfter }) => ({
      kind: offsetAfter > offsetBefore ? ("gap" as const) : ("overlap" as const),
      from: at + Math.min(offsetBefore, offsetAfter),
      to: at + Math.max(offsetBefore, offsetAfter),
      at,
    }))
    .filter((interval) => interval.to > from * 1440 && interval.from < to * 1440);
}

/** Whether the zone data has the zone. Also true for aliases and fixed offsets, which timetables refuse. */
export function isKnownZone(zone: string): boolean {
  try {
    return Number.isFinite(getOffsetMinutes(zone, 0));
  } catch {
    return false;
  }
}

/** Returns the zone's offset at a moment, in minutes east of UTC. */
export function getOffsetMinutes(zone: string, at: EpochMinute): number {
  const shipped = findShippedOffsets(zone)?.find(({ to }) => at < to);
  return shipped?.offsetMinutes ?? toOffsetMinutes(toZonedDateTime(zone, at));
}

/** Converts a moment to the zone's wall clock. */
export function toPlainMinute(zone: string, at: EpochMinute): PlainMinute {
  return at + getOffsetMinutes(zone, at);
}

/**
 * Converts a moment to the wall clock, which stays at its last minute during the second pass of an overlap: what
 * changes in a doubled hour changes in the first pass.
 */
export function toFirstPassMinute(zone: string, at: EpochMinute): PlainMinute {
  const intervals = listOffsets(zone, at - 1440, at + 1);
  return Math.max(...intervals.map(({ to, offsetMinutes }) => to + offsetMinutes - 1));
}

/**
 * Converts wall-clock time to a moment. `compatible`: the first pass of an overlap; a time in a gap moves later
 * by the gap's length.
 */
export function toEpochMinute(zone: string, plain: PlainMinute, disambiguation: Disambiguation): EpochMinute {
  if (findShippedOffsets(zone) === undefined) {
    const utc = new Date(plain * 60_000).toISOString().slice(0, 16);
    return floorToMinute(Temporal.PlainDateTime.from(utc).toZonedDateTime(zone, { disambiguation }));
  }
  // Offsets of both sides of a change nearby: a clock is less than a day away from UTC.
  const [before, after] = [getOffsetMinutes(zone, plain - 1440), getOffsetMinutes(zone, plain + 1440)];
  const moments = [plain - before, plain - after].filter((at) => toPlainMinute(zone, at) === plain);
  const isGap = moments.length === 0;
  const candidates = isGap ? [plain - before, plain - after] : moments;
  const isLater = disambiguation === "later" || (isGap && disambiguation === "compatible");
  return isLater ? Math.max(...candidates) : Math.min(...candidates);
}

function toZonedDateTime(zone: string, at: EpochMinute): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at * 60_000).toZonedDateTimeISO(zone);
}

/** Skips transitions that change only the zone's name, or part of a minute before 1972. */
function findNextOffsetChange(current: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  const next = current.getTimeZoneTransition("next");
  if (next === null) return undefined;
  return toOffsetMinutes(next) === toOffsetMinutes(current) ? findNextOffsetChange(next) : next;
}

function toOffsetMinutes(zoned: Temporal.ZonedDateTime): number {
  return Math.round(zoned.offsetNanoseconds / 60e9);
}

function floorToMinute(zoned: Temporal.ZonedDateTime): EpochMinute {
  return Math.floor(zoned.epochMilliseconds / 60_000);
}
