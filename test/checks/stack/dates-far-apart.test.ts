import { checkDatesFarApart } from "../../../src/checks/stack/dates-far-apart.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { onDates } from "../../support/timetables";

const saleOn = (...dates: readonly string[]) =>
  contextOf({ windows: { sale: onDates(dates, "08:00", "18:00", "4-12") } });

describe("checkDatesFarApart", () => {
  it("refuses dates whose years are 25 apart", () =>
    expect(checkDatesFarApart(saleOn("2026-06-01", "2051-06-01")).map(formatProblem)).toEqual([
      `error dates-far-apart at endpoints.fraud.timetable
  the timetable's dates range from 2026-06-01 to 2051-06-01
  expected: dates between 1970 and 2199, at most 25 years apart
  fix: remove the dates that are long past or far ahead`,
    ]));

  it("accepts dates from the first to the last of 25 years, and no dates", () => {
    expect(checkDatesFarApart(saleOn("2026-06-01", "2050-06-01"))).toEqual([]);
    expect(checkDatesFarApart(contextOf({}))).toEqual([]);
  });
});
