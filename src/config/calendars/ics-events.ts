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
}

/** An event with the events that replace single occurrences of it. */
export interface IcsEventSet extends IcsEvent {
  readonly replacements: readonly IcsEvent[];
}

/** The events of a file, or why it is not an iCalendar file. */
type IcsFile = { readonly events: readonly IcsEventSet[]; readonly cancelled: number } | { readonly refusal: string };

/**
 * Reads the events of an iCalendar file, without canceled ones.
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
export function readIcsEvents(text: string, ical: IcsLibrary): IcsFile {
  const calendars = parseVcalendars(text, ical);
  if ("refusal" in calendars) return calendars;
  const found = calendars.roots.flatMap((calendar) => {
    const isCancelledWhole = calendar.getFirstPropertyValue("method") === "CANCEL";
    const all = calendar.getAllSubcomponents("vevent").map((component) => toEvent(component, calendar));
    const whole = all.filter(({ component }) => !component.hasProperty("recurrence-id"));
    const uids = new Set(whole.map(getUid));
    const single = new Map<unknown, IcsEvent[]>();
    for (const event of all.filter(({ component }) => component.hasProperty("recurrence-id"))) {
      const uid = getUid(event);
      single.set(uid, single.get(uid) ?? []);
      single.get(uid)?.push(event);
    }
    const alone = [...single].flatMap(([uid, events]) => (uids.has(uid) ? [] : events));
    return [...whole, ...alone].map((event) => ({
      ...event,
      replacements: uids.has(getUid(event)) ? (single.get(getUid(event)) ?? []) : [],
      cancelled: isCancelledWhole || isCancelled(event.component),
    }));
  });
  const events = found.filter(({ cancelled }) => !cancelled);
  return { events, cancelled: found.length - events.length };
}

function toEvent(component: ICAL.Component, calendar: ICAL.Component): IcsEvent {
  const summary = component.getFirstPropertyValue("summary");
  return { component, calendar, summary: typeof summary === "string" ? summary.replaceAll(/\s+/g, " ").trim() : "" };
}

/** An event without a UID has no overrides. */
function getUid({ component }: IcsEvent): unknown {
  return component.getFirstPropertyValue("uid") ?? component;
}

export function isCancelled(component: ICAL.Component): boolean {
  const status = component.getFirstPropertyValue("status");
  return typeof status === "string" && status.toUpperCase() === "CANCELLED";
}

function parseVcalendars(
  text: string,
  ical: IcsLibrary,
): { readonly roots: readonly ICAL.Component[] } | { readonly refusal: string } {
  const refusal = findIcsRefusal(text);
  if (refusal !== undefined) return { refusal };
  try {
    // Rules stay text: the library refuses the whole file if one of them is not valid.
    const withoutRules = text.replace(/^\u{feff}/u, "").replaceAll(/^(RRULE|EXRULE)[^:\r\n]*:/gim, "$1;VALUE=X-RULE:");
    const parsed: unknown = ical.parse(withoutRules);
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
      const start = parseTime(startText, zoneName, event.calendar, ical);
      if (end === undefined) return { start };
      const minutes = /^[+-]?P/.test(end)
        ? parseDuration(end)
        : toInstant(parseTime(end, zoneName, event.calendar, ical)) - toInstant(start);
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
  if (match === null) throw new Error(`"${text}" is not a duration`);
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

function parseTime(text: string, zoneName: unknown, calendar: ICAL.Component, ical: IcsLibrary): IcsTime {
  const [, date = "", hour, minute, utc] = writtenTime.exec(text) ?? [];
  const day = parsePlainDate(date);
  if (day === undefined) throw new Error(`"${text.replaceAll(/[-:]/g, "")}" is not a date or a time`);
  if (hour === undefined) return { plain: day * 1440, isDate: true, zone: utcZone, kind: "floating" };
  const time = { plain: day * 1440 + Number(hour) * 60 + Number(minute), isDate: false };
  if (utc === "Z") return { ...time, zone: utcZone, kind: "utc" };
  if (typeof zoneName !== "string") return { ...time, zone: utcZone, kind: "floating" };
  const zone = findIcsZone(zoneName, calendar, ical);
  if (zone === undefined) throw new Error(`its time zone "${zoneName}" is unknown`);
  return { ...time, zone, kind: "zoned" };
}
