import { formatLegend } from "../../../src/report/text/format-week";
import { office, onDays, reported } from "../../support/reported";

const weekOf = (timetable: Parameters<typeof reported>[0]) => reported(timetable).timeline?.week ?? [];

describe("weekLegend", () => {
  it("tells exact times and reasons, most instances first, the baseline last", () => {
    expect(formatLegend(weekOf({ windows: office }), true, 80)).toBe(
      [
        "min-max  when                 decided by",
        "4-12     Mon-Fri 08:00-18:00  window office",
        "8        Sun 22:00-Mon 02:00  window batch",
        "1-2      otherwise            baseline",
      ].join("\n"),
    );
  });

  it("cuts a window at the end of a week that does not repeat", () => {
    expect(formatLegend(weekOf({ windows: { batch: office.batch } }), false, 80)).toContain(
      "8        Mon 00:00-02:00; Sun 22:00-24:00  window batch",
    );
  });

  it("tells overlapping windows and lead time apart", () => {
    const overlap = { a: onDays(["mon"], 8, 12, 4, 6), b: onDays(["mon"], 10, 14, 2, 9) };
    expect(formatLegend(weekOf({ windows: overlap, readyBeforeMinutes: 10 }), true, 80).split("\n")).toEqual([
      "min-max  when             decided by",
      "4-9      Mon 09:50-10:00  window a, window b, readyBefore",
      "4-9      Mon 10:00-12:00  window a, window b",
      "2-9      Mon 12:00-14:00  window b",
      "4-6      Mon 07:50-08:00  window a, readyBefore",
      "4-6      Mon 08:00-09:50  window a",
      "1-2      otherwise        baseline",
    ]);
  });

  it("says all week where the baseline is everything", () => {
    expect(formatLegend(weekOf({}), true, 80)).toBe("min-max  when      decided by\n1-2      all week  baseline");
  });

  it("puts times below each other where they are too many for a line", () => {
    const shifts = { a: onDays(["mon"], 1, 2, 4, 6), b: onDays(["tue"], 3, 5, 4, 6) };
    const week = weekOf({ windows: { ...shifts } }).map((s) => ({ ...s, reasons: ["window a"] }));
    expect(formatLegend(week, true, 40)).toContain(
      "4-6      Mon 01:00-02:00      window a\n         Tue 03:00-05:00\n",
    );
  });

  it("stays within the width where many windows decide", () => {
    const names = ["morning-shift", "early-batch", "retraining", "campaign", "press-day"];
    const windows = Object.fromEntries(names.map((name) => [name, onDays(["mon"], 8, 12, 4, 6)]));
    const lines = formatLegend(weekOf({ windows }), true, 60).split("\n");
    expect(lines).toEqual([
      "min-max  when             decided by",
      "4-6      Mon 08:00-12:00  window morning-shift, window",
      "                          early-batch, window retraining,",
      "                          window campaign, window press-day",
      "1-2      otherwise        baseline",
    ]);
  });
});
