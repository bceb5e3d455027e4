import { escapeControls } from "../../problem";
import type ICAL from "ical.js";
import { type EpochMinute, type PlainMinute, toDateParts, toEpochMinute } from "../../timetable/time";
import type { CalendarEvent } from "./calendar-events";

/** Events that share a zone. */
export interface ZonedEvents {
  readonly zone: string;
  readonly events: readonly CalendarEvent[];
}

/** The libraries that write the format, loaded only when a feed is made. */
interface CalendarLibraries {
  readonly ical: typeof ICAL;
  readonly zoneRules: (zone: string) => string | undefined;
}

async function loadLibraries(): Promise<CalendarLibraries> {
  const { default: ical } = await import("ical.js");
  const { tzlib_get_ical_block } = await import("timezones-ical-library");
  return { ical, zoneRules: (zone) => [tzlib_get_ical_block(zone)].flat()[0] };
}

const icalWeekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/**
 * Formats events as an iCalendar file. Events are transparent: they take nobody's time. Zones come with their rules.
 * @param madeAt each event's time stamp
 * @returns Text with CRLF and folded lines. The same input gives the same bytes.
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
export async function formatCalendarFeed(
  name: string,
  groups: readonly ZonedEvents[],
  madeAt: EpochMinute,
): Promise<string> {
  const library = await loadLibraries();
  const calendar = new library.ical.Component("vcalendar");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", "-//inference-timetable//timetable ics//EN");
  calendar.addPropertyWithValue("calscale", "GREGORIAN");
  calendar.addPropertyWithValue("method", "PUBLISH");
  calendar.addPropertyWithValue("x-wr-calname", escapeControls(name, ""));
  for (const zone of new Set(groups.map((group) => group.zone))) addZone(calendar, zone, library);
  for (const { zone, events } of groups) {
    for (const event of events) calendar.addSubcomponent(createEvent(event, zone, madeAt, library.ical));
  }
  return `${calendar.toString()}\r\n`;
}

/** UTC needs no rules. A zone that the library does not know goes without: readers know it by its name. */
function addZone(calendar: ICAL.Component, zone: string, { ical, zoneRules }: CalendarLibraries): void {
  if (zone === "UTC") return;
  const block = zoneRules(zone);
  if (block === undefined || !block.startsWith("BEGIN:VTIMEZONE")) return;
  const parsed = ical.Component.fromString(block);
  parsed.updatePropertyWithValue("tzid", zone);
  calendar.addSubcomponent(parsed);
}

function createEvent(event: CalendarEvent, zone: string, madeAt: EpochMinute, ical: typeof ICAL): ICAL.Component {
  const component = new ical.Component("vevent");
  component.addPropertyWithValue("uid", escapeControls(`${event.id}@inference-timetable`, ""));
  component.addPropertyWithValue("dtstamp", toIcalTime(madeAt, "UTC", ical));
  component.addPropertyWithValue("summary", escapeControls(event.summary, ""));
  component.addPropertyWithValue("description", escapeControls(event.description, ""));
  component.addPropertyWithValue("transp", "TRANSPARENT");
  const add = (name: string, at: PlainMinute): void => {
    const property = component.addPropertyWithValue(name, toIcalTime(at, zone, ical));
    if (zone !== "UTC") property.setParameter("tzid", zone);
  };
  add("dtstart", event.start);
  add("dtend", event.start + event.lengthMinutes);
  if (event.weekly !== undefined) {
    component.addPropertyWithValue("rrule", createRecurrence(event.weekly, zone, ical));
    for (const start of event.weekly.except) add("exdate", start);
  }
  return component;
}

/** The standard wants the end in UTC if the start has a zone. */
function createRecurrence(
  { days, until }: NonNullable<CalendarEvent["weekly"]>,
  zone: string,
  ical: typeof ICAL,
): ICAL.Recur {
  const byday = days.map((day) => icalWeekdays[day] ?? "MO");
  const end = until === undefined ? {} : { until: toIcalTime(toEpochMinute(zone, until, "compatible"), "UTC", ical) };
  return ical.Recur.fromData({ freq: "WEEKLY", byday, ...end });
}

/** A wall-clock time; its zone is written beside it, except for UTC. */
function toIcalTime(at: PlainMinute, zone: string, ical: typeof ICAL): ICAL.Time {
  const day = Math.floor(at / 1440);
  const minute = at - day * 1440;
  const time = ical.Time.fromData({
    ...toDateParts(day),
    hour: Math.floor(minute / 60),
    minute: minute % 60,
    second: 0,
    isDate: false,
  });
  if (zone === "UTC") time.zone = ical.Timezone.utcTimezone;
  return time;
}
