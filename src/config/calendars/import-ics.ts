import type ICAL from "ical.js";
import {
  formatPlainMinute,
  isKnownZone,
  type PlainMinute,
  toEpochDay,
  toPlainMinute,
} from "../../timetable/time";
import {
  type CalendarEntry,
  formatYears,
  sortEntries,
  toDayRange,
  type Years,
} from "./calendar-entries";
import {
  getSummary,
  type IcsEvent,
  type IcsLibraries,
  isCancelled,
  readIcsEvents,
} from "./ics-events";

/** How an iCalendar file becomes dates. */
export interface ImportOptions {
  /** Dates outside are left out; recurrences without end stop with them. */
  readonly years: Years;
  /** On whose clock times of day are told; undefined: as each event gives them. */
  readonly zone: string | undefined;
  /** Whether events with times of day take the dates they touch. */
  readonly timed: "dates" | "skip";
}

/** The dates of an iCalendar file, or why it is none. */
export type ImportedDates =
  | {
      readonly entries: readonly CalendarEntry[];
      /** Whether any event goes on over the last year. */
      readonly goesOn: boolean;
      /** What was left out or taken for something else, a sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly refusal: string };

interface EventOccurrences {
  readonly event: IcsEvent;
  readonly occurrences: Occurrences;
}

/**
 * Reads the dates of an iCalendar file.
 *
 * Out:    sorted, each once, ends included: DTEND is the first day that is free again
 * Errors: none thrown; an event that cannot be read is left out and told
 */
export function importIcs(
  text: string,
  libraries: IcsLibraries,
  options: ImportOptions,
): ImportedDates {
  const file = readIcsEvents(text, libraries);
  if ("refusal" in file) return file;
  const lastDay = toDayRange(options.years).last;
  const taken: EventOccurrences[] = [];
  const unreadable: string[] = [...file.unreadable];
  for (const event of file.events) {
    try {
      taken.push({ event, occurrences: listOccurrences(event, libraries, lastDay, options.zone) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : "its dates are not understood";
      unreadable.push(`"${event.summary}" cannot be read and is left out: ${reason}`);
    }
  }
  return {
    entries: toEntries(taken, options),
    goesOn: taken.some(({ occurrences }) => occurrences.endless),
    notes: [...unreadable, ...describeNotes(taken, file.cancelled, options)],
  };
}

function toEntries(
  taken: readonly EventOccurrences[],
  options: ImportOptions,
): readonly CalendarEntry[] {
  const found = taken.flatMap(({ occurrences }) => occurrences.found);
  return sortEntries(
    found
      .filter(({ allDay }) => allDay || options.timed === "dates")
      .flatMap((one) => toEntryWithin(one, options.years)),
  );
}

function toEntryWithin({ from, to, name }: Occurrence, years: Years): readonly CalendarEntry[] {
  const span = toDayRange(years);
  const first = Math.max(span.first, Math.floor(from / 1440));
  const last = Math.min(span.last, Math.floor((to - 1) / 1440));
  return first > last ? [] : [{ first, last, ...(name === "" ? {} : { name }) }];
}

function describeNotes(
  taken: readonly EventOccurrences[],
  cancelled: number,
  { years, timed }: ImportOptions,
): readonly string[] {
  const timedOnes = taken.filter(({ occurrences: { found } }) => found.some((o) => !o.allDay));
  const outside = taken.filter(({ occurrences: { found } }) =>
    found.every((one) => toEntryWithin(one, years).length === 0),
  );
  const what =
    timed === "dates" ? "every date that it touches is taken" : "it is left out, as was asked";
  return [
    ...timedOnes.map((one) => `"${one.event.summary}" ${formatTimes(one)}: ${what}`),
    ...taken
      .filter(({ occurrences }) => occurrences.endless)
      .map(({ event }) => `"${event.summary}" recurs without end: taken up to ${years.last}`),
    ...taken
      .filter(({ occurrences }) => occurrences.tooMany)
      .map(({ event }) => `"${event.summary}" recurs too often: only its first dates are taken`),
    ...(cancelled === 0 ? [] : [`${formatEventCount(cancelled)} cancelled and left out`]),
    ...(outside.length === 0
      ? []
      : [`${formatEventCount(outside.length)} outside of ${formatYears(years)} and left out`]),
  ];
}

function formatTimes({ occurrences: { found } }: EventOccurrences): string {
  const first = found.find(({ allDay }) => !allDay);
  if (first === undefined) return "has times of day";
  const [from, to] = [first.from, first.to].map((at) => formatPlainMinute(at).replace("T", " "));
  return `lasts from ${from} to ${to}`;
}

function formatEventCount(count: number): string {
  return count === 1 ? "1 event is" : `${count} events are`;
}

/** One time an event takes place, `[from, to)` on a wall clock; `allDay`: whole dates. */
export interface Occurrence {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly allDay: boolean;
  readonly name: string;
}

/** Occurrences, and whether there would be more without end, or there are too many to look at. */
export interface Occurrences {
  readonly found: readonly Occurrence[];
  readonly endless: boolean;
  readonly tooMany: boolean;
}

/** An event that recurs more often than this is no calendar of dates. */
const maxOccurrences = 20_000;

/** What replaces an occurrence may lie so many days after it. */
const maxMovedDays = 366;

/**
 * When an event takes place.
 *
 * In:  `lastDay`: no occurrence that begins later; `defineZone`: on whose clock times are told, the event's
 *      own where it is undefined
 * Out: single occurrences that are cancelled or excluded are left out, moved ones are where they were moved
 */
export function listOccurrences(
  { event, calendarZone }: IcsEvent,
  libraries: IcsLibraries,
  lastDay: number,
  zone: string | undefined,
): Occurrences {
  const clock = { zone, calendarZone };
  if (!event.isRecurring()) {
    const one = toOccurrence(event, event.startDate, event.endDate, clock);
    return { found: [one], endless: false, tooMany: false };
  }
  const excluded = createExclusionTest(event, libraries);
  const add = (at: ICAL.Time | ICAL.Period): void => {
    if (!excluded(at)) found.push(...expandOccurrence(event, at, libraries, clock));
  };
  const found: Occurrence[] = [];
  // DTSTART counts where there is RDATE alone; the library leaves it out then.
  if (!event.component.hasProperty("rrule")) add(event.startDate);
  const iterator = event.iterator();
  const until = lastDay + maxMovedDays;
  let seen = 0;
  let next: ICAL.Time | ICAL.Period | null = iterator.next();
  while (next !== null && next !== undefined && seen < maxOccurrences) {
    if (getEpochDay(getStart(next, libraries)) > until) break;
    add(next);
    seen += 1;
    next = iterator.next();
  }
  return { found, endless: isEndless(event, libraries), tooMany: seen >= maxOccurrences };
}

/**
 * Whether EXDATE takes an occurrence out.
 *
 * The library forgets an exclusion that comes behind one which no occurrence has, so all are looked up.
 *
 * Out: one that is a date excludes what begins on it
 */
function createExclusionTest(
  { component }: ICAL.Event,
  libraries: IcsLibraries,
): (at: ICAL.Time | ICAL.Period) => boolean {
  const values: readonly unknown[] = component
    .getAllProperties("exdate")
    .flatMap((property): readonly unknown[] => property.getValues());
  const times = values.filter((value) => value instanceof libraries.ical.Time);
  const dates = new Set(times.filter(({ isDate }) => isDate).map(getEpochDay));
  const moments = new Set(times.filter(({ isDate }) => !isDate).map((time) => time.toUnixTime()));
  return (at) => {
    const start = getStart(at, libraries);
    return dates.has(getEpochDay(start)) || (!start.isDate && moments.has(start.toUnixTime()));
  };
}

interface ClockZones {
  readonly zone: string | undefined;
  readonly calendarZone: string | undefined;
}

/** RDATE may give a stretch with its own end. */
function expandOccurrence(
  event: ICAL.Event,
  at: ICAL.Time | ICAL.Period,
  { ical }: IcsLibraries,
  clock: ClockZones,
): readonly Occurrence[] {
  if (at instanceof ical.Period) return [toOccurrence(event, at.start, at.getEnd(), clock)];
  const details: unknown = event.getOccurrenceDetails(at);
  if (!isOccurrenceDetails(details, ical)) return [];
  const { item, startDate, endDate } = details;
  return isCancelled(item.component) ? [] : [toOccurrence(item, startDate, endDate, clock)];
}

/** The event itself, or the one that replaces this occurrence. */
interface OccurrenceDetails {
  readonly item: ICAL.Event;
  readonly startDate: ICAL.Time;
  readonly endDate: ICAL.Time;
}

/** The library's own declaration of it does not compile. */
function isOccurrenceDetails(
  value: unknown,
  ical: IcsLibraries["ical"],
): value is OccurrenceDetails {
  return (
    typeof value === "object" &&
    value !== null &&
    "item" in value &&
    value.item instanceof ical.Event &&
    "startDate" in value &&
    value.startDate instanceof ical.Time &&
    "endDate" in value &&
    value.endDate instanceof ical.Time
  );
}

function getStart(at: ICAL.Time | ICAL.Period, { ical }: IcsLibraries): ICAL.Time {
  return at instanceof ical.Period ? at.start : at;
}

function toOccurrence(
  event: ICAL.Event,
  start: ICAL.Time,
  end: ICAL.Time,
  clock: ClockZones,
): Occurrence {
  const name = getSummary(event.component);
  const from = toLocalMinute(start, clock);
  if (start.isDate) {
    return { from, to: Math.max(toLocalMinute(end, clock), from + 1440), allDay: true, name };
  }
  return { from, to: Math.max(toLocalMinute(end, clock), from + 1), allDay: false, name };
}

/** What is written, or what the clock of the zone that was asked for shows at that moment. */
function toLocalMinute(time: ICAL.Time, { zone, calendarZone }: ClockZones): PlainMinute {
  const written = getEpochDay(time) * 1440 + (time.isDate ? 0 : time.hour * 60 + time.minute);
  const isUtc = time.zone.tzid === "UTC";
  const wanted = zone ?? (isUtc ? calendarZone : undefined);
  const floats = time.isDate || time.zone.tzid === "floating";
  if (floats || wanted === undefined || !isKnownZone(wanted)) return written;
  return toPlainMinute(wanted, Math.floor(time.toUnixTime() / 60));
}

function getEpochDay({ year, month, day }: ICAL.Time): number {
  return toEpochDay(year, month, day);
}

/** A rule with neither COUNT nor UNTIL. */
function isEndless({ component }: ICAL.Event, { ical }: IcsLibraries): boolean {
  return component.getAllProperties("rrule").some((property) => {
    const rule: unknown = property.getFirstValue();
    return rule instanceof ical.Recur && !rule.isFinite();
  });
}
