import { findNextFirings } from "../../../src/plan/replay/next-firings";
import { formatZoned, parseInstant } from "../../../src/timetable/time/instant";

const now = parseInstant("2026-11-24T08:00Z") ?? NaN;
const action = (name: string, schedule: string, timezone = "Europe/Berlin") => ({
  name,
  schedule,
  timezone,
  min: 1,
  max: 2,
});
const next = (schedule: string, count: number): readonly string[] =>
  findNextFirings([action("a", schedule)], now, count).map(({ at }) => formatZoned("Europe/Berlin", at));

describe("findNextFirings", () => {
  it("merges the firings of several actions, with their limits", () => {
    const found = findNextFirings([action("late", "cron(0 18 * * ? *)"), action("early", "cron(0 8 * * ? *)")], now, 3);
    expect(found.map((f) => `${f.action} ${formatZoned("Europe/Berlin", f.at)}`)).toEqual([
      "late 2026-11-24T18:00+01:00",
      "early 2026-11-25T08:00+01:00",
      "late 2026-11-25T18:00+01:00",
    ]);
    expect(found[0]?.limits).toEqual({ min: 1, max: 2 });
  });

  it("counts a firing at the very moment", () =>
    expect(next("cron(0 9 * * ? *)", 1)).toEqual(["2026-11-24T09:00+01:00"]));

  it("finds what is decades away", () => {
    expect(next("cron(0 0 29 2 ? 2092/4)", 2)).toEqual(["2092-02-29T00:00+01:00", "2096-02-29T00:00+01:00"]);
    expect(next("cron(59 23 31 12 ? 2199)", 1)).toEqual(["2199-12-31T23:59+01:00"]);
    expect(next("at(2080-01-01T00:00:00)", 2)).toEqual(["2080-01-01T00:00+01:00"]);
  });

  it("finds at(…) on any of the coming days", () => {
    const dates = Array.from({ length: 60 }, (_, index) =>
      new Date(Date.UTC(2026, 10, 25 + index)).toISOString().slice(0, 10),
    );
    expect(dates.flatMap((date) => next(`at(${date}T00:00:00)`, 1))).toEqual(
      dates.map((date) => `${date}T00:00+01:00`),
    );
  });

  it("finds no firing if no action ever fires", () => {
    expect(next("cron(0 0 30 2 ? *)", 1)).toEqual([]);
    expect(next("cron(0 0 1 1 ? 2020-2026)", 1)).toEqual([]);
    expect(next("at(2026-11-24T08:59:00)", 1)).toEqual([]);
  });

  it("keeps a rate's beat over the pieces it searches in", () =>
    expect(next("rate(20 days)", 3)).toEqual([
      "2026-11-24T09:00+01:00",
      "2026-12-14T09:00+01:00",
      "2027-01-03T09:00+01:00",
    ]));

  it("fires first at a start time decades ahead", () => {
    const started = { ...action("a", "cron(0 8 * * ? *)"), startTime: "2050-06-01T09:15:00Z" };
    expect(findNextFirings([started], now, 2).map(({ at }) => formatZoned("Europe/Berlin", at))).toEqual([
      "2050-06-01T11:15+02:00",
      "2050-06-02T08:00+02:00",
    ]);
    expect(findNextFirings([{ ...started, endTime: "2050-06-01T09:15:00Z" }], now, 2)).toHaveLength(1);
  });
});
