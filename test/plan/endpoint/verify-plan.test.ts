import fc from "fast-check";
import { verifySchedulePlan } from "../../../src/plan/endpoint/create-planner";
import { planSchedules, planTimetable, type SchedulePlan } from "../../../src/plan/endpoint/schedule-plan";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { formatInstant } from "../../../src/timetable/time/instant";
import { timetableArbitrary } from "../../support/arbitraries";
import { instant } from "../../support/instant";
import { runs } from "../../support/runs";
import { onDates, override, timetable, weekly } from "../../support/timetables";

const now = instant("2026-11-24T08:00Z");
const office = weekly("mon-fri", "08:00", "18:00", "4-12");

function planOf(...dates: readonly string[]): SchedulePlan {
  const launch = dates.length === 0 ? {} : { launch: onDates(dates, "06:00", "22:00", "9-9") };
  const config = timetable({ windows: { office, ...launch } });
  return planTimetable(buildTimeline(config, {}, "Europe/Berlin"), { reassertEveryMinutes: 15 }, now);
}

/** The plan with other limits in the actions of a pair of limits, in years that a field names. */
function withLimits(plan: SchedulePlan, max: number, year = ""): SchedulePlan {
  const actions = plan.actions.map((action) =>
    action.max === 12 && action.schedule.includes(year) ? { ...action, max } : action,
  );
  expect(actions).not.toEqual(plan.actions);
  return { ...plan, actions };
}

/** The first moment at which limits differ, and which they are. */
function firstUnequal(plan: SchedulePlan): unknown {
  const [first] = verifySchedulePlan(plan)?.unequal ?? [];
  return first === undefined ? undefined : [formatInstant(first.from), first.expected.max, first.actual.max];
}

describe("verifySchedulePlan", () => {
  it.each([[[]], [["2027-03-28"]], [["2019-12-01", "2027-10-31"]], [["2190-12-01"]]])(
    "finds nothing in the plan of a timetable with the dates %j",
    (dates) => expect(verifySchedulePlan(planOf(...dates))).toBeUndefined(),
  );

  it("finds no difference in a year that begins in a pause", () => {
    const config = timetable({
      windows: { office },
      override: override("2026-12-31T12:00", "2027-01-02T12:00", "pause"),
    });
    const plan = planTimetable(
      buildTimeline(config, {}, "Europe/Berlin"),
      { reassertEveryMinutes: 15 },
      now + 365 * 1440,
    );
    expect(plan.horizon.from).toBe("2027-01-01");
    expect(verifySchedulePlan(plan)).toBeUndefined();
  });

  it("finds no difference in the plan of any timetable, in any year", () => {
    fc.assert(
      fc.property(
        timetableArbitrary,
        fc.constantFrom("UTC", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe"),
        fc.integer({ min: -1, max: 3 }),
        ({ config, calendars }, zone, years) => {
          const { reassertEveryMinutes } = config;
          const timeline = buildTimeline(config, calendars, zone);
          const plan = planTimetable(timeline, { reassertEveryMinutes }, now + years * 365 * 1440);
          expect(verifySchedulePlan(plan)).toBeUndefined();
        },
      ),
      runs(0.05),
    );
  });

  it("finds the first moment of the present year at which the actions set other limits", () =>
    expect(firstUnequal(withLimits(planOf(), 11))).toEqual(["2026-01-01T07:00Z", 12, 11]));

  it("finds it in years that only dates reach into, and in the years before them", () => {
    const far = planOf("2190-12-01");
    expect(firstUnequal(far)).toBeUndefined();
    const without = far.actions.filter(({ max }) => max !== 9);
    expect(firstUnequal({ ...far, actions: without })).toEqual(["2190-12-01T05:00Z", 9, 2]);
    expect(firstUnequal(withLimits(far, 11))).toEqual(["2026-01-01T07:00Z", 12, 11]);
  });

  it("does not compare AWS's own schedules", () => {
    const peak = { schedule: "cron(0 8 * * ? *)", timezone: "UTC", min: 2, max: 5 };
    expect(verifySchedulePlan(planSchedules({ peak }, { min: 1, max: 2 }, now))).toBeUndefined();
  });
});
