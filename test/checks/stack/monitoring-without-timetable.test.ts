import { checkMonitoringWithoutTimetable } from "../../../src/checks/stack/monitoring-without-timetable.rule";
import { problemText } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";
import { timetable } from "../../support/timetables";

const arrival = { notify: { emails: ["a@example.com"] }, afterMinutes: 20, dashboard: true };

describe("arrivalWithoutTimetable", () => {
  it("refuses it beside schedules", () =>
    expect(
      checkMonitoringWithoutTimetable(sectionContext({ arrival, schedules: {} })).map(problemText),
    ).toEqual([
      `error arrival-without-timetable at endpoints.sentiment.arrival
  arrival compares what reports with a timetable, and schedules are none
  expected: timetable in place of schedules
  fix: write the schedules as windows of a timetable, or remove arrival`,
    ]));

  it("accepts it beside a timetable, and schedules without it", () => {
    const accepted = [{ arrival, timetable: timetable() }, { schedules: {} }];
    expect(
      accepted.flatMap((each) => checkMonitoringWithoutTimetable(sectionContext(each))),
    ).toEqual([]);
  });
});
