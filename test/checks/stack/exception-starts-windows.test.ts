import { checkExceptionStartsWindows } from "../../../src/checks/stack/exception-starts-windows.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { weekly } from "../../support/timetables";

const office = weekly("mon-fri", "08:00", "18:00", "4-12");
const batch = weekly("sun", "22:00", "02:00", "8-8");
const sunday = (...dates: string[]) => ({ on: { dates }, use: "sun" as const });
const check = (parts: Parameters<typeof contextOf>[0]) => checkExceptionStartsWindows(contextOf(parts));

describe("checkExceptionStartsWindows", () => {
  it("notes how often Sunday's batch starts more", () => {
    const exceptions = [sunday("2026-12-25", "2027-01-01", "2027-01-03")];
    expect(check({ windows: { office, batch }, exceptions }).map(formatProblem)).toEqual([
      `note exception-starts-windows at endpoints.fraud.timetable.exceptions[0].use
  window "batch" starts 2 times more (first on Friday 2026-12-25)
  expected: Sunday's windows start on these dates, nothing else
  fix: leave it if you mean that, or write \`use: baseline\` to start no window`,
    ]);
  });

  it("notes what began on Saturday and does not run on", () => {
    const night = weekly("sat", "22:00", "06:00", "8-8");
    const exceptions = [sunday("2026-12-25", "2026-12-27")];
    expect(check({ windows: { office, night }, exceptions }).map(({ message }) => message)).toEqual([
      '1 date lacks the end of window "night", which a Sunday has from Saturday (first on Friday 2026-12-25)',
    ]);
  });

  it("lets a window run on from the day before if that day has it, too", () => {
    const night = weekly("sat", "22:00", "06:00", "8-8");
    const exceptions = [{ on: { dates: ["2026-12-24"] }, use: "sat" as const }, sunday("2026-12-25")];
    expect(check({ windows: { night }, exceptions }).map(({ path, message }) => `${path} ${message}`)).toEqual([
      'endpoints.fraud.timetable.exceptions[0].use window "night" starts once more (first on Thursday 2026-12-24)',
    ]);
  });

  it("has nothing to note if Sunday has no window, and for other uses and past dates", () => {
    const dates = ["2026-12-25"];
    expect(check({ windows: { office }, exceptions: [sunday(...dates)] })).toEqual([]);
    expect(check({ windows: { office, batch }, exceptions: [{ on: { dates }, use: "baseline" }] })).toEqual([]);
    expect(check({ windows: { office, batch }, exceptions: [sunday("2026-11-23")] })).toEqual([]);
  });
});
