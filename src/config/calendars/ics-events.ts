import type ICAL from "ical.js";
import type { RRuleTemporal } from "rrule-temporal";
import { type EpochMinute, parsePlainDate, type PlainMinute } from "../../timetable/time";
import { findIcsRefusal } from "./ics-lines";
import { findIcsZone, type IcsZone, utcZone } from "./ics-zones";

/** The libraries that the command has loaded, as one: deployments load none of them. */
export type IcsLibrary = typeof ICAL & { readonly RRuleTemporal: typeof RRuleTemporal };

/** A date, or a time of day on the clock of its zone. */
export interface IcsTime {
  readonly plain: PlainMinute;
  readonly isDate: boolean;
  readonly zone: IcsZone;
  /** UTC, or no zone at all. */
  readonly kind: "zoned" | "utc" | "floating";
}

/** An event, or one that replaces an occurrence of it. */
export interface IcsEvent {
  readonly component: ICAL.Component;
  readonly calendar: ICAL.Component;
  readonly summary: string;
  readonly description: string;
}

/** An event with the events that replace single occurrences of it. */
export interface IcsEventSet extends IcsEvent {
  readonly replacements: readonly IcsEvent[];
}

/** The events of a file, or why it is not an iCalendar file. */
type IcsFile =
  | {
      readonly events: readonly IcsEventSet[];
      readonly cancelled: number;
      /** A sentence for each kind of thing that is not an event. */
      readonly leftOut: readonly string[];
    }
  | { readonly refusal: string };

/**
 * Reads the events of an iCalendar file, without canceled ones and earlier versions.
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
export function readIcsEvents(text: string, ical: IcsLibrary): IcsFile {
  const calendars = parseVcalendars(text, ical);
  if ("refusal" in calendars) return calendars;
  const all = calendars.roots.flatMap((calendar) =>
    calendar.getAllSubcomponents("vevent").map((component) => toEvent(component, calendar)),
  );
  const byUid = new Map<unknown, IcsEvent[]>();
  for (const event of all) {
    const versions = byUid.get(getUid(event));
    if (versions === undefined) byUid.set(getUid(event), [event]);
    else versions.push(event);
  }
  const sets = [...byUid.values()].flatMap(groupVersions);
  const events = sets.filter((event) => !isCancelled(event));
  return { events, cancelled: sets.length - events.length, leftOut: listOtherComponents(calendars.roots) };
}

/** Groups the events with one UID; a replacement without its event is an event. */
function groupVersions(versions: readonly IcsEvent[]): readonly IcsEventSet[] {
  const isReplacement = ({ component }: IcsEvent): boolean => component.hasProperty("recurrence-id");
  const whole = versions.filter((event) => !isReplacement(event));
  const replacements = versions.filter(isReplacement);
  if (whole.length === 0) return replacements.map((event) => ({ ...event, replacements: [] }));
  const latest = Math.max(...whole.map(getSequence));
  const current = whole.filter((event) => getSequence(event) === latest);
  const valid = current.some(isCancelled) ? current.filter(isCancelled) : current;
  return valid.map((event) => ({ ...event, replacements }));
}

function listOtherComponents(roots: readonly ICAL.Component[]): readonly string[] {
  const names = roots.flatMap((calendar) => calendar.getAllSubcomponents().map(({ name }) => name.toUpperCase()));
  const others = [...new Set(names)].filter((name) => name !== "VEVENT" && name !== "VTIMEZONE");
  return [
    ...(names.includes("VEVENT") ? [] : ["the file has no events"]),
    ...others.map((name) => `every ${name} is skipped: only events are imported`),
  ];
}

function toEvent(component: ICAL.Component, calendar: ICAL.Component): IcsEvent {
  const summary = component.getFirstPropertyValue("summary");
  const description = component.getFirstPropertyValue("description");
  return {
    component,
    calendar,
    summary: typeof summary === "string" ? summary.replaceAll(/\s+/g, " ").trim() : "",
    description: typeof description === "string" ? description : "",
  };
}

/** An event without a UID has no overrides. */
function getUid({ component }: IcsEvent): unknown {
  return component.getFirstPropertyValue("uid") ?? component;
}

/** The later version of an event has the higher number. */
export function getSequence({ component }: IcsEvent): number {
  const sequence = Number(component.getFirstPropertyValue("sequence") ?? 0);
  return Number.isFinite(sequence) ? sequence : 0;
}

export function isCancelled({ component, calendar }: IcsEvent): boolean {
  const words = [component.getFirstPropertyValue("status"), calendar.getFirstPropertyValue("method")];
  return words.some((word) => typeof word === "string" && /^CANCEL(?:L?ED)?$/i.test(word));
}

/** Formats the name of an event for a message. */
export function formatEventName({ summary }: IcsEvent): string {
  return summary === "" ? "an event without a name" : `"${summary}"`;
}

function parseVcalendars(
  text: string,
  ical: IcsLibrary,
): { readonly roots: readonly ICAL.Component[] } | { readonly refusal: string } {
  const refusal = findIcsRefusal(text);
  if (refusal !== undefined) return { refusal };
  if (!/^\u{feff}?BEGIN:VCALENDAR/imu.test(text)) return { refusal: "it has no VCALENDAR" };
  try {
    const parsed: unknown = ical.parse(prepareText(text));
    const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
    const several = Array.isArray(list[0]) ? list : [list];
    const roots = several.flatMap((each) =>
      Array.isArray(each) && each[0] === "vcalendar" ? [new ical.Component(each)] : [],
    );
    return roots.length > 0 ? { roots } : { refusal: "it has no VCALENDAR" };
  } catch {
    return { refusal: "it is not in the form of RFC 5545" };
  }
}

function prepareText(text: string): string {
  return (
    text
      .replace(/^\u{feff}/u, "")
      // Rules stay text: the library refuses the whole file if one of them is not valid.
      .replaceAll(/^(RRULE|EXRULE)[^:\r\n]*:/gim, "$1;VALUE=X-RULE:")
      // Outlook writes zones with a colon or a comma, such as tzone://Microsoft/Utc, without the quotes.
      .replaceAll(
        /^([A-Z-]+(?:;[^:"\r\n]*)?;TZID=)([^":;\r\n]*[:,][^";\r\n]*)((?:;[^":\r\n]*)?:[^:\r\n]*)$/gim,
        '$1"$2"$3',
      )
  );
}

/** A time, and the end that an interval of RDATE has. */
export interface IcsTimes {
  readonly start: IcsTime;
  readonly minutes?: number;
}

/**
 * Reads the times of the properties with a name.
 * @throws {Error} for a time that is not valid, or in an unknown zone
 */
export function readTimes(event: IcsEvent, name: string, ical: IcsLibrary): readonly IcsTimes[] {
  return event.component.getAllProperties(name).flatMap((property) => {
    const zoneName: unknown = property.getParameter("tzid");
    const values: readonly unknown[] = property.jCal.slice(3);
    return values.map((value): IcsTimes => {
      const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
      const [startText = "", end] = texts.map(String);
      const parse = (text: string): IcsTime => parseTime(text, { name, zoneName, calendar: event.calendar }, ical);
      const start = parse(startText);
      if (end === undefined) return { start };
      const minutes = /^[+-]?P/.test(end) ? parseDuration(end) : toInstant(parse(end)) - toInstant(start);
      return { start, minutes };
    });
  });
}

/** Nothing with dates lasts longer, and a rule of a long event has many occurrences at once. */
const maxDurationMinutes = 3660 * 1440;

/**
 * Parses a duration into minutes; a day has 1440 of them.
 * @throws {Error} if it is not valid, or longer than ten years
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.6
 */
export function parseDuration(text: string): number {
  const form = /^([+-])?P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
  const match = form.exec(text.toUpperCase());
  if (match === null) throw new Error(`its duration "${text}" is not valid`);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((digits) => Number(digits ?? 0));
  const length = Math.ceil(((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60);
  if (length > maxDurationMinutes) throw new Error(`its duration ${text} is longer than ten years`);
  return match[1] === "-" ? -length : length;
}

export function toInstant({ plain, zone }: IcsTime): EpochMinute {
  return zone.toInstant(plain);
}

/** A date without `VALUE=DATE` arrives as `2027-03-29T::`. */
const writtenTime = /^(\d{4}-\d{2}-\d{2})(?:T::|T([01]\d|2[0-3]):([0-5]\d):(?:[0-5]\d|60)?(Z?))?$/;

function parseTime(
  text: string,
  {
    name,
    zoneName,
    calendar,
  }: { readonly name: string; readonly zoneName: unknown; readonly calendar: ICAL.Component },
  ical: IcsLibrary,
): IcsTime {
  const [, date = "", hour, minute, utc] = writtenTime.exec(text) ?? [];
  const day = parsePlainDate(date);
  if (day === undefined) throw new Error(formatWrongTime(name, text));
  if (hour === undefined) return { plain: day * 1440, isDate: true, zone: utcZone, kind: "floating" };
  const time = { plain: day * 1440 + Number(hour) * 60 + Number(minute), isDate: false };
  if (utc === "Z") return { ...time, zone: utcZone, kind: "utc" };
  if (typeof zoneName !== "string") return { ...time, zone: utcZone, kind: "floating" };
  const zone = findIcsZone(zoneName, calendar, ical);
  if (zone === undefined) throw new Error(`its time zone "${zoneName}" is unknown`);
  return { ...time, zone, kind: "zoned" };
}

/** The library has put signs into the text; without them, a text of another form would not be the user's. */
function formatWrongTime(name: string, text: string): string {
  const written = text.replaceAll(/[-:]/g, "");
  const shown = /^\d{8}(?:T\d{6}Z?)?$/.test(written) ? ` "${written}"` : "";
  return `its ${name.toUpperCase()}${shown} is not a date or a time`;
}
