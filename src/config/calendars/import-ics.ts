import { formatPlainMinute, toDateParts } from "../../timetable/time";
import { type CalendarEntry, formatYears, sortEntries, toDayRange, type Years } from "./calendar-entries";
import { formatEventName, type IcsEvent, type IcsEventSet, type IcsLibrary, readIcsEvents } from "./ics-events";
import { findIcsZone, type IcsZone } from "./ics-zones";
import { listOccurrences, maxRuleSteps, type Occurrence, type Occurrences } from "./ics-occurrences";

export interface ImportOptions {
  /** The years to import. */
  readonly years: Years;
  /** The zone for times of day; undefined to use that of each event. */
  readonly zone: string | undefined;
  /** Whether events with times of day count for every date that they overlap, or are listed on their own. */
  readonly timed: "dates" | "skip" | "windows";
}

/** The dates of an iCalendar file, or why it cannot be imported. */
type ImportedDates =
  | {
      readonly entries: readonly CalendarEntry[];
      /** The occurrences with times of day. */
      readonly timed: readonly Occurrence[];
      /** The last year in which the file is complete, as far as it shows. */
      readonly lastYear: number;
      /** A sentence for each event that is skipped or changed. */
      readonly notes: readonly string[];
      /** A sentence for each event whose dates may be missing or wrong. */
      readonly leftOut: readonly string[];
    }
  | { readonly refusal: string };

interface EventOccurrences {
  readonly event: IcsEventSet;
  readonly occurrences: Occurrences;
}

/**
 * Imports the dates of an iCalendar file. Never throws; an event that cannot be read becomes a note.
 * @returns entries sorted, each once, with the last day included (DTEND is the day after)
 */
export function importIcs(text: string, ical: IcsLibrary, options: ImportOptions): ImportedDates {
  const file = readIcsEvents(text, ical);
  if ("refusal" in file) return file;
  const { first, last } = toDayRange(options.years);
  const span = { from: first * 1440, to: (last + 1) * 1440 };
  const events: EventOccurrences[] = [];
  const leftOut = [...file.leftOut];
  let steps = 0;
  for (const event of file.events) {
    try {
      const occurrences = listOccurrences(event, ical, span, chooseClock(event, ical, options.zone));
      const found = occurrences.found.filter((each) => toEntryWithin(each, options.years).length > 0);
      events.push({ event, occurrences: { ...occurrences, found } });
      steps += occurrences.steps;
      leftOut.push(...occurrences.leftOut);
    } catch (error) {
      // The library has worked until it stopped.
      if (error instanceof Error && error.cause !== undefined) steps += maxRuleSteps / 20;
      const reason = error instanceof Error ? error.message : "its dates are not valid";
      leftOut.push(`${formatEventName(event)} is skipped: ${reason}`);
    }
    if (steps > maxRuleSteps) return { refusal: "its events recur too often; import fewer years, or remove some" };
  }
  leftOut.push(...listUnknownClocks(events, ical));
  return {
    entries: toEntries(events, options),
    timed: events.flatMap(({ occurrences }) => occurrences.found).filter(({ allDay }) => !allDay),
    lastYear: findLastYear(events, options.years),
    notes: formatNotes(events, file.cancelled, options),
    leftOut,
  };
}

/** The file may lack dates after the last one of an event that ends. */
function findLastYear(events: readonly EventOccurrences[], { first, last }: Years): number {
  const ending = events.filter(({ occurrences }) => !occurrences.endless);
  if (ending.length === 0 && events.length > 0) return last;
  const years = ending
    .flatMap(({ occurrences }) => occurrences.found)
    .map(({ to }) => toDateParts(Math.floor((to - 1) / 1440)).year);
  return Math.min(last, Math.max(first, ...years));
}

/** Names the calendars whose zone is unknown, if times in UTC need it. */
function listUnknownClocks(events: readonly EventOccurrences[], ical: IcsLibrary): readonly string[] {
  const names = events
    .filter(({ occurrences }) => occurrences.found.some(({ inUtc }) => inUtc))
    .flatMap(({ event: { calendar } }) => {
      const name = getClockName(calendar);
      return name !== undefined && findIcsZone(name, calendar, ical) === undefined ? [name] : [];
    });
  return [...new Set(names)].map(
    (name) => `the zone "${name}" of the calendar is unknown, so its times are in UTC: use --timezone`,
  );
}

/** The zone to tell an event's times in: the wanted one, or for an event in UTC that of its calendar. */
function chooseClock(
  { calendar }: IcsEvent,
  ical: IcsLibrary,
  zone: string | undefined,
): { readonly zone: IcsZone | undefined; readonly calendarZone: IcsZone | undefined } {
  const name = getClockName(calendar);
  return {
    zone: zone === undefined ? undefined : findIcsZone(zone, calendar, ical),
    calendarZone: name === undefined ? undefined : findIcsZone(name, calendar, ical),
  };
}

function getClockName(calendar: IcsEvent["calendar"]): string | undefined {
  const name = calendar.getFirstPropertyValue("x-wr-timezone");
  return typeof name === "string" ? name : undefined;
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
  const outside = events.filter(({ occurrences: { found } }) => found.length === 0);
  const effect = timed === "dates" ? "imported for every date that it overlaps" : "skipped";
  return [
    ...events.flatMap(({ event, occurrences: { found } }) => {
      const first = found.find(({ allDay }) => !allDay);
      if (first === undefined || timed === "windows") return [];
      const [from, to] = [first.from, first.to].map((at) => formatPlainMinute(at).replace("T", " "));
      return [`${formatEventName(event)} lasts from ${from} to ${to}${first.inUtc ? " UTC" : ""}: ${effect}`];
    }),
    ...events
      .filter(({ occurrences }) => occurrences.endless)
      .map(({ event }) => `${formatEventName(event)} recurs without end: imported through ${years.last}`),
    ...(cancelled === 0 ? [] : [`skipped ${formatEventCount(cancelled)}: canceled`]),
    ...(outside.length === 0 ? [] : [`skipped ${formatEventCount(outside.length)}: outside ${formatYears(years)}`]),
  ];
}

function formatEventCount(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}
