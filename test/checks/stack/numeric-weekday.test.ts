import { checkNumericWeekday } from "../../../src/checks/stack/numeric-weekday.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";

const check = (schedule: string): readonly string[] =>
  checkNumericWeekday(rawContext({ out: { schedule } })).map(formatProblem);

describe("checkNumericWeekday", () => {
  it("warns of weekday numbers, and suggests names", () =>
    expect(check("cron(0 17 ? * 1-5 *)")).toEqual([
      `warning numeric-weekday at endpoints.fraud.schedules.out.schedule
  Day-of-week "1-5" counts Sunday as 1, so it means SUN-THU
  expected: names from SUN to SAT
  fix: write SUN-THU`,
    ]));

  it("accepts names", () => expect(check("cron(0 17 ? * SUN-THU *)")).toEqual([]));
});
