import { zoneProblem } from "../time/zone-problem";
import { zoneIsKnown } from "../time/zone";
import type { Problem } from "../problem";
import type { EndpointCheck } from "./check";
import { rawPath } from "./raw-path";

/** A zone that is no canonical IANA name with rules: the stack's, the timetable's, a raw schedule's. */
export const unknownZone: EndpointCheck = ({ path, stack, sections }) => {
  const ofStack = refused("timezone", stack.timezone);
  const inherited = ofStack.length > 0 ? stack.timezone : undefined;
  return [
    ...ofStack,
    ...refused(`${path}.timetable.timezone`, sections.timetable?.timezone),
    ...Object.entries(sections.schedules ?? {})
      .filter(([, { timezone }]) => timezone !== inherited)
      .flatMap(([name, { timezone }]) => refused(`${rawPath(path, name)}.timezone`, timezone)),
  ];
};

function refused(path: string, zone: string | undefined): readonly Problem[] {
  if (zone === undefined) return [];
  const base = { severity: "error", code: "unknown-zone", path } as const;
  const problem = zoneProblem(zone);
  if (problem !== undefined) {
    const example = problem.suggestion ?? "Europe/Berlin";
    const fix =
      problem.suggestion === undefined
        ? "write the name of a large city in the zone, or UTC"
        : `write ${problem.suggestion}`;
    const expected = `a canonical IANA name such as ${example}`;
    return [{ ...base, message: problem.reason, expected, fix }];
  }
  if (zoneIsKnown(zone)) return [];
  return [
    {
      ...base,
      message: `"${zone}" is younger than the time zone data of the Node that runs here`,
      expected: "a zone whose clock Node can tell",
      fix: "update Node",
    },
  ];
}
