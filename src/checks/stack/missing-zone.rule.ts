import type { EndpointRule } from "./context";

/** Refuses a timetable if neither it nor the stack has a time zone. */
export const checkMissingZone: EndpointRule = ({ path, sections, timezone }) => {
  if (sections.timetable === undefined || timezone !== undefined) return [];
  return [
    {
      severity: "error",
      code: "missing-zone",
      path: `${path}.timetable.timezone`,
      message: "the timetable has no time zone, and the stack has none either",
      expected: "a canonical IANA name such as Europe/Berlin, or UTC",
      fix: "write timezone here, or timezone under config for the whole stack",
    },
  ];
};
