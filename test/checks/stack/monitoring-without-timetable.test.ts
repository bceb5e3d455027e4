import { checkMonitoringWithoutTimetable } from "../../../src/checks/stack/monitoring-without-timetable.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";
import { timetable } from "../../support/timetables";

const monitoring = { notify: { emails: ["a@example.com"] }, afterMinutes: 20, dashboard: true };

describe("checkMonitoringWithoutTimetable", () => {
  it("refuses monitoring with schedules", () =>
    expect(checkMonitoringWithoutTimetable(sectionContext({ monitoring, schedules: {} })).map(formatProblem)).toEqual([
      `error monitoring-without-timetable at endpoints.sentiment.monitoring
  monitoring needs a timetable to compare with, but this endpoint has schedules
  expected: timetable instead of schedules
  fix: write the schedules as windows of a timetable, or remove monitoring`,
    ]));

  it("accepts monitoring with a timetable, and schedules without monitoring", () => {
    const accepted = [{ monitoring, timetable: timetable() }, { schedules: {} }];
    expect(accepted.flatMap((each) => checkMonitoringWithoutTimetable(sectionContext(each)))).toEqual([]);
  });
});
