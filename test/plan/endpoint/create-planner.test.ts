import { createPlanner } from "../../../src/plan/endpoint/create-planner";
import * as compiler from "../../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { instant } from "../../support/instant";
import { timetable, weekly } from "../../support/timetables";

const now = instant("2026-11-24T08:00Z");
const office = () =>
  buildTimeline(
    timetable({ windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") } }),
    {},
    "Europe/Berlin",
  );

describe("createPlanner", () => {
  afterEach(() => jest.restoreAllMocks());

  it("makes the plan of a timetable once, however often it is asked for", () => {
    const made = jest.spyOn(compiler, "compileScheduledActions");
    const plan = createPlanner(now);
    const first = plan(office(), 15);
    expect(plan(office(), 15)).toBe(first);
    expect(made).toHaveBeenCalledTimes(1);
    expect(plan({ ...office(), timezone: "UTC" }, 15)).not.toEqual(first);
    expect(plan(office(), "never")).not.toEqual(first);
    expect(made).toHaveBeenCalledTimes(3);
  });

  it("keeps nothing for the next compilation", () => {
    const made = jest.spyOn(compiler, "compileScheduledActions");
    createPlanner(now)(office(), 15);
    createPlanner(now)(office(), 15);
    expect(made).toHaveBeenCalledTimes(2);
  });

  it("says in what a plan differs from its timetable", () => {
    expect(createPlanner(now)(office(), 15)).not.toHaveProperty("differences");
    jest.spyOn(compiler, "compileScheduledActions").mockReturnValue([]);
    const { differences } = createPlanner(now)(office(), "never");
    expect(differences?.unequal[0]).toMatchObject({
      from: instant("2026-01-01T08:00+01:00"),
      expected: { min: 4, max: 12 },
      actual: { min: 1, max: 2 },
    });
  });
});
