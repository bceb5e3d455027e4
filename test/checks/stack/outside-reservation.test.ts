import { findReservationProblems, withWindow } from "../../support/reserved-variant";

const find = (timetable: object) => findReservationProblems("outside-reservation", timetable);
const async = { async: { outputPath: "s3://answers/llama/" } };

describe("checkOutsideReservation", () => {
  it("refuses a window outside the reservation, and warns of the min that a real-time endpoint needs", () => {
    const [window, baseline = "", ...others] = find(withWindow({ dates: ["2027-04-01"], min: 2, max: 2 }));
    expect(window).toBe(`error outside-reservation at endpoints.llama.timetable.windows.launch.min
  window "launch" has min 2 outside the reservation, when the endpoint serves nothing, such as Thursday 2027-04-01 08:00-18:00
  expected: min 1 outside 2027-01-04T06:00 to 2027-03-31T20:00
  fix: give it dates within the reservation, lower it, or remove variant.capacityReservation`);
    expect(baseline).toContain("warning outside-reservation at endpoints.llama.timetable.baseline.min\n");
    expect(baseline).toContain("such as Wednesday 2027-03-31 20:00 to Thursday 2027-04-01 08:00\n");
    expect(baseline).toContain("a real-time endpoint cannot have min 0");
    expect(others).toEqual([]);
  });

  it("refuses limits that rise before the reservation begins", () => {
    const { timetable } = withWindow({ dates: ["2027-01-04"], from: "06:00", min: 4, max: 4 }) as { timetable: object };
    const [window] = find({ timetable: { ...timetable, readyBefore: "20m" } });
    expect(window).toContain('window "launch" (readyBefore) has min 4');
    expect(window).toContain("such as Monday 2027-01-04 05:40-06:00");
  });

  it("accepts windows within the reservation, and no instances outside it", () => {
    const within = { dates: ["2027-01-04"], from: "06:00", min: 4, max: 4 };
    expect(find(withWindow(within))).toEqual([expect.stringMatching(/^warning .*baseline\.min\n/)]);
    const asleep = { timetable: { baseline: { min: 0, max: 0 }, windows: { a: { to: "18:00", ...within } } } };
    expect(find({ ...asleep, ...async })).toEqual([]);
  });

  it("refuses a baseline of an asynchronous endpoint that could be 0", () =>
    expect(find({ ...withWindow({ days: "mon", min: 1, max: 2 }), ...async })).toEqual([
      expect.stringContaining("error outside-reservation at endpoints.llama.timetable.baseline.min\n"),
      expect.stringContaining("error outside-reservation at endpoints.llama.timetable.windows.launch.min\n"),
    ]));
});
