import type ICAL from "ical.js";

/** The libraries that the command has loaded. */
export interface IcsLibraries {
  readonly ical: typeof ICAL;
  /** The VTIMEZONE block of an IANA zone. */
  readonly zoneRules: (zone: string) => string | undefined;
}

/** An event with the events that replace single occurrences of it. */
export interface IcsEvent {
  readonly event: ICAL.Event;
  readonly summary: string;
  /** The zone of the calendar, for events in UTC. */
  readonly calendarZone?: string;
}

/** The events of a file, or why it is not an iCalendar file. */
type IcsFile =
  | {
      readonly events: readonly IcsEvent[];
      readonly cancelled: number;
      /** A sentence for each event without a date. */
      readonly unreadable: readonly string[];
    }
  | { readonly refusal: string };

/**
 * Reads the events of an iCalendar file, without canceled ones.
 *
 * A zone without rules in the file gets those of the IANA database; else the library would use local time.
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
export function readIcsEvents(text: string, { ical, zoneRules }: IcsLibraries): IcsFile {
  const calendars = parseVcalendars(text, ical);
  if ("refusal" in calendars) return calendars;
  const found = calendars.roots.flatMap((calendar) => {
    addZoneRules(calendar, ical, zoneRules);
    const method = calendar.getFirstPropertyValue("method");
    const zone = calendar.getFirstPropertyValue("x-wr-timezone");
    const events = calendar.getAllSubcomponents("vevent");
    const whole = events.filter((event) => !isReplacement(event, events));
    return whole.map((component) => ({ component, cancelled: method === "CANCEL" || isCancelled(component), zone }));
  });
  const kept = found.filter(({ cancelled }) => !cancelled);
  const dated = kept.filter(({ component }) => component.hasProperty("dtstart"));
  return {
    events: dated.map(({ component, zone }) => ({
      event: new ical.Event(component),
      summary: getSummary(component),
      ...(typeof zone === "string" ? { calendarZone: zone } : {}),
    })),
    cancelled: found.length - kept.length,
    unreadable: kept
      .filter(({ component }) => !component.hasProperty("dtstart"))
      .map(({ component }) => `"${getSummary(component)}" is skipped: it has no date`),
  };
}

export function isCancelled(component: ICAL.Component): boolean {
  const status = component.getFirstPropertyValue("status");
  return typeof status === "string" && status.toUpperCase() === "CANCELLED";
}

/** The summary of an event, on one line. */
export function getSummary(component: ICAL.Component): string {
  const summary = component.getFirstPropertyValue("summary");
  return typeof summary === "string" ? summary.replaceAll(/\s+/g, " ").trim() : "";
}

function parseVcalendars(
  text: string,
  ical: IcsLibraries["ical"],
): { readonly roots: readonly ICAL.Component[] } | { readonly refusal: string } {
  try {
    const parsed: unknown = ical.parse(text.replace(/^\u{feff}/u, ""));
    const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
    const several = Array.isArray(list[0]) ? list : [list];
    const roots = several.flatMap((each) =>
      Array.isArray(each) && each[0] === "vcalendar" ? [new ical.Component(each)] : [],
    );
    return roots.length > 0 ? { roots } : { refusal: "it has no VCALENDAR" };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : "it cannot be read" };
  }
}

/** Whether an event replaces an occurrence of another event in the file. */
function isReplacement(event: ICAL.Component, all: readonly ICAL.Component[]): boolean {
  if (!event.hasProperty("recurrence-id")) return false;
  const uid = event.getFirstPropertyValue("uid");
  return all.some((other) => !other.hasProperty("recurrence-id") && other.getFirstPropertyValue("uid") === uid);
}

function addZoneRules(
  calendar: ICAL.Component,
  ical: IcsLibraries["ical"],
  zoneRules: IcsLibraries["zoneRules"],
): void {
  const zones = calendar
    .getAllSubcomponents("vevent")
    .flatMap((event) => event.getAllProperties())
    .flatMap((property): readonly string[] => {
      const zone: unknown = property.getParameter("tzid");
      return typeof zone === "string" ? [zone] : [];
    });
  const known = calendar.getAllSubcomponents("vtimezone").map((zone) => zone.getFirstPropertyValue("tzid"));
  for (const zone of new Set(zones)) {
    const rules = known.includes(zone) ? undefined : zoneRules(zone);
    if (rules === undefined) continue;
    const block = ical.Component.fromString(rules);
    block.updatePropertyWithValue("tzid", zone);
    calendar.addSubcomponent(block);
  }
}
