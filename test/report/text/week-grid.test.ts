import fc from "fast-check";
import { listLimitsOnClock } from "../../../src/plan/usage/limits-over-time";
import { drawLimitsWeek } from "../../../src/report/text/format-week";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { toEpochDay } from "../../../src/timetable/time/plain-date-time";
import type { Segment } from "../../../src/timetable/timeline";
import { timetablesWith } from "../../support/arbitraries";
import { office, onDays, reported, workdays } from "../../support/reported";
import { runs } from "../../support/runs";

const plain = { width: 80, color: false };
const weekOf = (windows: Parameters<typeof reported>[0]["windows"]): readonly Segment[] =>
  reported(windows === undefined ? {} : { windows }).timeline?.week ?? [];

describe("weekGrid", () => {
  it("draws days and hours with limits and window names within 80 columns", () => {
    expect(drawLimitsWeek(weekOf(office), {}, plain)).toBe(
      [
        "    0     2     4     6     8     10    12    14    16    18    20    22",
        "Mon 8 ▓▓▓▓1-2 ░░░░░░░░░░░░░░4-12 office ██████████████████1-2 ░░░░░░░░░░░░░░",
        "Tue 1-2 ░░░░░░░░░░░░░░░░░░░░4-12 office ██████████████████1-2 ░░░░░░░░░░░░░░",
        "Wed 1-2 ░░░░░░░░░░░░░░░░░░░░4-12 office ██████████████████1-2 ░░░░░░░░░░░░░░",
        "Thu 1-2 ░░░░░░░░░░░░░░░░░░░░4-12 office ██████████████████1-2 ░░░░░░░░░░░░░░",
        "Fri 1-2 ░░░░░░░░░░░░░░░░░░░░4-12 office ██████████████████1-2 ░░░░░░░░░░░░░░",
        "Sat 1-2 ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░",
        "Sun 1-2 ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░8 ▓▓▓▓",
      ].join("\n"),
    );
  });

  it("shows the dates and exceptions of a real week, with a flag on the days asked for", () => {
    const closed = reported({ windows: office, exceptions: [{ on: { dates: ["2026-12-24"] }, use: "baseline" }] });
    const monday = toEpochDay(2026, 12, 21);
    const segments = listLimitsOnClock(closed, monday * 1440, (monday + 7) * 1440).map((s) => ({
      ...s,
      from: s.from - monday * 1440,
      to: s.to - monday * 1440,
    }));
    const lines = drawLimitsWeek(segments, { monday, flagged: [3] }, plain).split("\n");
    expect(lines[3]).toMatch(/^Wed 23 1-2 ░+4-12 office █+1-2 ░+$/);
    expect(lines[4]).toMatch(/^Thu 24\*1-2 ░{20}1-2 2026-12-24 ░{15}1-2 ░{14}$/);
  });

  it("never loses a window that is shorter than a mark, and rounds odd minutes to the nearest mark", () => {
    const short = {
      blip: { starts: { days: workdays }, fromMinute: 8 * 60 + 7, lengthMinutes: 4, limits: { min: 9, max: 9 } },
      late: { starts: { days: workdays }, fromMinute: 12 * 60 + 7, lengthMinutes: 60, limits: { min: 9, max: 9 } },
    };
    const [, monday = ""] = drawLimitsWeek(weekOf(short), {}, plain).split("\n");
    expect(monday.slice(4 + 8 * 3, 4 + 9 * 3)).toBe("█1-");
    expect(monday.slice(4 + 12 * 3, 4 + 13 * 3 + 1)).toBe("9 █1");
  });

  it("takes narrower and wider marks to stay within the width", () => {
    const widths = [40, 60, 80, 104, 150].map((width) =>
      Math.max(
        ...drawLimitsWeek(weekOf(office), {}, { width, color: false })
          .split("\n")
          .map((line) => line.length),
      ),
    );
    expect(widths).toEqual([28, 52, 76, 100, 148]);
  });

  it("colours each stretch and changes nothing else", () => {
    const segments = weekOf(office);
    const coloured = drawLimitsWeek(segments, {}, { width: 80, color: true });

    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(drawLimitsWeek(segments, {}, plain));
    expect(coloured).toContain("\u001b[35m4-12 office");
  });

  it("fits any timetable into 80 columns, seven full rows", () => {
    fc.assert(
      fc.property(timetablesWith({ maxWindows: 8, dated: false }), ({ config }) => {
        const { week } = buildTimeline(config, {}, "UTC");
        const lines = drawLimitsWeek(week, {}, plain).split("\n");
        return lines.length === 8 && lines.slice(1).every((line) => line.length === 76);
      }),
      runs(0.4),
    );
  });

  it("draws thirty windows of different limits", () => {
    const thirty = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`w${n}`, onDays(workdays, n * 0.75, n * 0.75 + 0.5, n + 1, n + 1)]),
    );
    const [, monday = ""] = drawLimitsWeek(weekOf(thirty), {}, plain).split("\n");
    expect(monday.length).toBe(76);
    expect(monday.slice(4)).toMatch(/^░.*▒.*▓.*█/);
    expect(monday).toMatch(/█1-2 ░$/);
  });
});
