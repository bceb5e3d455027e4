import { checkTooManyRollbackAlarms } from "../../../src/checks/stack/too-many-rollback-alarms.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (count: number): readonly string[] =>
  checkTooManyRollbackAlarms(
    sectionContext({
      deployment: {
        strategy: { type: "allAtOnce" },
        rollbackAlarms: Array.from({ length: count }, (_, index) => `alarm-${index}`),
      },
    }),
  ).map(formatProblem);

describe("checkTooManyRollbackAlarms", () => {
  it("refuses eleven", () =>
    expect(check(11)).toEqual([
      `error too-many-rollback-alarms at endpoints.sentiment.deployment.rollbackAlarms
  11 rollback alarms are listed
  expected: at most 10
  fix: combine some of them in a composite alarm, and list that one`,
    ]));

  it("accepts ten", () => expect(check(10)).toEqual([]));
});
