import { findReservationProblems, withWindow } from "../../support/reserved-variant";

const find = (timetable: object) => findReservationProblems("max-above-reservation", timetable);

describe("checkMaxAboveReservation", () => {
  it("warns of a max above the reserved instances", () =>
    expect(find(withWindow({ days: "mon", min: 1, max: 5 }))).toEqual([
      `warning max-above-reservation at endpoints.llama.timetable.windows.launch.max
  window "launch" allows 5 instances, and 4 are reserved: more fail to launch
  expected: at most 4
  fix: lower it to 4`,
    ]));

  it("accepts all that are reserved, and leaves a min above them to another rule", () => {
    expect(find(withWindow({ days: "mon", min: 1, max: 4 }))).toEqual([]);
    expect(find(withWindow({ days: "mon", min: 5, max: 5 }))).toEqual([]);
  });
});
