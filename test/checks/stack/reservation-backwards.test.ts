import { findReservationProblems, withWindow } from "../../support/reserved-variant";

const find = (more: object) =>
  findReservationProblems("reservation-backwards", withWindow({ days: "mon", min: 1, max: 2 }), more);

describe("checkReservationBackwards", () => {
  it("refuses a reservation that does not end after it begins", () =>
    expect(find({ from: "2027-04-01T06:00" })).toEqual([
      `error reservation-backwards at endpoints.llama.variant.capacityReservation.until
  the reservation begins at 2027-04-01T06:00 and ends at 2027-03-31T20:00
  expected: an end after 2027-04-01T06:00
  fix: write StartTime and EndTime of the training plan, in local time`,
    ]));

  it("accepts one that does", () => expect(find({})).toEqual([]));
});
