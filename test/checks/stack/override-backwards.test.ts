import { checkOverrideBackwards } from "../../../src/checks/stack/override-backwards.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { override } from "../../support/timetables";

const found = (from: string, until: string) =>
  checkOverrideBackwards(contextOf({ override: override(from, until, "9-9") }));

describe("checkOverrideBackwards", () => {
  it("refuses an override that ends before it begins", () => {
    expect(found("2026-12-05T18:00", "2026-12-04T12:00").map(formatProblem)).toEqual([
      `error override-backwards at endpoints.fraud.timetable.override.until
  the override begins at 2026-12-05T18:00 and ends at 2026-12-04T12:00
  expected: an end after 2026-12-05T18:00
  fix: write from: "2026-12-04T12:00", until: "2026-12-05T18:00"`,
    ]);
  });

  it("refuses one that ends when it begins", () => {
    expect(found("2026-12-05T18:00", "2026-12-05T18:00")[0]?.fix).toBe("write a later until");
  });

  it("accepts one of a minute, and none", () => {
    expect(found("2026-12-05T18:00", "2026-12-05T18:01")).toEqual([]);
    expect(checkOverrideBackwards(contextOf({}))).toEqual([]);
  });
});
