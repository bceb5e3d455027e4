import type ICAL from "ical.js";

/** The libraries that read iCalendar, as the command has loaded them. */
export interface IcsLibraries {
  readonly ical: typeof ICAL;
  /** A zone's rules as a VTIMEZONE block, by its IANA name. */
  readonly zoneRules: (zone: string) => string | undefined;
}
