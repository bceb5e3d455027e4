import { compileScheduledActions } from "../../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { listHolidays } from "../../bench/holidays";
import { addHolidays, holidayYears, regions, timetables, toCalendar } from "../../bench/timetables";

type Place = keyof typeof regions;

const places = ["Bavaria", "England", "New York", "India"] as const satisfies readonly Place[];

/** The most actions for the changes alone: without holidays, then with those of each place. If a plan takes fewer, lower these. */
const most: Readonly<Record<string, readonly number[]>> = {
  "office hours": [2, 16, 15, 22, 14],
  "office and weekend": [4, 25, 22, 33, 22],
  "three shifts": [4, 55, 46, 72, 44],
  "retail week, 12 windows": [14, 98, 79, 105, 74],
  "30 windows, odd minutes": [40, 232, 172, 238, 160],
};

function compileTimetable(name: string, place: Place | "none", reassertEveryMinutes: number | "never") {
  const config = timetables[name];
  if (config === undefined) throw new Error(`no timetable ${name}`);
  const region = place === "none" ? undefined : regions[place];
  const timeline =
    region === undefined
      ? buildTimeline(config, {}, "Europe/Berlin")
      : buildTimeline(addHolidays(config), toCalendar(listHolidays(region, holidayYears)), region.timezone);
  return compileScheduledActions(timeline, { reassertEveryMinutes, firstYear: 2026 });
}

describe("compileScheduledActions", () => {
  it("is held to a count for each timetable of the benchmark", () => {
    expect(Object.keys(most)).toEqual(Object.keys(timetables));
  });

  it.each(Object.entries(most))("needs no more actions than it did for %s", (name, counts) => {
    const found = (["none", ...places] as const).map((place) => compileTimetable(name, place, "never").length);
    expect(found.map((count, index) => Math.max(count, counts[index] ?? 0))).toEqual(counts);
  });

  it.each(Object.keys(most))("adds actions only up to 25 for %s", (name) => {
    for (const place of ["none", ...places] as const) {
      const changes = compileTimetable(name, place, "never").length;
      const count = compileTimetable(name, place, 15).length;
      expect(count).toBeGreaterThanOrEqual(changes);
      expect(count).toBeLessThanOrEqual(Math.max(25, changes));
    }
  });
});
