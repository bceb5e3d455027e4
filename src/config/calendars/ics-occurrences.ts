import { formatPlainDate, parsePlainDate, type PlainMinute } from "../../timetable/time";
import {
  formatEventName,
  getSequence,
  type IcsEvent,
  type IcsEventSet,
  type IcsLibrary,
  type IcsTime,
  isCancelled,
  parseDuration,
  readTimes,
  toInstant,
} from "./ics-events";
import type { IcsZone } from "./ics-zones";
import { countRuleSteps, expandRecurrenceRule, parseRecurrenceRule, type RecurrenceRule } from "./recurrence-rule";

/** One occurrence of an event, `[from, to)` in local time. */
export interface Occurrence {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly allDay: boolean;
  /** On the clock of UTC, because no other zone is known. */
  readonly inUtc: boolean;
  readonly name: string;
  readonly description: string;
}

export interface Occurrences {
  readonly found: readonly Occurrence[];
  readonly endless: boolean;
  /** The work that the rules took. */
  readonly steps: number;
  /** A sentence for each replacement that cannot be placed. */
  readonly leftOut: readonly string[];
}

interface ClockZones {
  readonly zone: IcsZone | undefined;
  readonly calendarZone: IcsZone | undefined;
}

interface Span {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
}

/** A start of an event, on the clock of DTSTART. */
interface Start {
  readonly plain: PlainMinute;
  readonly minutes: number;
}

/** Some seconds of work: 80 events of every day since 2015 take as much. */
export const maxRuleSteps = 400_000;

/** An occurrence takes as long as two steps without one. */
const stepsOfStart = 2;

/** How far an event may move all later occurrences. */
const maxMovedMinutes = 366 * 1440;

/**
 * Lists the occurrences in a span, moved ones at their new time, without canceled or excluded ones.
 * @throws {Error} if the event has no date, or a time, zone or rule that cannot be read
 */
export function listOccurrences(event: IcsEventSet, ical: IcsLibrary, span: Span, clock: ClockZones): Occurrences {
  const { start, minutes } = readStartAndLength(event, ical);
  const rules = readRules(event);
  const wide = { from: span.from - minutes - maxMovedMinutes, to: span.to + maxMovedMinutes };
  const steps = rules.reduce((sum, rule) => sum + countRuleSteps(rule, start.plain, wide.to), 0);
  if (steps > maxRuleSteps) throw new Error("it recurs too often to be a list of dates");
  const starts: readonly Start[] = [
    { plain: start.plain, minutes },
    ...rules.flatMap((rule) => listRuleStarts(rule, start, wide, ical).map((plain) => ({ plain, minutes }))),
    ...readTimes(event, "rdate", ical).map(({ start: added, minutes: own = minutes }) => ({
      plain: toPlainAt(added, start, clock),
      minutes: own,
    })),
  ];
  const excluded = readTimes(event, "exdate", ical).map((times) => times.start);
  const { replacements, leftOut } = readReplacements(event, start, ical, clock);
  const isAbsent = createTimeTest([...excluded, ...replacements.map(({ at }) => at)], start, clock);
  const futures = replacements.filter(({ andFuture }) => andFuture);
  const regular = starts
    .filter(({ plain }) => !isAbsent(plain))
    .flatMap((each) => {
      const later = futures.findLast(({ plain }) => plain <= each.plain);
      if (later === undefined) return [toOccurrence(event, { ...start, plain: each.plain }, each.minutes, clock)];
      const plain = later.start.plain + each.plain - later.plain;
      return later.cancelled ? [] : [toOccurrence(later.event, { ...later.start, plain }, later.minutes, clock)];
    });
  const replaced = replacements
    .filter(({ cancelled }) => !cancelled)
    .map((each) => toOccurrence(each.event, each.start, each.minutes, clock));
  const lost = findLost(replacements, starts, start).filter(({ plain }) => plain >= wide.from && plain <= wide.to);
  return {
    found: [...regular, ...replaced],
    endless: rules.some(({ isEndless }) => isEndless),
    steps: steps + starts.length * stepsOfStart,
    leftOut: [...leftOut, ...lost.map((each) => formatLost(each, event))],
  };
}

function listRuleStarts(
  rule: RecurrenceRule,
  start: IcsTime,
  { from, to }: Span,
  ical: IcsLibrary,
): readonly PlainMinute[] {
  const last = Math.min(to, toLastMinute(rule, start));
  return expandRecurrenceRule(ical.RRuleTemporal, rule, start.plain, { from: Math.max(from, start.plain), to: last });
}

/** Finds replacements of occurrences that do not exist. */
function findLost(
  replacements: readonly Replacement[],
  starts: readonly Start[],
  { zone }: IcsTime,
): readonly Replacement[] {
  // A time that a clock change skips is a later time.
  const known = new Set(starts.flatMap(({ plain }) => [plain, zone.toPlain(zone.toInstant(plain))]));
  const dates = new Set(starts.map(({ plain }) => Math.floor(plain / 1440)));
  return replacements.filter(
    ({ at, plain }) => !(at.isDate ? dates.has(Math.floor(at.plain / 1440)) : known.has(plain)),
  );
}

function formatLost({ event, at, cancelled }: Replacement, whole: IcsEvent): string {
  const date = formatPlainDate(Math.floor(at.plain / 1440));
  const effect = cancelled ? "cancels" : "replaces";
  return `${formatEventName(event)} ${effect} an occurrence on ${date} that ${formatEventName(whole)} does not have`;
}

interface Replacement {
  readonly event: IcsEvent;
  /** RECURRENCE-ID: the start that it replaces. */
  readonly at: IcsTime;
  /** `at` on the clock of DTSTART. */
  readonly plain: PlainMinute;
  /** Applies to all later occurrences too. */
  readonly andFuture: boolean;
  readonly cancelled: boolean;
  readonly start: IcsTime;
  readonly minutes: number;
}

/** Reads the replacements, by the start that they replace; the one with the highest SEQUENCE wins. */
function readReplacements(
  { replacements }: IcsEventSet,
  start: IcsTime,
  ical: IcsLibrary,
  clock: ClockZones,
): { readonly replacements: readonly Replacement[]; readonly leftOut: readonly string[] } {
  const found = new Map<PlainMinute, Replacement>();
  const leftOut: string[] = [];
  for (const event of replacements.toSorted((a, b) => getSequence(a) - getSequence(b))) {
    try {
      const at = readTimes(event, "recurrence-id", ical)[0]?.start;
      if (at === undefined) continue;
      const cancelled = isCancelled(event);
      const range: unknown = event.component.getFirstProperty("recurrence-id")?.getParameter("range");
      const andFuture = String(range).toUpperCase() === "THISANDFUTURE";
      const own = cancelled ? { start: at, minutes: 0 } : readStartAndLength(event, ical);
      const plain = toPlainAt(at, start, clock);
      found.set(plain, { event, at, plain, andFuture, cancelled, ...own });
    } catch (error) {
      const reason = error instanceof Error ? error.message : "its dates are not valid";
      leftOut.push(`${formatEventName(event)}, which replaces an occurrence, is skipped: ${reason}`);
    }
  }
  return { replacements: [...found].toSorted(([a], [b]) => a - b).map(([, each]) => each), leftOut };
}

/** The length is on the wall clock: a day is a day, also if the clock changes in it. */
function readStartAndLength(event: IcsEvent, ical: IcsLibrary): { readonly start: IcsTime; readonly minutes: number } {
  const start = readTimes(event, "dtstart", ical)[0]?.start;
  if (start === undefined) throw new Error("it has no date");
  const end = readTimes(event, "dtend", ical)[0]?.start;
  const duration: unknown = event.component.getFirstProperty("duration")?.jCal[3];
  const written =
    end !== undefined
      ? (end.isDate === start.isDate ? start.zone.toPlain(toInstant(end)) : end.plain) - start.plain
      : typeof duration === "string"
        ? parseDuration(duration)
        : 0;
  if (written < 0) throw new Error("it ends before it starts");
  return { start, minutes: Math.max(written, start.isDate ? 1440 : 1) };
}

function readRules({ component }: IcsEvent): readonly RecurrenceRule[] {
  if (component.hasProperty("exrule")) throw new Error("it has EXRULE, which is not supported");
  return component.getAllProperties("rrule").map((property) => parseRecurrenceRule(String(property.getFirstValue())));
}

/** The last minute that UNTIL allows, on the clock of DTSTART. */
function toLastMinute({ until }: RecurrenceRule, { isDate, zone }: IcsTime): PlainMinute {
  if (until === undefined) return Number.POSITIVE_INFINITY;
  const [, year, month, date, hour, minute, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$/.exec(until) ?? [];
  const day = parsePlainDate(`${year}-${month}-${date}`);
  if (day === undefined) throw new Error(`the rule has the unknown end ${until}`);
  if (hour === undefined || isDate) return day * 1440 + 1439;
  const plain = day * 1440 + Number(hour) * 60 + Number(minute);
  return utc === "Z" ? zone.toPlain(plain) : plain;
}

/** Any time of an event, on the clock of DTSTART: whatever zone or form it is written in, it is the same moment. */
function toPlainAt(time: IcsTime, start: IcsTime, { zone, calendarZone }: ClockZones): PlainMinute {
  if (start.isDate && !time.isDate) {
    const local = time.kind === "utc" ? (calendarZone ?? zone)?.toPlain(time.plain) : undefined;
    return Math.floor((local ?? time.plain) / 1440) * 1440;
  }
  return time.kind === "floating" || start.kind === "floating" ? time.plain : start.zone.toPlain(toInstant(time));
}

/** Creates a test for starts; a date means everything that starts on it. */
function createTimeTest(times: readonly IcsTime[], start: IcsTime, clock: ClockZones): (plain: PlainMinute) => boolean {
  const dates = new Set(times.filter(({ isDate }) => isDate).map(({ plain }) => Math.floor(plain / 1440)));
  const starts = new Set(times.filter(({ isDate }) => !isDate).map((time) => toPlainAt(time, start, clock)));
  // A time that a clock change skips is a later time, as `toPlainAt` has it.
  const toRealPlain = (plain: PlainMinute): PlainMinute => start.zone.toPlain(start.zone.toInstant(plain));
  return (plain) => dates.has(Math.floor(plain / 1440)) || starts.has(plain) || starts.has(toRealPlain(plain));
}

function toOccurrence(
  { summary, description }: IcsEvent,
  start: IcsTime,
  minutes: number,
  { zone, calendarZone }: ClockZones,
): Occurrence {
  const wanted = zone ?? (start.kind === "utc" ? calendarZone : undefined);
  const toLocal = (plain: PlainMinute): PlainMinute =>
    start.kind === "floating" || wanted === undefined ? plain : wanted.toPlain(start.zone.toInstant(plain));
  const from = toLocal(start.plain);
  const to = Math.max(toLocal(start.plain + minutes), from + 1);
  const inUtc = start.kind === "utc" && wanted === undefined;
  return { from, to, allDay: start.isDate, inUtc, name: summary, description };
}
