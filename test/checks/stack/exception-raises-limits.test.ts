import { checkExceptionRaisesLimits } from "../../../src/checks/stack/exception-raises-limits.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { limits, weekly } from "../../support/timetables";

/** Friday 19:00 to Monday 06:30. */
const weekend = { ...weekly("fri", "19:00", "24:00", "1-3"), lengthMinutes: 3570 };
const baseline = limits("4-12");
const on = (use: "baseline" | "sat" | ReturnType<typeof limits>, ...dates: string[]) => ({ on: { dates }, use });
const check = (parts: Parameters<typeof contextOf>[0], rest: Parameters<typeof contextOf>[1] = {}) =>
  checkExceptionRaisesLimits(contextOf({ baseline, windows: { weekend }, ...parts }, rest));

describe("checkExceptionRaisesLimits", () => {
  it("warns that a holiday on a Friday takes the whole weekend", () => {
    expect(check({ exceptions: [on("baseline", "2027-01-01")] }).map(formatProblem)).toEqual([
      `warning exception-raises-limits at endpoints.fraud.timetable.exceptions[0]
  Friday 2027-01-01 loses all of window "weekend", so limits rise from 1-3 to 4-12 on days that no exception lists: Saturday 2027-01-02 00:00 to Monday 2027-01-04 06:30
  expected: an exception that raises limits only on the dates it lists
  fix: split window "weekend" at midnight, so that each day has its own window`,
    ]);
  });

  it("warns once for each window of an entry, and counts its dates", () => {
    const calendars = { holidays: { dates: [{ date: "2027-01-01" }, { date: "2027-03-26" }, { date: "2027-05-06" }] } };
    const exceptions = [{ on: { calendar: "holidays" }, use: "baseline" as const }];
    expect(check({ exceptions }, { calendars }).map(({ message }) => message)).toEqual([
      'Friday 2027-01-01 loses all of window "weekend", so limits rise from 1-3 to 4-12 on days that no exception lists: ' +
        "Saturday 2027-01-02 00:00 to Monday 2027-01-04 06:30; the same after 1 more of its dates",
    ]);
  });

  it("warns of fixed limits and another weekday, too", () => {
    expect(check({ exceptions: [on(limits("1-1"), "2027-01-01")] })).toHaveLength(1);
    expect(check({ exceptions: [on("sat", "2027-01-01")] })).toHaveLength(1);
  });

  it("leaves out days that an exception lists", () => {
    const messages = (...dates: string[]) =>
      check({ exceptions: [on("baseline", ...dates)] }).map(({ message }) => message.replace(/^.*lists: /, ""));
    expect(messages("2027-01-01", "2027-01-02")).toEqual(["Sunday 2027-01-03 00:00 to Monday 2027-01-04 06:30"]);
    expect(messages("2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04")).toEqual([]);
  });

  it("accepts a window that is split at midnight", () => {
    const windows = {
      evening: weekly("fri", "19:00", "24:00", "1-3"),
      weekend: weekly("sat,sun", "00:00", "24:00", "1-3"),
      morning: weekly("mon", "00:00", "06:30", "1-3"),
    };
    expect(check({ windows, exceptions: [on("baseline", "2027-01-01")] })).toEqual([]);
  });

  it("accepts a removed window that raises limits, since they fall without it", () => {
    const exceptions = [on("baseline", "2027-01-01")];
    expect(
      check({ baseline: limits("1-2"), windows: { weekend: { ...weekend, limits: baseline } }, exceptions }),
    ).toEqual([]);
  });

  it("accepts dates that are over", () => {
    expect(check({ exceptions: [on("baseline", "2026-11-20")] })).toEqual([]);
  });
});
