import { findLimitsAt } from "../../../src/plan/endpoint/schedule-plan";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { parseInstant } from "../../../src/timetable/time/instant";
import { timetable, weekly } from "../../support/timetables";

const office = buildTimeline(
  timetable({ windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") } }),
  {},
  "Europe/Berlin",
);
const at = (instant: string): unknown => findLimitsAt(office, parseInstant(instant) ?? NaN);

describe("findLimitsAt", () => {
  it("reads the wall clock of the timetable's zone", () => {
    expect(at("2026-11-24T06:59:00Z")).toEqual({ min: 1, max: 2 });
    expect(at("2026-11-24T07:00:00Z")).toEqual({ min: 4, max: 12 });
    expect(at("2026-07-01T05:59:00Z")).toEqual({ min: 1, max: 2 });
    expect(at("2026-07-01T06:00:00Z")).toEqual({ min: 4, max: 12 });
  });

  it("leaves a window at its end", () => {
    expect(at("2026-11-24T16:59:00Z")).toEqual({ min: 4, max: 12 });
    expect(at("2026-11-24T17:00:00Z")).toEqual({ min: 1, max: 2 });
  });
});
