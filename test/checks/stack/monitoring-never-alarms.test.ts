import { checkMonitoringNeverAlarms } from "../../../src/checks/stack/monitoring-never-alarms.rule";
import { formatProblem } from "../../../src/problem";
import { limitsContext } from "../../support/section-context";

const monitoring = { notify: { emails: ["a@example.com"] }, afterMinutes: 20, dashboard: true };

describe("arrivalNever", () => {
  it("warns when min is 0 all the week", () =>
    expect(
      checkMonitoringNeverAlarms(
        limitsContext({ monitoring }, { min: 0, max: 2 }, { min: 0, max: 4 }),
      ).map(formatProblem),
    ).toEqual([
      `warning monitoring-never-alarms at endpoints.sentiment.monitoring
  min is 0 at all times, so no instance is ever expected and the alarm stays silent
  fix: give a window a min of 1 or more; failures are told all the same`,
    ]));

  it("is content with an hour in which an instance is asked for", () =>
    expect(
      checkMonitoringNeverAlarms(
        limitsContext({ monitoring }, { min: 0, max: 2 }, { min: 1, max: 4 }),
      ),
    ).toEqual([]));

  it("has nothing to say where nothing watches", () =>
    expect(checkMonitoringNeverAlarms(limitsContext({}, { min: 0, max: 2 }))).toEqual([]));
});
