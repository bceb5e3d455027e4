import { checkOverridePast } from "../../../src/checks/stack/override-past.rule";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";
import { contextOf } from "../../support/timetable-context";
import { override } from "../../support/timetables";

const at = (now: string, reason?: string) =>
  checkOverridePast(
    contextOf({ override: override("2026-11-20T12:00", "2026-11-24T09:00", "9-9", reason) }, { now: instant(now) }),
  );

describe("checkOverridePast", () => {
  it("notes an override that has ended", () => {
    expect(at("2026-11-24T08:00:00Z", "press day").map(formatProblem)).toEqual([
      `note override-past at endpoints.fraud.timetable.override
  the override "press day" ended on Tuesday 2026-11-24 09:00
  fix: remove it`,
    ]);
    expect(at("2026-11-25T08:00:00Z")[0]?.message).toBe("the override ended on Tuesday 2026-11-24 09:00");
  });

  it("accepts an override before its end, and no override", () => {
    expect(at("2026-11-24T07:59:00Z")).toEqual([]);
    expect(checkOverridePast(contextOf({}))).toEqual([]);
  });
});
