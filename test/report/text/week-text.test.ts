import { readWeek } from "../../../src/report/endpoint-report";
import { formatRealWeek } from "../../../src/report/text/format-week";
import { toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { office, reported } from "../../support/reported";

describe("realWeekText", () => {
  it("stays within the width, special dates too", () => {
    const busy = reported({
      windows: office,
      exceptions: [{ on: { dates: ["2026-12-24", "2026-12-25"] }, use: "sun" }],
    });
    const text = formatRealWeek(readWeek(busy, toEpochDay(2026, 12, 21)), { width: 60, color: false });
    const lines = text.split("\n");
    expect(lines.slice(lines.findIndex((line) => line.startsWith("* ")))).toEqual([
      "* Thu 2026-12-24: 1-2, from 22:00 8 (exception 2026-12-24,",
      "    window batch)",
      "* Fri 2026-12-25: 8, from 02:00 1-2, from 22:00 8 (exception",
      "    2026-12-24, window batch, exception 2026-12-25)",
      "* Sat 2026-12-26: 8, from 02:00 1-2 (exception 2026-12-25,",
      "    window batch)",
    ]);
    expect(lines.filter((line) => [...line].length > 60)).toEqual([]);
  });
});
