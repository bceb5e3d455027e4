import { type DemandHistory, recommendTimetable, runEndpoint, summarizeRun } from "../../src/recommend";
import { compileRecommendation } from "../bench/recommend/compile-recommendation";
import { createHistory, isOffice, officeHistory } from "./histories";

const fleet = { perInstance: 10, startUpMinutes: 10 };

function recommend(history: DemandHistory, holidays: readonly number[] = [], maxWindows = 2) {
  return recommendTimetable(history, { ...fleet, shortfall: 0.01, maxWindows, holidays: new Set(holidays) });
}

const office = recommend(officeHistory);

describe("recommendTimetable", () => {
  it("finds the window of office hours, and says what it is for", () => {
    const { timetable, worthIt, reasons, confidence, expected } = office;
    expect(Object.entries(timetable.windows)).toHaveLength(1);
    const [[name, window] = [], reason] = [Object.entries(timetable.windows)[0], Object.values(reasons)[0]];
    expect(name).toBe("weekdays-0800");
    expect(window).toMatchObject({ days: "mon-fri", from: "08:00", min: 10 });
    expect(reason).toBe(
      "On weekdays, demand usually peaks at 10 instances here, 1 instance in the hour before; 10 are in service when it begins.",
    );
    expect([worthIt, confidence]).toEqual([true, "high"]);
    // 50 hours with 11 instances, so that the load stays below 95 %, and 118 with 1 are 668.
    expect(expected.instanceHoursPerWeek).toBeGreaterThan(617);
    expect(expected.instanceHoursPerWeek).toBeLessThan(690);
    expect(expected.shortfall).toBeLessThan(0.01);
  });

  it("gives config that check accepts, with few actions, and that does what is expected", () => {
    const compiled = compileRecommendation(office);
    expect(compiled.problems.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(compiled.endpoint.plan?.actions.length).toBeLessThan(10);
    const run = summarizeRun(runEndpoint(compiled.endpoint, officeHistory, fleet), 0);
    expect(run.instanceHours / 4).toBeCloseTo(office.expected.instanceHoursPerWeek, 0);
  });

  it("changes no limits at a time that the clock skips or has twice", () => {
    // In New York, from 01:30 to 08:30.
    const night = createHistory(28, 10, (_, minute) => (minute >= 390 && minute < 810 ? 1000 : 50));
    const recommendation = recommend({ ...night, zone: "America/New_York" });
    expect(recommendation.worthIt).toBe(true);
    const { problems } = compileRecommendation(recommendation);
    expect(problems.filter(({ severity }) => severity !== "note")).toEqual([]);
  });

  it("recommends no windows for level demand", () => {
    const { timetable, worthIt, notes } = recommend(createHistory(14, 30, () => 2700));
    expect(timetable.windows).toEqual({});
    expect(timetable.baseline.min).toBe(9);
    expect(worthIt).toBe(false);
    expect(notes[0]).toMatch(/^A timetable is not worth it/);
  });

  it("keeps to the most windows that are allowed", () => {
    expect(recommend(officeHistory, [], 0).timetable.windows).toEqual({});
  });

  it("leaves out holidays, whether listed or seen in the demand", () => {
    const closed = (holiday: number) =>
      createHistory(14, 10, (day, minute) => (day !== holiday && isOffice(day, minute) ? 1000 : 50));
    expect(recommend(closed(9)).notes).toContain("Left out as holidays: 2026-11-11.");
    const listed = Math.floor(officeHistory.start / 1440) + 2;
    expect(recommend(officeHistory, [listed]).notes).toContain("Left out as holidays: 2026-11-04.");
  });

  it("does not take missing data for idle time", () => {
    const history = createHistory(14, 10, (day, minute) =>
      day === 8 && minute < 1200 ? NaN : isOffice(day, minute) ? 1000 : 50,
    );
    const { timetable, notes } = recommend(history);
    expect(notes).toContain("Left out for lack of data: 2026-11-10.");
    expect(notes).toContain("120 intervals of 10 minutes are missing; they count neither as demand nor as idle.");
    expect(Object.values(timetable.windows)[0]).toMatchObject({ days: "mon-fri", min: 10 });
  });

  it("counts growing weeks at the level of the last", () => {
    const history = createHistory(
      28,
      10,
      (day, minute) => (isOffice(day, minute) ? 250 : 12) * (1 + Math.floor(day / 7)),
    );
    const { timetable, notes } = recommend(history);
    expect(notes.join()).toMatch(/Demand changed by 300 %/);
    expect(Object.values(timetable.windows)[0]?.min).toBe(10);
  });

  it("is less sure of a single week", () => {
    const { confidence, notes } = recommend(createHistory(7, 10, (day, minute) => (isOffice(day, minute) ? 1000 : 50)));
    expect(confidence).toBe("low");
    expect(notes).toContain("The history is shorter than two weeks: recommend again when there is more.");
  });

  it("survives a history without requests", () => {
    const { timetable, expected } = recommend(createHistory(7, 60, () => 0));
    expect(timetable.baseline.min).toBe(1);
    expect(expected).toEqual({ instanceHoursPerWeek: 168, shortfall: 0, hoursShort: 0 });
  });
});
