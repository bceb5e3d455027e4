import type { Problem } from "../../problem";
import { findZoneProblem, isKnownZone } from "../../timetable/time";
import { type EndpointRule, formatSchedulePath } from "./context";

/** Refuses time zones that are not canonical IANA names: the stack's, the timetable's and the schedules'. */
export const checkUnknownZone: EndpointRule = ({ path, stack, sections }) => {
  const stackProblems = checkZone("timezone", stack.timezone);
  const inherited = stackProblems.length > 0 ? stack.timezone : undefined;
  return [
    ...stackProblems,
    ...checkZone(`${path}.timetable.timezone`, sections.timetable?.timezone),
    ...Object.entries(sections.schedules ?? {})
      .filter(([, { timezone }]) => timezone !== inherited)
      .flatMap(([name, { timezone }]) => checkZone(`${formatSchedulePath(path, name)}.timezone`, timezone)),
  ];
};

function checkZone(path: string, zone: string | undefined): readonly Problem[] {
  if (zone === undefined) return [];
  const base = { severity: "error", code: "unknown-zone", path } as const;
  const problem = findZoneProblem(zone);
  if (problem !== undefined) {
    const { reason: message, suggestion } = problem;
    const expected = `a canonical IANA name such as ${suggestion ?? "Europe/Berlin"}`;
    const fix = `write ${suggestion ?? "the IANA name of the zone, or UTC"}`;
    return [{ ...base, message, expected, fix }];
  }
  if (isKnownZone(zone)) return [];
  return [
    {
      ...base,
      message: `"${zone}" is newer than the time zone data of this Node.js`,
      expected: "a zone that Node.js knows",
      fix: "update Node.js",
    },
  ];
}
