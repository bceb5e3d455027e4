import { checkAlarmRefused } from "../../../src/checks/stack/alarm-refused.rule";
import type { StepScalingConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (rest: Partial<StepScalingConfig>): readonly string[] =>
  checkAlarmRefused(sectionContext({ scaling: stepScalingOf([], rest) })).map(formatProblem);

describe("alarmRefused", () => {
  it("refuses to ask more often than the metric comes", () =>
    expect(said({ periodSeconds: 10 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.period
  invocationsPerInstance comes once a minute, and an alarm that asks every 10 seconds lacks data most of the time
  expected: whole minutes
  fix: write period: 1m`,
    ]));

  it("accepts it for the metric that comes every ten seconds", () => {
    const metric = "concurrentRequestsPerModel";
    expect(said({ metric, periodSeconds: 10 })).toEqual([]);
    expect(said({ metric, periodSeconds: 45 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.period
  CloudWatch knows no period of 45 seconds
  expected: 10, 20, 30 seconds, or whole minutes
  fix: write period: 1m`,
    ]);
  });

  it("refuses more points than periods", () => {
    expect(said({ evaluationPeriods: 3, datapointsToAlarm: 4 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.datapointsToAlarm
  4 of 3 data points can never be beyond a threshold
  expected: at most evaluationPeriods, 3
  fix: write datapointsToAlarm: 3`,
    ]);
    expect(said({ evaluationPeriods: 3, datapointsToAlarm: 3 })).toEqual([]);
  });

  it("refuses to look back longer than a day, or seven with long periods", () => {
    const day = { periodSeconds: 60, datapointsToAlarm: 1 };
    expect(said({ ...day, evaluationPeriods: 1440 })).toEqual([]);
    expect(said({ ...day, evaluationPeriods: 1441 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.evaluationPeriods
  1441 periods of 60 seconds are longer than an alarm may look back
  expected: at most one day
  fix: write evaluationPeriods: 1440`,
    ]);
    const week = { periodSeconds: 3600, datapointsToAlarm: 1 };
    expect(said({ ...week, evaluationPeriods: 168 })).toEqual([]);
    expect(said({ ...week, evaluationPeriods: 169 })[0]).toMatch("at most seven days");
  });
});
