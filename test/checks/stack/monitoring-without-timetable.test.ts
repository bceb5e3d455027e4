import { checkMonitoringWithoutTimetable } from "../../../src/checks/stack/monitoring-without-timetable.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";
import { timetable } from "../../support/timetables";

const monitoring = { notify: { emails: ["a@example.com"] }, afterMinutes: 20, dashboard: true };

describe("arrivalWithoutTimetable", () => {
  it("refuses it beside schedules", () =>
    expect(
      checkMonitoringWithoutTimetable(sectionContext({ monitoring, schedules: {} })).map(
        formatProblem,
      ),
    ).toEqual([
      `error monitoring-without-timetable at endpoints.sentiment.monitoring
  monitoring compares what reports with a timetable, and schedules are none
  expected: timetable in place of schedules
  fix: write the schedules as windows of a timetable, or remove monitoring`,
    ]));

  it("accepts it beside a timetable, and schedules without it", () => {
    const accepted = [{ monitoring, timetable: timetable() }, { schedules: {} }];
    expect(
      accepted.flatMap((each) => checkMonitoringWithoutTimetable(sectionContext(each))),
    ).toEqual([]);
  });
});
