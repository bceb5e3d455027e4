import { findReservationProblems, withWindow } from "../../support/reserved-variant";

const find = (timetable: object) => findReservationProblems("reservation-exceeded", timetable);

describe("checkReservationExceeded", () => {
  it("refuses a min above the reserved instances", () =>
    expect(find(withWindow({ dates: ["2027-02-01"], min: 5, max: 5 }))).toEqual([
      `error reservation-exceeded at endpoints.llama.timetable.windows.launch.min
  window "launch" has min 5, and 4 instances are reserved: more fail to launch, such as Monday 2027-02-01 08:00-18:00
  expected: at most 4
  fix: lower it to 4, or correct variant.capacityReservation.instances if more are reserved`,
    ]));

  it("accepts all that are reserved, and leaves other times to another rule", () => {
    expect(find(withWindow({ dates: ["2027-02-01"], min: 4, max: 4 }))).toEqual([]);
    expect(find(withWindow({ dates: ["2027-05-03"], min: 5, max: 5 }))).toEqual([]);
  });

  it("replays schedules", () => {
    const peak = { schedule: "cron(0 9 1 2 ? 2027)", min: 6, max: 6 };
    const after = { schedule: "cron(0 10 1 2 ? 2027)", min: 1, max: 2 };
    const [problem = "", ...others] = find({ baseline: { min: 1, max: 2 }, schedules: { peak, after } });
    expect(others).toEqual([]);
    expect(problem).toContain("at endpoints.llama.schedules.peak.min\n");
    expect(problem).toContain('schedule "peak" has min 6, and 4 instances are reserved');
    expect(problem).toContain("Monday 2027-02-01 09:00-10:00");
  });
});
