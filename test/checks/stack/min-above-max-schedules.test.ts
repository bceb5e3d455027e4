import { checkScheduleMinAboveMax } from "../../../src/checks/stack/min-above-max.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";

const said = (min: number, max: number): readonly string[] =>
  checkScheduleMinAboveMax(rawContext({ out: { schedule: "cron(0 17 ? * MON *)", min, max } })).map(
    formatProblem,
  );

describe("rawLimitsInverted", () => {
  it("refuses a max below min", () =>
    expect(said(5, 2)).toEqual([
      `error min-above-max at endpoints.fraud.schedules.out.max
  max 2 is below min 5
  expected: a max that is min or more
  fix: write min: 2, max: 5`,
    ]));

  it("accepts a max that is min", () => expect(said(2, 2)).toEqual([]));
});
