import { compileScheduledActions } from "../../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { listHolidays } from "../../bench/holidays";
import { addHolidays, holidayYears, regions, timetables, toCalendar } from "../../bench/timetables";

type Place = keyof typeof regions;

const places = ["Bavaria", "England", "New York", "India"] as const satisfies readonly Place[];

/** The most actions: without holidays, then with those of each place. If a plan takes fewer, lower these. */
const most: Readonly<Record<string, readonly number[]>> = {
  "office hours": [3, 26, 25, 37, 21],
  "office and weekend": [4, 34, 32, 50, 29],
  "three shifts": [6, 82, 80, 119, 68],
  "retail week, 12 windows": [17, 123, 100, 133, 90],
  "30 windows, odd minutes": [51, 376, 295, 419, 277],
};

function countOf(name: string, place: Place | "none"): number {
  const config = timetables[name];
  if (config === undefined) throw new Error(`no timetable ${name}`);
  const region = place === "none" ? undefined : regions[place];
  const timeline =
    region === undefined
      ? buildTimeline(config, {}, "Europe/Berlin")
      : buildTimeline(addHolidays(config), toCalendar(listHolidays(region, holidayYears)), region.timezone);
  return compileScheduledActions(timeline, config.reassertEveryMinutes).length;
}

describe("compileScheduledActions", () => {
  it("is held to a count for each timetable of the benchmark", () => {
    expect(Object.keys(most)).toEqual(Object.keys(timetables));
  });

  it.each(Object.entries(most))("needs no more actions than it did for %s", (name, counts) => {
    const found = (["none", ...places] as const).map((place) => countOf(name, place));
    expect(found.map((count, index) => Math.max(count, counts[index] ?? 0))).toEqual(counts);
  });
});
