import { checkExceptionNeverApplies } from "../../../src/checks/stack/exception-never-applies.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { limits, weekly } from "../../support/timetables";

const windows = { office: weekly("mon-fri", "08:00", "18:00", "4-12") };
const baseline = "baseline" as const;
const dates = (...list: string[]) => ({ on: { dates: list }, use: baseline });
const calendar = (name: string) => ({ on: { calendar: name }, use: baseline });
const of = (...list: string[]) => ({ dates: list.map((date) => ({ date })) });
const messages = (
  exceptions: NonNullable<Parameters<typeof contextOf>[0]["exceptions"]>,
  calendars: NonNullable<Parameters<typeof contextOf>[1]>["calendars"] = {},
) =>
  checkExceptionNeverApplies(contextOf({ windows, exceptions }, { calendars })).map(
    ({ path, message }) => `${path.replace("endpoints.fraud.timetable.", "")}: ${message}`,
  );

describe("checkExceptionNeverApplies", () => {
  it("warns of a date that would be the same without it", () => {
    const context = contextOf({ windows, exceptions: [dates("2026-12-24", "2026-12-26")] });
    expect(checkExceptionNeverApplies(context).map(formatProblem)).toEqual([
      `warning exception-never-applies at endpoints.fraud.timetable.exceptions[0].dates
  Saturday 2026-12-26 would be the same without this exception
  expected: dates on which the exception changes something
  fix: correct it, or remove it`,
    ]);
  });

  it("warns of a date that an earlier entry decides", () => {
    const exceptions = [dates("2026-12-24"), { ...dates("2026-12-24"), use: limits("3-3") }];
    expect(checkExceptionNeverApplies(contextOf({ windows, exceptions })).map(formatProblem)).toEqual([
      `warning exception-never-applies at endpoints.fraud.timetable.exceptions[1].dates
  exceptions[0] above already decides Thursday 2026-12-24
  expected: dates on which the exception changes something
  fix: remove it, or move this entry up`,
    ]);
  });

  it("names all earlier entries that hide a calendar", () => {
    const calendars = { a: of("2026-12-24"), b: of("2026-12-28"), c: of("2026-12-24", "2026-12-28") };
    expect(messages([calendar("a"), calendar("b"), calendar("c")], calendars)).toEqual([
      'exceptions[2].calendar: exceptions[0] and exceptions[1] above already decide every date of calendar "c"',
    ]);
  });

  it("warns of a calendar none of whose dates makes a difference", () => {
    const calendars = { sundays: of("2026-12-27", "2027-01-03") };
    expect(messages([calendar("sundays")], calendars)).toEqual([
      'exceptions[0].calendar: every date of calendar "sundays" would be the same without this exception',
    ]);
  });

  it("warns of a weekday with the same windows, and of the baseline's limits", () => {
    expect(
      messages([
        { on: { dates: ["2026-12-24"] }, use: "mon" },
        { on: { dates: ["2026-12-26"] }, use: limits("1-2") },
      ]),
    ).toEqual([
      "exceptions[0].dates: Thursday 2026-12-24 would be the same without this exception",
      "exceptions[1].dates: Saturday 2026-12-26 would be the same without this exception",
    ]);
  });

  it("checks a run of dates as a whole", () => {
    expect(messages([dates("2026-12-25", "2026-12-26", "2026-12-27")])).toEqual([]);
    expect(messages([dates("2026-12-26", "2026-12-27")])).toEqual([
      "exceptions[0].dates: Saturday 2026-12-26 to Sunday 2026-12-27 would be the same without this exception",
    ]);
  });

  it("accepts a calendar with one date that makes a difference", () => {
    const calendars = { mostlySundays: of("2026-12-24", "2026-12-27", "2027-01-03") };
    expect(messages([calendar("mostlySundays")], calendars)).toEqual([]);
    expect(messages([{ on: { dates: ["2026-12-26"] }, use: limits("1-3") }])).toEqual([]);
  });

  it("leaves empty or missing calendars and dates out of range to other rules", () => {
    expect(messages([calendar("none"), calendar("gone"), dates("9026-12-24")], { none: of() })).toEqual([]);
  });
});
