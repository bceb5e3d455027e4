import { checkUnknownZone } from "../../../src/checks/stack/unknown-zone.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext, timetableContext } from "../../support/endpoint-context";

describe("checkUnknownZone", () => {
  it("refuses an abbreviation as the timetable's zone", () =>
    expect(checkUnknownZone(timetableContext({}, "EST")).map(formatProblem)).toEqual([
      `error unknown-zone at endpoints.fraud.timetable.timezone
  "EST" has no daylight saving rules and AWS may not know it
  expected: a canonical IANA name such as America/New_York
  fix: write America/New_York`,
    ]));

  it("refuses a fixed offset as a schedule's zone", () => {
    const context = rawContext({ out: { schedule: "cron(0 8 ? * MON *)", timezone: "UTC+1" } });
    expect(checkUnknownZone(context).map(formatProblem)).toEqual([
      `error unknown-zone at endpoints.fraud.schedules.out.timezone
  "UTC+1" is a fixed offset: it has no daylight saving rules
  expected: a canonical IANA name such as Europe/Berlin
  fix: write the IANA name of the zone, or UTC`,
    ]);
  });

  it("reports the stack's zone once, not again for each schedule that inherits it", () => {
    const context = rawContext({ out: { schedule: "cron(0 8 ? * MON *)", timezone: "US/Eastern" } });
    const stack = { ...context.stack, timezone: "US/Eastern" };
    expect(checkUnknownZone({ ...context, stack }).map(formatProblem)).toEqual([
      `error unknown-zone at timezone
  "US/Eastern" is an old name of America/New_York
  expected: a canonical IANA name such as America/New_York
  fix: write America/New_York`,
    ]);
  });

  it.each(["America/New_York", "UTC", "Asia/Kolkata"])("accepts %s", (zone) =>
    expect(checkUnknownZone(timetableContext({}, zone))).toEqual([]),
  );
});
