import { formatPlainMinute } from "../time/plain-time";
import { type CalendarEntry, sortEntries } from "./calendar-entry";
import { readIcsEvents, type IcsEvent } from "./ics-events";
import type { IcsLibraries } from "./ics-libraries";
import { type Occurrence, type Occurrences, listOccurrences } from "./occurrences";
import { toDayRange, type Years, formatYears } from "./years";

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
