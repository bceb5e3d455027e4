import type ICAL from "ical.js";
import { formatPlainMinute, isKnownZone, type PlainMinute, toEpochDay, toPlainMinute } from "../../timetable/time";
import { type CalendarEntry, formatYears, sortEntries, toDayRange, type Years } from "./calendar-entries";
import { getSummary, type IcsEvent, type IcsLibraries, isCancelled, readIcsEvents } from "./ics-events";

export interface ImportOptions {
  /** The years to import. */
  readonly years: Years;
  /** The zone for times of day; undefined to use that of each event. */
  readonly zone: string | undefined;
  /** Whether events with times of day count for every date that they overlap. */
  readonly timed: "dates" | "skip";
}

/** The dates of an iCalendar file, or why it cannot be imported. */
type ImportedDates =
  | {
      readonly entries: readonly CalendarEntry[];
      /** Whether any event recurs without end. */
      readonly goesOn: boolean;
      /** A sentence for each event that is skipped or changed. */
      readonly notes: readonly string[];
    }
  | { readonly refusal: string };

interface EventOccurrences {
  readonly event: IcsEvent;
  readonly occurrences: Occurrences;
}

/**
 * Imports the dates of an iCalendar file. Never throws; an event that cannot be read becomes a note.
 * @returns entries sorted, each once, with the last day included (DTEND is the day after)
 */
export function importIcs(text: string, libraries: IcsLibraries, options: ImportOptions): ImportedDates {
  const file = readIcsEvents(text, libraries);
  if ("refusal" in file) return file;
  const lastDay = toDayRange(options.years).last;
  const events: EventOccurrences[] = [];
  const unreadable: string[] = [...file.unreadable];
  for (const event of file.events) {
    try {
      events.push({ event, occurrences: listOccurrences(event, libraries, lastDay, options.zone) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : "its dates are not valid";
      unreadable.push(`"${event.summary}" is skipped: ${reason}`);
    }
  }
  return {
    entries: toEntries(events, options),
    goesOn: events.some(({ occurrences }) => occurrences.endless),
    notes: [...unreadable, ...formatNotes(events, file.cancelled, options)],
  };
}

function toEntries(events: readonly EventOccurrences[], options: ImportOptions): readonly CalendarEntry[] {
  const found = events.flatMap(({ occurrences }) => occurrences.found);
  return sortEntries(
    found
      .filter(({ allDay }) => allDay || options.timed === "dates")
      .flatMap((occurrence) => toEntryWithin(occurrence, options.years)),
  );
}

function toEntryWithin({ from, to, name }: Occurrence, years: Years): readonly CalendarEntry[] {
  const span = toDayRange(years);
  const first = Math.max(span.first, Math.floor(from / 1440));
  const last = Math.min(span.last, Math.floor((to - 1) / 1440));
  return first > last ? [] : [{ first, last, ...(name === "" ? {} : { name }) }];
}

function formatNotes(
  events: readonly EventOccurrences[],
  cancelled: number,
  { years, timed }: ImportOptions,
): readonly string[] {
  const outside = events.filter(({ occurrences: { found } }) =>
    found.every((occurrence) => toEntryWithin(occurrence, years).length === 0),
  );
  const effect = timed === "dates" ? "imported for every date that it overlaps" : "skipped";
  return [
    ...events.flatMap(({ event, occurrences: { found } }) => {
      const first = found.find(({ allDay }) => !allDay);
      if (first === undefined) return [];
      const [from, to] = [first.from, first.to].map((at) => formatPlainMinute(at).replace("T", " "));
      return [`"${event.summary}" lasts from ${from} to ${to}: ${effect}`];
    }),
    ...events
      .filter(({ occurrences }) => occurrences.endless)
      .map(({ event }) => `"${event.summary}" recurs without end: imported through ${years.last}`),
    ...events
      .filter(({ occurrences }) => occurrences.tooMany)
      .map(({ event }) => `"${event.summary}" recurs too often: only its first dates are imported`),
    ...(cancelled === 0 ? [] : [`skipped ${formatEventCount(cancelled)}: canceled`]),
    ...(outside.length === 0 ? [] : [`skipped ${formatEventCount(outside.length)}: outside ${formatYears(years)}`]),
  ];
}

function formatEventCount(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}

/** One occurrence of an event, `[from, to)` in local time. */
interface Occurrence {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly allDay: boolean;
  readonly name: string;
}

interface Occurrences {
  readonly found: readonly Occurrence[];
  readonly endless: boolean;
  /** More than `maxOccurrences`: `found` has only the first. */
  readonly tooMany: boolean;
}

/** An event that recurs more often does not describe dates. */
const maxOccurrences = 20_000;

/** How many days later an event may replace an occurrence. */
const maxMovedDays = 366;

/** Lists the occurrences that start by `lastDay`, moved ones at their new time, without canceled or excluded ones. */
function listOccurrences(
  { event, calendarZone }: IcsEvent,
  libraries: IcsLibraries,
  lastDay: number,
  zone: string | undefined,
): Occurrences {
  const clock = { zone, calendarZone };
  if (!event.isRecurring()) {
    const occurrence = toOccurrence(event, event.startDate, event.endDate, clock);
    return { found: [occurrence], endless: false, tooMany: false };
  }
  const isExcluded = createExclusionTest(event, libraries);
  const add = (at: ICAL.Time | ICAL.Period): void => {
    if (!isExcluded(at)) found.push(...expandOccurrence(event, at, libraries, clock));
  };
  const found: Occurrence[] = [];
  // With RDATE alone, DTSTART counts too, but the library skips it.
  if (!event.component.hasProperty("rrule")) add(event.startDate);
  const iterator = event.iterator();
  const until = lastDay + maxMovedDays;
  let count = 0;
  let next: ICAL.Time | ICAL.Period | null = iterator.next();
  while (next !== null && next !== undefined && count < maxOccurrences) {
    if (getEpochDay(getStart(next, libraries)) > until) break;
    add(next);
    count += 1;
    next = iterator.next();
  }
  return { found, endless: isEndless(event, libraries), tooMany: count >= maxOccurrences };
}

/**
 * Creates a test for EXDATE; a date excludes everything that starts on it. The library stops at an EXDATE
 * without an occurrence, so this looks at all of them.
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
  const instants = new Set(times.filter(({ isDate }) => !isDate).map((time) => time.toUnixTime()));
  return (at) => {
    const start = getStart(at, libraries);
    return dates.has(getEpochDay(start)) || (!start.isDate && instants.has(start.toUnixTime()));
  };
}

interface ClockZones {
  readonly zone: string | undefined;
  readonly calendarZone: string | undefined;
}

/** An RDATE may be an interval with its own end. */
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

/** `item` is the event, or the one that replaces this occurrence. */
interface OccurrenceDetails {
  readonly item: ICAL.Event;
  readonly startDate: ICAL.Time;
  readonly endDate: ICAL.Time;
}

/** The library's own type does not compile. */
function isOccurrenceDetails(value: unknown, ical: IcsLibraries["ical"]): value is OccurrenceDetails {
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

function toOccurrence(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, clock: ClockZones): Occurrence {
  const { isDate: allDay } = start;
  const from = toLocalMinute(start, clock);
  const to = Math.max(toLocalMinute(end, clock), from + (allDay ? 1440 : 1));
  return { from, to, allDay, name: getSummary(event.component) };
}

/** The written time, or the local time in the wanted zone. */
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
