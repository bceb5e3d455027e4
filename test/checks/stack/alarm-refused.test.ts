import { checkAlarmRefused } from "../../../src/checks/stack/alarm-refused.rule";
import type { StepScalingConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (rest: Partial<StepScalingConfig>): readonly string[] =>
  checkAlarmRefused(sectionContext({ scaling: stepScalingOf([], rest) })).map(formatProblem);

describe("checkAlarmRefused", () => {
  it("refuses a period shorter than the metric's interval", () =>
    expect(check({ periodSeconds: 10 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.period
  invocationsPerInstance arrives once a minute, so an alarm with a period of 10 seconds lacks data most of the time
  expected: whole minutes
  fix: write period: 1m`,
    ]));

  it("accepts it for a metric that arrives every ten seconds", () => {
    const metric = "concurrentRequestsPerModel";
    expect(check({ metric, periodSeconds: 10 })).toEqual([]);
    expect(check({ metric, periodSeconds: 45 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.period
  CloudWatch has no period of 45 seconds
  expected: 10, 20, 30 seconds, or whole minutes
  fix: write period: 1m`,
    ]);
  });

  it("refuses more data points than periods", () => {
    expect(check({ evaluationPeriods: 3, datapointsToAlarm: 4 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.datapointsToAlarm
  datapointsToAlarm 4 is more than evaluationPeriods 3, so the alarm can never fire
  expected: at most 3, the value of evaluationPeriods
  fix: write datapointsToAlarm: 3`,
    ]);
    expect(check({ evaluationPeriods: 3, datapointsToAlarm: 3 })).toEqual([]);
  });

  it("refuses to look back longer than a day, or seven days with long periods", () => {
    const day = { periodSeconds: 60, datapointsToAlarm: 1 };
    expect(check({ ...day, evaluationPeriods: 1440 })).toEqual([]);
    expect(check({ ...day, evaluationPeriods: 1441 })).toEqual([
      `error alarm-refused at endpoints.sentiment.scaling.evaluationPeriods
  1441 periods of 60 seconds are longer than an alarm can look back
  expected: at most one day
  fix: write evaluationPeriods: 1440`,
    ]);
    const week = { periodSeconds: 3600, datapointsToAlarm: 1 };
    expect(check({ ...week, evaluationPeriods: 168 })).toEqual([]);
    expect(check({ ...week, evaluationPeriods: 169 })[0]).toMatch("at most seven days");
  });
});
