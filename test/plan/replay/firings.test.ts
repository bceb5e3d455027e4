import type { AwsAction } from "../../../src/plan/cron/scheduled-action";
import { listFirings, type OverlapReading } from "../../../src/plan/replay/firings";
import { formatInstant, formatZoned, parseInstant } from "../../../src/timetable/time/instant";

const at = (text: string): number => parseInstant(text) ?? NaN;

function firings(
  schedule: string,
  from: string,
  to: string,
  more: Partial<AwsAction> & { readonly overlap?: OverlapReading } = {},
): readonly string[] {
  const { overlap = "once", ...action } = more;
  const all = { name: "a", timezone: "UTC", min: 1, max: 2, ...action, schedule };
  const found = listFirings([all], { from: at(from), to: at(to), overlap });
  return [...found.at].map((minute) =>
    all.timezone === "UTC" ? formatInstant(minute) : formatZoned(all.timezone, minute),
  );
}

const days = (schedule: string, from: string, to: string): readonly string[] =>
  firings(schedule, `${from}T00:00Z`, `${to}T00:00Z`).map((text) => text.slice(0, 10));

describe("listFirings, by AWS's own examples", () => {
  it("fires at 10:00 each day for 0 10 * * ? *", () =>
    expect(firings("cron(0 10 * * ? *)", "2026-01-01T00:00Z", "2026-01-03T00:00Z")).toEqual([
      "2026-01-01T10:00Z",
      "2026-01-02T10:00Z",
    ]));

  it("fires from Monday to Friday for 0 18 ? * MON-FRI *", () =>
    expect(days("cron(0 18 ? * MON-FRI *)", "2026-01-02", "2026-01-07")).toEqual([
      "2026-01-02",
      "2026-01-05",
      "2026-01-06",
    ]));

  it("fires on the first of the month for 0 8 1 * ? *", () =>
    expect(days("cron(0 8 1 * ? *)", "2026-01-01", "2026-03-02")).toEqual(["2026-01-01", "2026-02-01", "2026-03-01"]));

  it("fires between 8:00 and 17:55 for 0/5 8-17 ? * MON-FRI *", () => {
    const found = firings("cron(0/5 8-17 ? * MON-FRI *)", "2026-01-05T00:00Z", "2026-01-06T00:00Z");
    expect([found.length, found[0], found.at(-1)]).toEqual([120, "2026-01-05T08:00Z", "2026-01-05T17:55Z"]);
  });

  it("tests the weekday on the calendar day for 0/30 20-2 ? * MON-FRI *: on Monday after midnight too", () =>
    expect(firings("cron(0/30 20-2 ? * MON-FRI *)", "2026-01-05T00:00Z", "2026-01-05T20:30Z")).toEqual([
      "2026-01-05T00:00Z",
      "2026-01-05T00:30Z",
      "2026-01-05T01:00Z",
      "2026-01-05T01:30Z",
      "2026-01-05T02:00Z",
      "2026-01-05T02:30Z",
      "2026-01-05T20:00Z",
    ]));

  it("fires on the weekday nearest to the third for 3W", () =>
    expect(days("cron(0 0 3W * ? *)", "2026-01-01", "2026-06-01")).toEqual([
      "2026-01-02",
      "2026-02-03",
      "2026-03-03",
      "2026-04-03",
      "2026-05-04",
    ]));

  it("stays in the month for 1W: Saturday the 1st moves to Monday the 3rd", () =>
    expect(days("cron(0 0 1W * ? *)", "2026-08-01", "2026-08-31")).toEqual(["2026-08-03"]));

  it("fires on the last day of months of every length for L", () =>
    expect(days("cron(0 0 L * ? *)", "2028-01-01", "2028-05-01")).toEqual([
      "2028-01-31",
      "2028-02-29",
      "2028-03-31",
      "2028-04-30",
    ]));

  it("fires on the last working day for LW, a month's last Sunday included", () =>
    expect(days("cron(0 0 LW * ? *)", "2026-01-01", "2026-06-01")).toEqual([
      "2026-01-30",
      "2026-02-27",
      "2026-03-31",
      "2026-04-30",
      "2026-05-29",
    ]));

  it("fires once in a month whose last Friday is its last day for 6L", () =>
    expect(days("cron(0 0 ? * 6L *)", "2026-07-01", "2026-08-01")).toEqual(["2026-07-31"]));

  it("fires on the last Friday for 6L, and on the second Tuesday for 3#2: Sunday is 1", () => {
    expect(days("cron(0 0 ? * 6L *)", "2026-01-01", "2026-03-01")).toEqual(["2026-01-30", "2026-02-27"]);
    expect(days("cron(0 0 ? * 3#2 *)", "2026-01-01", "2026-03-01")).toEqual(["2026-01-13", "2026-02-10"]);
  });

  it("fires only in months that have a fifth Thursday for THU#5", () =>
    expect(days("cron(0 0 ? * THU#5 *)", "2026-01-01", "2026-06-01")).toEqual(["2026-01-29", "2026-04-30"]));

  it("fires on 29 February only in leap years of the year field", () => {
    expect(days("cron(0 0 29 2 ? *)", "2026-01-01", "2033-01-01")).toEqual(["2028-02-29", "2032-02-29"]);
    expect(days("cron(0 0 29 2 ? 2029-2040)", "2026-01-01", "2033-01-01")).toEqual(["2032-02-29"]);
  });

  it("steps from the first minute given for 1/10", () =>
    expect(firings("cron(1/10 5 * * ? *)", "2026-01-01T00:00Z", "2026-01-01T05:32Z")).toEqual([
      "2026-01-01T05:01Z",
      "2026-01-01T05:11Z",
      "2026-01-01T05:21Z",
      "2026-01-01T05:31Z",
    ]));
});

describe("listFirings, across clock changes", () => {
  const berlin = { timezone: "Europe/Berlin" };

  it("follows the wall clock", () =>
    expect(firings("cron(0 8 ? * SUN *)", "2026-03-22T00:00Z", "2026-04-01T00:00Z", berlin)).toEqual([
      "2026-03-22T08:00+01:00",
      "2026-03-29T08:00+02:00",
    ]));

  it("skips what falls into a missing hour", () =>
    expect(firings("cron(30 2 * * ? *)", "2026-03-28T00:00Z", "2026-03-31T00:00Z", berlin)).toEqual([
      "2026-03-28T02:30+01:00",
      "2026-03-30T02:30+02:00",
    ]));

  it("fires in the first pass of a doubled hour, or in both", () => {
    const span = ["2026-10-24T22:00Z", "2026-10-25T22:00Z"] as const;
    expect(firings("cron(30 2 * * ? *)", ...span, berlin)).toEqual(["2026-10-25T02:30+02:00"]);
    expect(firings("cron(30 2 * * ? *)", ...span, { ...berlin, overlap: "twice" })).toEqual([
      "2026-10-25T02:30+02:00",
      "2026-10-25T02:30+01:00",
    ]);
  });

  it("fires once in an overlap if the span begins in the second pass", () =>
    expect(firings("cron(0/30 * * * ? *)", "2026-10-25T01:00Z", "2026-10-25T02:31Z", berlin)).toEqual([
      "2026-10-25T03:00+01:00",
      "2026-10-25T03:30+01:00",
    ]));

  it("handles the half-hour change of Lord Howe", () =>
    expect(
      firings("cron(0/15 2 * * ? *)", "2026-10-03T15:00Z", "2026-10-03T17:00Z", { timezone: "Australia/Lord_Howe" }),
    ).toEqual(["2026-10-04T02:30+11:00", "2026-10-04T02:45+11:00"]));

  it("fires at(…) once in a doubled hour whatever the reading, and never in a missing one", () => {
    const twice = { ...berlin, overlap: "twice" } as const;
    expect(firings("at(2026-10-25T02:30:00)", "2026-10-25T00:00Z", "2026-10-26T00:00Z", twice)).toEqual([
      "2026-10-25T02:30+02:00",
    ]);
    expect(firings("at(2026-03-29T02:30:00)", "2026-03-29T00:00Z", "2026-03-30T00:00Z", berlin)).toEqual([]);
  });
});

describe("listFirings, with at, rate, start and end", () => {
  it("fires at(…) in the action's zone, in the minute of its second", () =>
    expect(
      firings("at(2026-12-24T08:00:59)", "2026-01-01T00:00Z", "2027-01-01T00:00Z", { timezone: "Asia/Kolkata" }),
    ).toEqual(["2026-12-24T08:00+05:30"]));

  it("counts a rate from the span's start, or from the start time", () => {
    expect(firings("rate(20 minutes)", "2026-01-01T00:05Z", "2026-01-01T00:46Z")).toEqual([
      "2026-01-01T00:05Z",
      "2026-01-01T00:25Z",
      "2026-01-01T00:45Z",
    ]);
    expect(
      firings("rate(1 hour)", "2026-01-01T00:05Z", "2026-01-01T02:00Z", { startTime: "2025-12-31T09:30:00Z" }),
    ).toEqual(["2026-01-01T00:30Z", "2026-01-01T01:30Z"]);
  });

  it("fires at the start time too, and not twice when the recurrence comes then", () => {
    const span = ["2026-01-01T00:00Z", "2026-01-03T00:00Z"] as const;
    expect(firings("cron(0 8 * * ? *)", ...span, { startTime: "2026-01-01T09:17:00Z" })).toEqual([
      "2026-01-01T09:17Z",
      "2026-01-02T08:00Z",
    ]);
    expect(firings("cron(0 8 * * ? *)", ...span, { startTime: "2026-01-01T08:00:00Z" })).toEqual([
      "2026-01-01T08:00Z",
      "2026-01-02T08:00Z",
    ]);
  });

  it("stops after the end time", () =>
    expect(
      firings("cron(0 * * * ? *)", "2026-01-01T00:00Z", "2026-01-02T00:00Z", { endTime: "2026-01-01T02:00:00Z" }),
    ).toEqual(["2026-01-01T00:00Z", "2026-01-01T01:00Z", "2026-01-01T02:00Z"]));

  it("never fires what it cannot read", () => {
    const span = ["2026-01-01T00:00Z", "2026-02-01T00:00Z"] as const;
    expect(firings("cron(0 8 * * MON *)", ...span)).toEqual([]);
    expect(firings("cron(0 8 * * ? *)", ...span, { timezone: "Mars/Olympus" })).toEqual([]);
  });
});
