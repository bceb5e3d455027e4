import { checkTooManyRollbackAlarms } from "../../../src/checks/stack/too-many-rollback-alarms.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const said = (count: number): readonly string[] =>
  checkTooManyRollbackAlarms(
    sectionContext({
      deployment: {
        strategy: { type: "allAtOnce" },
        rollbackAlarms: Array.from({ length: count }, (_, index) => `alarm-${index}`),
      },
    }),
  ).map(formatProblem);

describe("tooManyRollbackAlarms", () => {
  it("refuses eleven", () =>
    expect(said(11)).toEqual([
      `error too-many-rollback-alarms at endpoints.sentiment.deployment.rollbackAlarms
  11 alarms would roll a deployment back
  expected: at most 10
  fix: join some of them in a composite alarm, and name that one`,
    ]));

  it("accepts ten", () => expect(said(10)).toEqual([]));
});
