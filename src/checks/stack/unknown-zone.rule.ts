import type { Problem } from "../../problem";
import { findZoneProblem, isKnownZone } from "../../timetable/time";
import { type EndpointRule, formatSchedulePath } from "./context";

/** A zone that is no canonical IANA name with rules: the stack's, the timetable's, a raw schedule's. */
export const checkUnknownZone: EndpointRule = ({ path, stack, sections }) => {
  const ofStack = checkZone("timezone", stack.timezone);
  const inherited = ofStack.length > 0 ? stack.timezone : undefined;
  return [
    ...ofStack,
    ...checkZone(`${path}.timetable.timezone`, sections.timetable?.timezone),
    ...Object.entries(sections.schedules ?? {})
      .filter(([, { timezone }]) => timezone !== inherited)
      .flatMap(([name, { timezone }]) =>
        checkZone(`${formatSchedulePath(path, name)}.timezone`, timezone),
      ),
  ];
};

function checkZone(path: string, zone: string | undefined): readonly Problem[] {
  if (zone === undefined) return [];
  const base = { severity: "error", code: "unknown-zone", path } as const;
  const problem = findZoneProblem(zone);
  if (problem !== undefined) {
    const example = problem.suggestion ?? "Europe/Berlin";
    const fix =
      problem.suggestion === undefined
        ? "write the name of a large city in the zone, or UTC"
        : `write ${problem.suggestion}`;
    const expected = `a canonical IANA name such as ${example}`;
    return [{ ...base, message: problem.reason, expected, fix }];
  }
  if (isKnownZone(zone)) return [];
  return [
    {
      ...base,
      message: `"${zone}" is younger than the time zone data of the Node that runs here`,
      expected: "a zone whose clock Node can tell",
      fix: "update Node",
    },
  ];
}
