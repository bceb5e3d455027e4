import type ICAL from "ical.js";
import {
  type EpochMinute,
  isKnownZone,
  type PlainMinute,
  toDateParts,
  toEpochMinute,
  toPlainMinute,
} from "../../timetable/time";
import type { IcsLibrary } from "./ics-events";
import { expandRecurrenceRule, parseRecurrenceRule } from "./recurrence-rule";
// The territory "001" of https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml
import windowsZones from "./windows-zones.json";

/** The clock of a zone. */
export interface IcsZone {
  readonly toInstant: (plain: PlainMinute) => EpochMinute;
  readonly toPlain: (at: EpochMinute) => PlainMinute;
}

export const utcZone: IcsZone = { toInstant: (plain) => plain, toPlain: (at) => at };

const ianaNames: ReadonlyMap<string, string> = new Map(
  Object.entries(windowsZones).map(([windows, iana]) => [windows.toLowerCase(), iana]),
);

/**
 * Finds a zone by its name in an iCalendar file: an IANA name, also behind a prefix such as
 * `/mozilla.org/20070129_1/`, a zone that the file gives rules for, or a Windows name.
 */
export function findIcsZone(name: string, calendar: ICAL.Component, ical: IcsLibrary): IcsZone | undefined {
  if (isKnownZone(name)) return toIcsZone(name);
  const written = findWrittenZone(name, calendar, ical);
  if (written !== undefined) return written;
  const block = calendar.getAllSubcomponents("vtimezone").find((zone) => zone.getFirstPropertyValue("tzid") === name);
  const place = String(block?.getFirstPropertyValue("x-lic-location"));
  const iana = ianaNames.get(name.toLowerCase()) ?? findZoneAtEnd(name) ?? (isKnownZone(place) ? place : undefined);
  return iana === undefined ? undefined : toIcsZone(iana);
}

/** Each zone is read once, although each time of an event names it. */
function findWrittenZone(name: string, calendar: ICAL.Component, ical: IcsLibrary): IcsZone | undefined {
  const known = writtenZones.get(calendar) ?? new Map<unknown, ICAL.Component | IcsZone | undefined>();
  if (!writtenZones.has(calendar)) {
    for (const block of calendar.getAllSubcomponents("vtimezone").toReversed()) {
      known.set(block.getFirstPropertyValue("tzid"), block);
    }
    writtenZones.set(calendar, known);
  }
  const found = known.get(name);
  const zone = found !== undefined && "getAllSubcomponents" in found ? readZoneRules(found, ical) : found;
  known.set(name, zone);
  return zone;
}

const writtenZones = new WeakMap<ICAL.Component, Map<unknown, ICAL.Component | IcsZone | undefined>>();

function toIcsZone(name: string): IcsZone {
  return { toInstant: (plain) => toEpochMinute(name, plain, "compatible"), toPlain: (at) => toPlainMinute(name, at) };
}

function findZoneAtEnd(name: string): string | undefined {
  const words = name.split("/").filter((word) => word !== "");
  return words.map((_, index) => words.slice(index).join("/")).find((end) => isKnownZone(end));
}

/**
 * Undefined for a zone whose rules are incomplete, or have no end in the library: it looks for an occurrence until it
 * finds one.
 */
function readZoneRules(block: ICAL.Component, ical: IcsLibrary): IcsZone | undefined {
  try {
    const parts = block.getAllSubcomponents();
    const required = ["dtstart", "tzoffsetfrom", "tzoffsetto"];
    const isComplete = parts.every((part) => required.every((name) => part.getFirstPropertyValue(name) !== null));
    if (parts.length === 0 || !isComplete) return undefined;
    for (const part of parts) {
      // With RDATE, the library leaves out DTSTART.
      const start = part.getFirstPropertyValue("dtstart");
      if (part.hasProperty("rdate") && start !== null) part.addPropertyWithValue("rdate", start);
      for (const property of part.getAllProperties("rrule")) {
        const text = String(property.getFirstValue());
        const { text: rule } = parseRecurrenceRule(text);
        if (!/FREQ=YEARLY/.test(rule)) return undefined;
        const yearly = expandRecurrenceRule(ical.RRuleTemporal, { text: rule, isEndless: true }, 0, {
          from: 0,
          to: 5 * 366 * 1440,
        });
        if (yearly.length === 0) return undefined;
        property.resetType("recur");
        property.setValue(ical.Recur.fromString(text));
      }
    }
    return toRuledZone(new ical.Timezone(block), ical);
  } catch {
    return undefined;
  }
}

/** Does without the library's conversion from UTC, which is an hour off for some hours after a clock change. */
function toRuledZone(zone: ICAL.Timezone, ical: IcsLibrary): IcsZone {
  const getOffset = (plain: PlainMinute): number => {
    const { year, month, day } = toDateParts(Math.floor(plain / 1440));
    const minute = plain - Math.floor(plain / 1440) * 1440;
    const time = new ical.Time(
      { year, month, day, hour: Math.floor(minute / 60), minute: minute % 60, isDate: false },
      zone,
    );
    return Math.round(zone.utcOffset(time) / 60);
  };
  const toInstant = (plain: PlainMinute): EpochMinute => plain - getOffset(plain);
  const toPlain = (at: EpochMinute): PlainMinute => {
    const first = at + getOffset(at);
    return [first, at + getOffset(first)].find((plain) => toInstant(plain) === at) ?? first;
  };
  return { toInstant, toPlain };
}
