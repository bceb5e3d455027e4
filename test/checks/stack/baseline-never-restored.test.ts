import { checkBaselineNeverRestored } from "../../../src/checks/stack/baseline-never-restored.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";

const out = { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 };

describe("noWayBack", () => {
  it("warns when nothing sets the baseline again", () =>
    expect(checkBaselineNeverRestored(rawContext({ out })).map(formatProblem)).toEqual([
      `warning baseline-never-restored at endpoints.fraud.schedules.out
  "out" sets min 2, max 5 at 2026-01-01T17:00+00:00, and no schedule ever sets the baseline again
  expected: a later schedule with the baseline's min 1, max 2
  fix: add a schedule with min: 1, max: 2 for the time at which it is over`,
    ]));

  it("accepts a schedule that sets the baseline again", () => {
    const back = { schedule: "cron(0 22 ? * MON-FRI *)", min: 1, max: 2 };
    expect(checkBaselineNeverRestored(rawContext({ out, back }))).toEqual([]);
  });

  it("warns when the way back ends before the other schedule does", () => {
    const back = { schedule: "cron(0 22 ? * MON-FRI 2026)", min: 1, max: 2 };
    expect(checkBaselineNeverRestored(rawContext({ out, back }))[0]?.message).toBe(
      '"out" sets min 2, max 5 at 2027-01-01T17:00+00:00, and no schedule ever sets the baseline again',
    );
  });

  it("accepts schedules that never leave the baseline, and none", () => {
    expect(checkBaselineNeverRestored(rawContext({ same: { ...out, min: 1, max: 2 } }))).toEqual(
      [],
    );
    expect(checkBaselineNeverRestored(rawContext({}))).toEqual([]);
  });
});
