import { Temporal } from "temporal-polyfill";
import { aliases, canonical } from "./iana-zones.json";
import type { EpochMinute } from "./instant";
import type { EpochDay, PlainMinute } from "./plain-date-time";

/** A stretch `[from, to)` of real time in which the wall clock shows UTC plus `offsetMinutes`. */
export interface OffsetInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly offsetMinutes: number;
}

/** One moment at which a zone's clock is put forward or back. Offsets in minutes east of UTC. */
export interface ClockChange {
  readonly at: EpochMinute;
  readonly offsetBefore: number;
  readonly offsetAfter: number;
}

/**
 * Wall-clock time `[from, to)` that a clock change leaves out (`cellGap`) or shows twice (`measureOverlap`).
 *
 * `getDistance` is the change: the end of the first pass through an overlap. The second pass ends
 * `to - from` minutes later.
 */
export interface GapOrOverlap {
  readonly kind: "gap" | "overlap";
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly at: EpochMinute;
}

/** Which moment a wall-clock time means that a gap leaves out or an overlap shows twice; as Temporal's `disambiguation`. */
export type Disambiguation = "earlier" | "later" | "compatible";

/**
 * A zone's offsets over `[from, to)`, for plain arithmetic afterwards.
 *
 * In:     a name without `findZoneProblem`; from < to
 * Out:    sorted, gapless, cut to `[from, to)`, neighbours differ
 * Source: the zone data of the running Node (`process.versions.tz`), by Temporal
 */
export function listOffsets(
  zone: string,
  from: EpochMinute,
  to: EpochMinute,
): readonly OffsetInterval[] {
  const stretches: OffsetInterval[] = [];
  let start = from;
  let current = toZonedDateTime(zone, from);
  while (start < to) {
    const offsetMinutes = toOffsetMinutes(current);
    const next = findNextOffsetChange(current);
    const end = next === undefined ? to : Math.min(to, floorToMinute(next));
    if (end > start) stretches.push({ from: start, to: end, offsetMinutes });
    if (next === undefined) break;
    [start, current] = [end, next];
  }
  return stretches;
}

/** The clock changes `getDistance` which lies in `[from, to)`, sorted. */
export function listClockChanges(
  zone: string,
  from: EpochMinute,
  to: EpochMinute,
): readonly ClockChange[] {
  const stretches = listOffsets(zone, from - 1, to);
  return stretches.slice(1).map((after, index) => ({
    at: after.from,
    offsetBefore: stretches[index]?.offsetMinutes ?? after.offsetMinutes,
    offsetAfter: after.offsetMinutes,
  }));
}

/**
 * The missing and doubled wall-clock stretches that touch the plain dates `[from, to)`.
 *
 * Out: sorted by `getDistance`; not cut, so one may begin before `from` or end after `to`
 */
export function listGapsAndOverlaps(
  zone: string,
  from: EpochDay,
  to: EpochDay,
): readonly GapOrOverlap[] {
  // Offsets reach from -12 to +14 hours, and a whole day has been left out (Pacific/Apia, 2011).
  const margin = 2 * 1440;
  return listClockChanges(zone, from * 1440 - margin, to * 1440 + margin)
    .map(({ at, offsetBefore, offsetAfter }) => ({
      kind: offsetAfter > offsetBefore ? ("gap" as const) : ("overlap" as const),
      from: at + Math.min(offsetBefore, offsetAfter),
      to: at + Math.max(offsetBefore, offsetAfter),
      at,
    }))
    .filter((stretch) => stretch.to > from * 1440 && stretch.from < to * 1440);
}

/** Whether the running Node can tell the zone's clock; aliases and fixed offsets too, which timetables refuse. */
export function isKnownZone(zone: string): boolean {
  try {
    return Number.isFinite(getOffsetMinutes(zone, 0));
  } catch {
    return false;
  }
}

/** Minutes east of UTC that the zone's clock shows at a moment. */
export function getOffsetMinutes(zone: string, at: EpochMinute): number {
  return toOffsetMinutes(toZonedDateTime(zone, at));
}

/** What the zone's clock shows at a moment. */
export function toPlainMinute(zone: string, at: EpochMinute): PlainMinute {
  return at + getOffsetMinutes(zone, at);
}

/**
 * The moment at which the zone's clock shows a time.
 *
 * In: `compatible` takes an overlap's first pass, and moves a time in a gap to later by the gap's length
 */
export function toEpochMinute(
  zone: string,
  plain: PlainMinute,
  disambiguation: Disambiguation,
): EpochMinute {
  const utc = new Date(plain * 60_000).toISOString().slice(0, 16);
  return floorToMinute(Temporal.PlainDateTime.from(utc).toZonedDateTime(zone, { disambiguation }));
}

function toZonedDateTime(zone: string, at: EpochMinute): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at * 60_000).toZonedDateTimeISO(zone);
}

/** A transition may change only the zone's name, or a part of a minute before 1972: those are skipped. */
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

/** Why a zone's name is refused; `suggestion` is a canonical name, absent when none comes near. */
export interface ZoneProblem {
  readonly reason: string;
  readonly suggestion?: string;
}

const canonicalNames: ReadonlySet<string> = new Set(canonical);
const aliasTargets: ReadonlyMap<string, string> = new Map(Object.entries(aliases));

/**
 * Why a name is no zone for a timetable.
 *
 * Canonical is what IANA lists for users to choose from, and `UTC`. The list comes from the database
 * itself, not from `Intl.supportedValuesOf`, which lacks Asia/Kolkata, Europe/Kyiv and UTC.
 *
 * Out:    undefined for a canonical name with rules, in its exact spelling
 * Source: "canonical names of the IANA time zones supported by Joda-Time",
 *         https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function findZoneProblem(name: string): ZoneProblem | undefined {
  if (canonicalNames.has(name)) return undefined;
  const target = aliasTargets.get(name);
  if (target !== undefined) return { reason: describeAlias(name, target), suggestion: target };
  if (/^((Etc\/)?(GMT|UTC)|UT)? *[+-−]?\d{1,2}(:?\d{2})?$/.test(name)) {
    return { reason: `"${name}" is a fixed offset: it has no daylight saving rules` };
  }
  const suggestion = findClosestZone(name);
  return {
    reason: `"${name}" is not a name in the IANA time zone database`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function describeAlias(name: string, target: string): string {
  if (target === "UTC") return `"${name}" is not the canonical name of UTC`;
  if (/^[A-Z]{2,4}$/.test(name) && !/^(PRC|ROC|ROK|NZ|GB)$/.test(name)) {
    return `"${name}" has no daylight saving rules and AWS may not know it`;
  }
  return `"${name}" is an old name of ${target}`;
}

/** The canonical name that a misspelt one is nearest to: by the whole name, or by its place alone. */
function findClosestZone(name: string): string | undefined {
  const wanted = name.trim().toLowerCase().replaceAll(" ", "_");
  const candidates = [...canonicalNames, ...aliasTargets.keys()].map((candidate) => {
    const whole = candidate.toLowerCase();
    const place = whole.slice(whole.lastIndexOf("/") + 1);
    return {
      zone: aliasTargets.get(candidate) ?? candidate,
      distance: computeEditDistance(wanted, wanted.includes("/") ? whole : place),
    };
  });
  const best = candidates.toSorted((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= wanted.length / 3 ? best.zone : undefined;
}

/** Levenshtein's distance: insertions, deletions and replacements of one letter. */
function computeEditDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
