import type { EndpointRule } from "./context";

/** A timetable without a zone, its own or the stack's: 08:00 is no moment then. */
export const checkMissingZone: EndpointRule = ({ path, sections, timezone }) => {
  if (sections.timetable === undefined || timezone !== undefined) return [];
  return [
    {
      severity: "error",
      code: "missing-zone",
      path: `${path}.timetable.timezone`,
      message: "the timetable has no time zone, and the stack gives none",
      expected: "a canonical IANA name such as Europe/Berlin, or UTC",
      fix: "write timezone here, or inference-timetable:timezone for the whole stack",
    },
  ];
};
