import { checkMonitoringNeverAlarms } from "../../../src/checks/stack/monitoring-never-alarms.rule";
import { formatProblem } from "../../../src/problem";
import { limitsContext } from "../../support/section-context";

const monitoring = { notify: { emails: ["a@example.com"] }, afterMinutes: 20, dashboard: true };

describe("checkMonitoringNeverAlarms", () => {
  it("warns if min is 0 all week", () =>
    expect(
      checkMonitoringNeverAlarms(limitsContext({ monitoring }, { min: 0, max: 2 }, { min: 0, max: 4 })).map(
        formatProblem,
      ),
    ).toEqual([
      `warning monitoring-never-alarms at endpoints.sentiment.monitoring
  min is 0 at all times, so the alarm expects no instance and never fires
  fix: give a window a min of 1 or more; failures are still reported`,
    ]));

  it("accepts one hour with a min of 1", () =>
    expect(checkMonitoringNeverAlarms(limitsContext({ monitoring }, { min: 0, max: 2 }, { min: 1, max: 4 }))).toEqual(
      [],
    ));

  it("accepts min 0 without monitoring", () =>
    expect(checkMonitoringNeverAlarms(limitsContext({}, { min: 0, max: 2 }))).toEqual([]));
});
