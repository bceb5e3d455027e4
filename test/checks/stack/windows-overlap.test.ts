import { checkWindowsOverlap } from "../../../src/checks/stack/windows-overlap.rule";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";
import { contextOf } from "../../support/timetable-context";
import { limits, onDates, override, weekly } from "../../support/timetables";

const office = weekly("mon-fri", "08:00", "18:00", "4-12");
const messages = (parts: Parameters<typeof contextOf>[0]) =>
  checkWindowsOverlap(contextOf(parts)).map(
    ({ path, message }) => `${path.split(".").at(-1)}: ${message}`,
  );

describe("windowsOverlap", () => {
  it("warns of windows that are active together with different limits, and says what holds", () => {
    const batch = weekly("tue,wed", "16:30", "02:00", "8-8");
    expect(
      checkWindowsOverlap(contextOf({ windows: { office, batch } })).map(formatProblem),
    ).toEqual([
      `warning windows-overlap at endpoints.fraud.timetable.windows.batch
  window "batch" (min 8, max 8) is active together with "office" (min 4, max 12), first on Tuesday 16:30-18:00: the largest hold, min 8 and max 12
  expected: windows of different limits at different times, unless this is meant
  fix: nothing when it is meant; else let one end where the other begins`,
    ]);
  });

  it("says so in one piece over Sunday midnight", () => {
    const windows = {
      night: weekly("sun", "22:00", "03:00", "2-2"),
      batch: weekly("sun", "23:00", "02:00", "8-8"),
    };
    expect(messages({ windows })).toEqual([
      'batch: window "batch" (min 8, max 8) is active together with "night" (min 2, max 2), first on Sunday 23:00 to Monday 02:00: the largest hold, min 8 and max 8',
    ]);
  });

  it("finds windows that are together all week", () => {
    const windows = {
      all: weekly("mon-sun", "00:00", "24:00", "2-2"),
      more: weekly("mon-sun", "00:00", "24:00", "1-3"),
    };
    expect(messages({ windows })[0]).toContain(
      "first on Monday 00:00 to Sunday 24:00: the largest hold, min 2 and max 3",
    );
  });

  it("names the date where only a window on dates meets others", () => {
    const launch = onDates(["2026-12-01", "2026-12-02"], "06:00", "24:00", "10-20");
    expect(messages({ windows: { office, launch } })).toEqual([
      'launch: window "launch" (min 10, max 20) is active together with "office" (min 4, max 12), first on Tuesday 2026-12-01 08:00-18:00: the largest hold, min 10 and max 20',
    ]);
  });

  it("says nothing of dates that have gone by", () => {
    const launch = onDates(["2026-11-23", "2026-11-24"], "08:00", "10:00", "10-20");
    const at = (now: string) =>
      checkWindowsOverlap(contextOf({ windows: { office, launch } }, { now: instant(now) }));
    expect(at("2026-11-24T08:59:00Z")).toHaveLength(1);
    expect(at("2026-11-24T09:00:00Z")).toEqual([]);
  });

  it("names others that it meets at other times", () => {
    const windows = {
      office,
      early: weekly("mon", "05:00", "07:00", "2-2"),
      long: weekly("mon", "06:00", "09:00", "3-3"),
    };
    expect(messages({ windows })).toEqual([
      'long: window "long" (min 3, max 3) is active together with "early" (min 2, max 2), first on Monday 06:00-07:00: the largest hold, min 3 and max 3; at other times with "office"',
    ]);
  });

  it("does not name a window again that it meets at other times too", () => {
    const windows = {
      office,
      batch: weekly("mon", "16:00", "20:00", "8-8"),
      report: weekly("mon", "17:00", "18:00", "8-8"),
    };
    expect(messages({ windows }).map((message) => message.includes("at other times"))).toEqual([
      false,
      false,
    ]);
  });

  it("counts neither lead time nor windows that an exception takes away, but looks below an override", () => {
    const next = weekly("mon-fri", "18:00", "20:00", "5-5");
    expect(messages({ windows: { office, next }, readyBeforeMinutes: 30 })).toEqual([]);
    const launch = onDates(["2026-12-25"], "06:00", "24:00", "10-20");
    const exceptions = [{ on: { dates: ["2026-12-25"] }, use: "baseline" as const }];
    expect(messages({ windows: { office, launch }, exceptions })).toEqual([]);
    const held = override("2026-12-25T00:00", "2026-12-26T00:00", "9-9");
    expect(messages({ windows: { office, launch }, override: held })).toHaveLength(1);
  });

  it("accepts windows of equal limits together, and others that touch", () => {
    const windows = {
      office,
      lunch: weekly("mon-fri", "12:00", "13:00", "4-12"),
      evening: weekly("mon-fri", "18:00", "20:00", "2-3"),
    };
    expect(messages({ windows, baseline: limits("1-1") })).toEqual([]);
  });
});
