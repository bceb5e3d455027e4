import { checkCronDialect } from "../../../src/checks/stack/cron-dialect.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";

const check = (schedule: string, name = "ScaleOutForPeakTimes"): readonly string[] =>
  checkCronDialect(rawContext({ [name]: { schedule } })).map(formatProblem);

describe("checkCronDialect", () => {
  it("refuses a schedule without ?", () =>
    expect(check("cron(0 17 * * MON-FRI *)")).toEqual([
      `error cron-dialect at endpoints.fraud.schedules.ScaleOutForPeakTimes.schedule
  "cron(0 17 * * MON-FRI *)" has no ? in either day field
  expected: ? in exactly one of Day-of-month and Day-of-week
  fix: write cron(0 17 ? * MON-FRI *)`,
    ]));

  it("accepts it with the ?", () => expect(check("cron(0 17 ? * MON-FRI *)")).toEqual([]));

  it("leaves weekday numbers to another rule", () => expect(check("cron(0 17 ? * 2-6 *)")).toEqual([]));

  it("quotes a name that is not a plain key", () =>
    expect(check("cron(0 17)", "peak.out")[0]).toContain('at endpoints.fraud.schedules["peak.out"].schedule'));
});
