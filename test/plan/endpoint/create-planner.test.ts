import { createPlanner, type Planner } from "../../../src/plan/endpoint/create-planner";
import { computeReassertion } from "../../../src/plan/replay/reassertion";
import * as compiler from "../../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { instant } from "../../support/instant";
import { timetable, weekly } from "../../support/timetables";

const now = instant("2026-11-24T08:00Z");
const windows = { office: weekly("mon-fri", "08:00", "18:00", "4-12") };

/** Plans office hours, with a timetable of its own for each call. */
function planOffice(planner: Planner, reassertEveryMinutes: number | "never", timezone = berlin) {
  return planner({ timetable: timetable({ windows, reassertEveryMinutes }) }, timezone);
}

const berlin = "Europe/Berlin";

describe("createPlanner", () => {
  afterEach(() => jest.restoreAllMocks());

  it("plans a timetable once, however many endpoints have it", () => {
    const compileActions = jest.spyOn(compiler, "compileScheduledActions");
    const planner = createPlanner(now, {});
    const first = planOffice(planner, 15);
    expect(planOffice(planner, 15)).toBe(first);
    expect(compileActions).toHaveBeenCalledTimes(1);
    expect(planOffice(planner, 15, "UTC")).not.toEqual(first);
    expect(planOffice(planner, "never")).not.toEqual(first);
    expect(compileActions).toHaveBeenCalledTimes(3);
  });

  it("keeps nothing for the next compilation", () => {
    const compileActions = jest.spyOn(compiler, "compileScheduledActions");
    planOffice(createPlanner(now, {}), 15);
    planOffice(createPlanner(now, {}), 15);
    expect(compileActions).toHaveBeenCalledTimes(2);
  });

  it("plans nothing in an unknown zone, or without a timetable and schedules", () => {
    const config = timetable({ windows });
    const planner = createPlanner(now, {});
    expect(planner({ timetable: config }, undefined)).toEqual({ timeline: buildTimeline(config, {}, "UTC") });
    expect(planner({ timetable: config }, "Europe/Atlantis")).not.toHaveProperty("plan");
    expect(planner({}, "UTC")).toEqual({});
  });

  it("computes how soon the plan of a timetable sets its limits again", () => {
    const planned = planOffice(createPlanner(now, {}), 15);
    expect(planned.plan?.reassertion?.everyMinutes).toBe(15);
    expect(planned.plan?.reassertion).toEqual(
      computeReassertion(planned.timeline!, planned.plan!.actions, { from: now, everyMinutes: 15 }),
    );
    expect(planOffice(createPlanner(now, {}), "never").plan?.reassertion).toMatchObject({ everyMinutes: "never" });
    const peak = { schedule: "cron(0 8 * * ? *)", timezone: "UTC", min: 2, max: 5 };
    const raw = createPlanner(now, {})({ schedules: { peak }, baseline: { min: 1, max: 2 } }, "UTC");
    expect(raw.plan).not.toHaveProperty("reassertion");
  });

  it("finds where a plan differs from its timetable", () => {
    expect(planOffice(createPlanner(now, {}), 15)).not.toHaveProperty("differences");
    jest.spyOn(compiler, "compileScheduledActions").mockReturnValue([]);
    const planned = planOffice(createPlanner(now, {}), "never");
    expect(planned.differences?.unequal[0]).toMatchObject({
      from: instant("2026-01-01T08:00+01:00"),
      expected: { min: 4, max: 12 },
      actual: { min: 1, max: 2 },
    });
  });
});
