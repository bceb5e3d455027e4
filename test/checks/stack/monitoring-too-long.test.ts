import type { EndpointContext } from "../../../src/checks/stack/context/endpoint-context";
import { checkMonitoringTooLong } from "../../../src/checks/stack/monitoring-too-long.rule";
import { formatProblem } from "../../../src/problem";
import type { Window } from "../../../src/timetable/model";
import { crowdedFebruary, everySecondDay } from "../../support/crowded-february";
import { contextOf } from "../../support/timetable-context";

const monitoring = { notify: { emails: ["a@example.com"] }, afterMinutes: 5, dashboard: true };
const context = (windows: Readonly<Record<string, Window>>, rest: Partial<EndpointContext> = {}): EndpointContext =>
  contextOf({ windows }, { sections: { monitoring }, ...rest });

describe("checkMonitoringTooLong", () => {
  it("refuses changes that no alarm can hold", () =>
    expect(checkMonitoringTooLong(context(everySecondDay)).map(formatProblem)).toEqual([
      `error monitoring-too-long at endpoints.fraud.monitoring
  the timetable has more changes and dates than a CloudWatch alarm can hold
  expected: at most 10 expressions of 2048 characters
  fix: limit the calendars to the years you need, join windows, or remove monitoring`,
    ]));

  it("accepts changes that fit by day, and endpoints without monitoring", () => {
    expect(checkMonitoringTooLong(context(crowdedFebruary))).toEqual([]);
    expect(checkMonitoringTooLong(context(everySecondDay, { sections: {} }))).toEqual([]);
  });

  it("leaves an unknown zone to another rule", () =>
    expect(checkMonitoringTooLong(context(everySecondDay, { timezone: "Mars/Base" }))).toEqual([]));
});
