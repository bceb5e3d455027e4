import { checkBaselineNeverRestored } from "../../../src/checks/stack/baseline-never-restored.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";

const out = { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 };

describe("checkBaselineNeverRestored", () => {
  it("warns if nothing restores the baseline", () =>
    expect(checkBaselineNeverRestored(rawContext({ out })).map(formatProblem)).toEqual([
      `warning baseline-never-restored at endpoints.fraud.schedules.out
  "out" sets min 2, max 5 at 2026-01-01T17:00+00:00, and no schedule ever restores the baseline
  expected: a later schedule with the baseline's min 1, max 2
  fix: add a schedule with min: 1, max: 2 at the time those limits should end`,
    ]));

  it("accepts a schedule that restores the baseline", () => {
    const back = { schedule: "cron(0 22 ? * MON-FRI *)", min: 1, max: 2 };
    expect(checkBaselineNeverRestored(rawContext({ out, back }))).toEqual([]);
  });

  it("warns if the restoring schedule ends before the other one", () => {
    const back = { schedule: "cron(0 22 ? * MON-FRI 2026)", min: 1, max: 2 };
    expect(checkBaselineNeverRestored(rawContext({ out, back }))[0]?.message).toBe(
      '"out" sets min 2, max 5 at 2027-01-01T17:00+00:00, and no schedule ever restores the baseline',
    );
  });

  it("accepts schedules that never leave the baseline, and no schedules", () => {
    expect(checkBaselineNeverRestored(rawContext({ same: { ...out, min: 1, max: 2 } }))).toEqual([]);
    expect(checkBaselineNeverRestored(rawContext({}))).toEqual([]);
  });
});
