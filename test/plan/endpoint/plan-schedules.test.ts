import { findLimitsInForce, planSchedules, planTimetable } from "../../../src/plan/endpoint/schedule-plan";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { instant } from "../../support/instant";
import { timetable, weekly } from "../../support/timetables";

const monday7am = instant("2026-11-23T07:00Z");
const baseline = { min: 1, max: 2 };

describe("findLimitsInForce", () => {
  it("finds a timetable's limits at a later moment", () => {
    const windows = { office: weekly("mon-fri", "08:00", "18:00", "4-12") };
    const timeline = buildTimeline(timetable({ windows }), {}, "UTC");
    const plan = planTimetable(timeline, { reassertEveryMinutes: "never" }, monday7am);
    expect(plan.registered).toEqual(baseline);
    expect(findLimitsInForce(plan, monday7am + 59)).toEqual(baseline);
    expect(findLimitsInForce(plan, monday7am + 60)).toEqual({ min: 4, max: 12 });
  });

  it("finds the limits of the last firing, and the baseline before the first", () => {
    const peak = { schedule: "at(2026-11-23T08:00:00)", timezone: "UTC", min: 2, max: 5 };
    const plan = planSchedules({ peak }, baseline, monday7am);
    expect(plan.registered).toEqual(baseline);
    expect(findLimitsInForce(plan, monday7am + 59)).toEqual(baseline);
    expect(findLimitsInForce(plan, monday7am + 60)).toEqual({ min: 2, max: 5 });
  });
});
