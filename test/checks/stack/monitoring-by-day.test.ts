import type { EndpointContext } from "../../../src/checks/stack/context/endpoint-context";
import { checkMonitoringByDay } from "../../../src/checks/stack/monitoring-by-day.rule";
import { formatProblem } from "../../../src/problem";
import type { Window } from "../../../src/timetable/model";
import { crowdedFebruary, everySecondDay } from "../../support/crowded-february";
import { contextOf } from "../../support/timetable-context";
import { weekly } from "../../support/timetables";

const monitoring = { notify: { emails: ["a@example.com"] }, afterMinutes: 5, dashboard: true };
const context = (windows: Readonly<Record<string, Window>>): EndpointContext =>
  contextOf({ windows }, { sections: { monitoring } });

describe("checkMonitoringByDay", () => {
  it("warns if the changes of all dates do not fit", () =>
    expect(checkMonitoringByDay(context(crowdedFebruary)).map(formatProblem)).toEqual([
      `warning monitoring-by-day at endpoints.fraud.monitoring
  the alarm cannot hold every change on dates that differ from the week, so on those dates it expects only the smallest min of the day
  fix: limit the calendars to the years you need, or join windows`,
    ]));

  it("accepts changes that fit, and leaves impossible alarms to another rule", () => {
    expect(checkMonitoringByDay(context({ w: weekly("mon", "08:00", "18:00", "4-8") }))).toEqual([]);
    expect(checkMonitoringByDay(context(everySecondDay))).toEqual([]);
  });
});
