import { checkWindowsOverlap } from "../../../src/checks/stack/windows-overlap.rule";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";
import { contextOf } from "../../support/timetable-context";
import { limits, onDates, override, weekly } from "../../support/timetables";

const office = weekly("mon-fri", "08:00", "18:00", "4-12");
const messages = (parts: Parameters<typeof contextOf>[0]) =>
  checkWindowsOverlap(contextOf(parts)).map(({ path, message }) => `${path.split(".").at(-1)}: ${message}`);

describe("checkWindowsOverlap", () => {
  it("warns of overlapping windows with different limits, with the limits that apply", () => {
    const batch = weekly("tue,wed", "16:30", "02:00", "8-8");
    expect(checkWindowsOverlap(contextOf({ windows: { office, batch } })).map(formatProblem)).toEqual([
      `warning windows-overlap at endpoints.fraud.timetable.windows.batch
  window "batch" (min 8, max 8) overlaps "office" (min 4, max 12), first on Tuesday 16:30-18:00, so min 8 and max 12 apply
  expected: windows with different limits at different times, unless this is intended
  fix: leave it if this is intended; otherwise end one window where the other begins`,
    ]);
  });

  it("joins an overlap across Sunday midnight", () => {
    const windows = { night: weekly("sun", "22:00", "03:00", "2-2"), batch: weekly("sun", "23:00", "02:00", "8-8") };
    expect(messages({ windows })).toEqual([
      'batch: window "batch" (min 8, max 8) overlaps "night" (min 2, max 2), first on Sunday 23:00 to Monday 02:00, so min 8 and max 8 apply',
    ]);
  });

  it("finds windows that overlap all week", () => {
    const windows = {
      all: weekly("mon-sun", "00:00", "24:00", "2-2"),
      more: weekly("mon-sun", "00:00", "24:00", "1-3"),
    };
    expect(messages({ windows })[0]).toContain("first on Monday 00:00 to Sunday 24:00, so min 2 and max 3 apply");
  });

  it("names the date if only a window on dates overlaps others", () => {
    const launch = onDates(["2026-12-01", "2026-12-02"], "06:00", "24:00", "10-20");
    expect(messages({ windows: { office, launch } })).toEqual([
      'launch: window "launch" (min 10, max 20) overlaps "office" (min 4, max 12), first on Tuesday 2026-12-01 08:00-18:00, so min 10 and max 20 apply',
    ]);
  });

  it("ignores past dates", () => {
    const launch = onDates(["2026-11-23", "2026-11-24"], "08:00", "10:00", "10-20");
    const at = (now: string) => checkWindowsOverlap(contextOf({ windows: { office, launch } }, { now: instant(now) }));
    expect(at("2026-11-24T08:59:00Z")).toHaveLength(1);
    expect(at("2026-11-24T09:00:00Z")).toEqual([]);
  });

  it("names windows that it overlaps at other times", () => {
    const windows = {
      office,
      early: weekly("mon", "05:00", "07:00", "2-2"),
      long: weekly("mon", "06:00", "09:00", "3-3"),
    };
    expect(messages({ windows })).toEqual([
      'long: window "long" (min 3, max 3) overlaps "early" (min 2, max 2), first on Monday 06:00-07:00, so min 3 and max 3 apply; at other times it overlaps "office"',
    ]);
  });

  it("names each overlapping window once", () => {
    const windows = {
      office,
      batch: weekly("mon", "16:00", "20:00", "8-8"),
      report: weekly("mon", "17:00", "18:00", "8-8"),
    };
    expect(messages({ windows }).map((message) => message.includes("at other times"))).toEqual([false, false]);
  });

  it("ignores lead time and windows that an exception removes, but checks below an override", () => {
    const next = weekly("mon-fri", "18:00", "20:00", "5-5");
    expect(messages({ windows: { office, next }, readyBeforeMinutes: 30 })).toEqual([]);
    const launch = onDates(["2026-12-25"], "06:00", "24:00", "10-20");
    const exceptions = [{ on: { dates: ["2026-12-25"] }, use: "baseline" as const }];
    expect(messages({ windows: { office, launch }, exceptions })).toEqual([]);
    const held = override("2026-12-25T00:00", "2026-12-26T00:00", "9-9");
    expect(messages({ windows: { office, launch }, override: held })).toHaveLength(1);
  });

  it("accepts overlapping windows with equal limits, and windows that touch", () => {
    const windows = {
      office,
      lunch: weekly("mon-fri", "12:00", "13:00", "4-12"),
      evening: weekly("mon-fri", "18:00", "20:00", "2-3"),
    };
    expect(messages({ windows, baseline: limits("1-1") })).toEqual([]);
  });
});
