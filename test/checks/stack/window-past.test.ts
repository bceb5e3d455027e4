import { checkWindowPast } from "../../../src/checks/stack/window-past.rule";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";
import { contextOf } from "../../support/timetable-context";
import { onDates, weekly } from "../../support/timetables";

const launch = onDates(["2026-11-01", "2026-11-23"], "06:00", "24:00", "9-9");
const at = (now: string, windows = { launch }) => checkWindowPast(contextOf({ windows }, { now: instant(now) }));

describe("checkWindowPast", () => {
  it("notes a window whose last date has passed", () => {
    expect(at("2026-11-24T08:00:00Z").map(formatProblem)).toEqual([
      `note window-past at endpoints.fraud.timetable.windows.launch
  window "launch" last ended on Monday 2026-11-23 24:00
  fix: remove it, or give it new dates`,
    ]);
  });

  it("uses the clock of the endpoint's zone, to the minute", () => {
    expect(at("2026-11-23T23:00:00Z")).toHaveLength(1);
    expect(at("2026-11-23T22:59:00Z")).toEqual([]);
  });

  it("includes the hours after midnight", () => {
    const windows = { launch: onDates(["2026-11-23"], "22:00", "10:00", "9-9") };
    expect(at("2026-11-24T08:00:00Z", windows)).toEqual([]);
    expect(at("2026-11-24T09:00:00Z", windows)).toHaveLength(1);
  });

  it("accepts recurring windows", () => {
    expect(checkWindowPast(contextOf({ windows: { office: weekly("mon", "08:00", "18:00", "4-4") } }))).toEqual([]);
  });
});
