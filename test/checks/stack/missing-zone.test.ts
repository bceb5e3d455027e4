import { checkMissingZone } from "../../../src/checks/stack/missing-zone.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext, timetableContext } from "../../support/endpoint-context";

describe("checkMissingZone", () => {
  it("refuses a timetable without any zone", () =>
    expect(checkMissingZone(timetableContext({})).map(formatProblem)).toEqual([
      `error missing-zone at endpoints.fraud.timetable.timezone
  the timetable has no time zone, and the stack has none either
  expected: a canonical IANA name such as Europe/Berlin, or UTC
  fix: write timezone here, or timezone under config for the whole stack`,
    ]));

  it("accepts the stack's zone, and schedules", () => {
    expect(checkMissingZone({ ...timetableContext({}), timezone: "UTC" })).toEqual([]);
    expect(checkMissingZone(rawContext({}))).toEqual([]);
  });
});
