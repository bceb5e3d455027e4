import fc from "fast-check";
import { buildTimeline } from "../../src/timetable/build-timeline";
import { findSegment, listSegments, mergeSegments, type Timeline } from "../../src/timetable/timeline";
import { firstArbitraryDay, timelineArbitrary, timetableArbitrary, type TimetableCase } from "../support/arbitraries";
import { type NaiveMinute, naiveTimetable } from "../support/naive-timetable";
import { runs } from "../support/runs";
import { datedText, limits, minute, onDates, override, timetable, weekly, weekText } from "../support/timetables";

const office = weekly("mon-fri", "08:00", "18:00", "4-12");

/** The timeline from one plain minute to another, in as few lines as possible. */
function between(timeline: Timeline, from: string, to: string): readonly string[] {
  return datedText(mergeSegments(listSegments(timeline, minute(from), minute(to))));
}

function weekOf(parts: Parameters<typeof timetable>[0]): readonly string[] {
  return weekText(buildTimeline(timetable(parts), {}, "UTC").week);
}

describe("buildTimeline: baseline and recurring windows", () => {
  it("has only the baseline without windows, and no dated part", () => {
    expect(buildTimeline(timetable(), {}, "Europe/Berlin")).toEqual({
      timezone: "Europe/Berlin",
      week: [{ from: 0, to: 10_080, limits: { min: 1, max: 2 }, reasons: ["baseline"] }],
    });
  });

  it("replaces the baseline inside a window, higher or lower", () => {
    const night = weekly("sat", "01:00", "05:30", "0-1");
    expect(weekOf({ windows: { office: weekly("tue", "08:00", "18:00", "4-12"), night } })).toEqual([
      "Mon 00:00 1-2 baseline",
      "Tue 08:00 4-12 window office",
      "Tue 18:00 1-2 baseline",
      "Sat 01:00 0-1 window night",
      "Sat 05:30 1-2 baseline",
    ]);
  });

  it("lets a window that crosses midnight belong to the day on which it starts", () => {
    expect(weekOf({ windows: { batch: weekly("tue", "22:00", "02:00", "8-8") } })).toEqual([
      "Mon 00:00 1-2 baseline",
      "Tue 22:00 8-8 window batch",
      "Wed 02:00 1-2 baseline",
    ]);
  });

  it("goes on over Sunday midnight into Monday", () => {
    expect(weekOf({ windows: { batch: weekly("sun", "22:00", "02:00", "8-8") } })).toEqual([
      "Mon 00:00 8-8 window batch",
      "Mon 02:00 1-2 baseline",
      "Sun 22:00 8-8 window batch",
    ]);
  });

  it("keeps a window over several days", () => {
    const weekend = { ...weekly("fri", "18:00", "06:00", "1-1"), lengthMinutes: 60 * 60 };
    expect(weekOf({ windows: { weekend } })).toEqual([
      "Mon 00:00 1-1 window weekend",
      "Mon 06:00 1-2 baseline",
      "Fri 18:00 1-1 window weekend",
    ]);
  });

  it("names a window once that runs longer than a week and so meets itself", () => {
    const always = { ...weekly("wed", "10:00", "11:00", "3-3"), lengthMinutes: 8 * 1440 };
    expect(weekOf({ windows: { always } })).toEqual(["Mon 00:00 3-3 window always"]);
  });

  it("takes the largest min and the largest max of windows that overlap, in any order", () => {
    const windows = { early: weekly("mon", "06:00", "12:00", "5-6"), late: weekly("mon", "10:00", "20:00", "2-9") };
    expect(weekOf({ windows })).toEqual([
      "Mon 00:00 1-2 baseline",
      "Mon 06:00 5-6 window early",
      "Mon 10:00 5-9 window early, window late",
      "Mon 12:00 2-9 window late",
      "Mon 20:00 1-2 baseline",
    ]);
    expect(weekOf({ windows: { late: windows.late, early: windows.early } })[2]).toBe(
      "Mon 10:00 5-9 window late, window early",
    );
  });

  it("begins the week on a Monday", () => {
    const timeline = buildTimeline(timetable({ windows: { office } }), {}, "UTC");
    expect(between(timeline, "2026-11-30T07:59", "2026-11-30T08:01")).toEqual([
      "Mon 2026-11-30T07:59 1-2 baseline",
      "Mon 2026-11-30T08:00 4-12 window office",
    ]);
  });

  it("lets an empty window never be active", () => {
    const empty = { ...office, lengthMinutes: 0 };
    expect(weekOf({ windows: { empty } })).toEqual(["Mon 00:00 1-2 baseline"]);
  });
});

describe("buildTimeline: exceptions", () => {
  const christmas = { on: { dates: ["2026-12-25"] } };
  const late = weekly("mon-fri", "22:00", "02:00", "6-6");

  it("starts no window for the baseline, and names the exception while one would run", () => {
    const config = timetable({ windows: { office }, exceptions: [{ ...christmas, use: "baseline" }] });
    expect(between(buildTimeline(config, {}, "UTC"), "2026-12-24T12:00", "2026-12-29T00:00")).toEqual([
      "Thu 2026-12-24T12:00 4-12 window office",
      "Thu 2026-12-24T18:00 1-2 baseline",
      "Fri 2026-12-25T08:00 1-2 exception 2026-12-25, baseline",
      "Fri 2026-12-25T18:00 1-2 baseline",
      "Mon 2026-12-28T08:00 4-12 window office",
      "Mon 2026-12-28T18:00 1-2 baseline",
    ]);
  });

  it("starts another weekday's windows, and names the calendar while they differ", () => {
    const windows = { office, brunch: weekly("sat,sun", "10:00", "20:00", "2-3") };
    const calendars = { bavaria: { dates: [{ date: "2026-12-25" }, { date: "2026-12-26" }] } };
    const exceptions = [{ on: { calendar: "bavaria" }, use: "sun" as const }];
    const timeline = buildTimeline(timetable({ windows, exceptions }), calendars, "UTC");
    expect(between(timeline, "2026-12-25T00:00", "2026-12-27T00:00")).toEqual([
      "Fri 2026-12-25T00:00 1-2 baseline",
      "Fri 2026-12-25T08:00 1-2 exception bavaria, baseline",
      "Fri 2026-12-25T10:00 2-3 exception bavaria, window brunch",
      "Fri 2026-12-25T20:00 1-2 baseline",
      "Sat 2026-12-26T10:00 2-3 window brunch",
      "Sat 2026-12-26T20:00 1-2 baseline",
    ]);
  });

  it("holds fixed limits all day, joined with a window still running from the evening before", () => {
    const exceptions = [{ ...christmas, use: limits("3-20") }];
    const timeline = buildTimeline(timetable({ windows: { office, late }, exceptions }), {}, "UTC");
    expect(between(timeline, "2026-12-24T21:00", "2026-12-26T12:00")).toEqual([
      "Thu 2026-12-24T21:00 1-2 baseline",
      "Thu 2026-12-24T22:00 6-6 window late",
      "Fri 2026-12-25T00:00 6-20 exception 2026-12-25, window late",
      "Fri 2026-12-25T02:00 3-20 exception 2026-12-25",
      "Sat 2026-12-26T00:00 1-2 exception 2026-12-25, baseline",
      "Sat 2026-12-26T02:00 1-2 baseline",
    ]);
  });

  it("lets fixed limits below the baseline hold", () => {
    const exceptions = [{ ...christmas, use: limits("0-1") }];
    const timeline = buildTimeline(timetable({ exceptions }), {}, "UTC");
    expect(findSegment(timeline, minute("2026-12-25T23:59")).limits).toEqual({ min: 0, max: 1 });
    expect(findSegment(timeline, minute("2026-12-26T00:00")).limits).toEqual({ min: 1, max: 2 });
  });

  it("removes a window to its end, also after midnight", () => {
    const exceptions = [{ ...christmas, use: "baseline" as const }];
    const timeline = buildTimeline(timetable({ windows: { late }, exceptions }), {}, "UTC");
    expect(between(timeline, "2026-12-25T00:00", "2026-12-26T03:00")).toEqual([
      "Fri 2026-12-25T00:00 6-6 window late",
      "Fri 2026-12-25T02:00 1-2 baseline",
      "Fri 2026-12-25T22:00 1-2 exception 2026-12-25, baseline",
      "Sat 2026-12-26T02:00 1-2 baseline",
    ]);
  });

  it("follows the first entry that lists a date", () => {
    const exceptions = [
      { ...christmas, use: limits("7-7") },
      { on: { dates: ["2026-12-24", "2026-12-25"] }, use: "baseline" as const },
    ];
    const timeline = buildTimeline(timetable({ windows: { office }, exceptions }), {}, "UTC");
    expect(between(timeline, "2026-12-24T12:00", "2026-12-25T12:00")).toEqual([
      "Thu 2026-12-24T12:00 1-2 exception 2026-12-24, baseline",
      "Thu 2026-12-24T18:00 1-2 baseline",
      "Fri 2026-12-25T00:00 7-7 exception 2026-12-25",
    ]);
  });

  it("has no dated part if the listed dates do not differ from the week", () => {
    const exceptions = [{ on: { dates: ["2026-12-27"] }, use: "baseline" as const }];
    expect(buildTimeline(timetable({ windows: { office }, exceptions }), {}, "UTC").dated).toBeUndefined();
  });

  it("treats an unknown calendar as empty", () => {
    for (const calendar of ["bavaria", "constructor"]) {
      const exceptions = [{ on: { calendar }, use: "baseline" as const }];
      const timeline = buildTimeline(timetable({ windows: { office }, exceptions }), {}, "UTC");
      expect(timeline.dated).toBeUndefined();
    }
  });
});

describe("buildTimeline: windows on dates", () => {
  const launch = onDates(["2026-12-25", "2026-12-28"], "06:00", "12:00", "10-20");

  it("joins them with what is active, on an exception's date too", () => {
    const exceptions = [{ on: { dates: ["2026-12-25"] }, use: limits("3-30") }];
    const config = timetable({ windows: { office, launch }, exceptions });
    expect(between(buildTimeline(config, {}, "UTC"), "2026-12-25T00:00", "2026-12-28T13:00")).toEqual([
      "Fri 2026-12-25T00:00 3-30 exception 2026-12-25",
      "Fri 2026-12-25T06:00 10-30 exception 2026-12-25, window launch",
      "Fri 2026-12-25T12:00 3-30 exception 2026-12-25",
      "Sat 2026-12-26T00:00 1-2 baseline",
      "Mon 2026-12-28T06:00 10-20 window launch",
      "Mon 2026-12-28T08:00 10-20 window office, window launch",
      "Mon 2026-12-28T12:00 4-12 window office",
    ]);
  });

  it("replaces the baseline alone, with lower limits too", () => {
    const quiet = onDates(["2026-12-25"], "06:00", "12:00", "0-0");
    const timeline = buildTimeline(timetable({ windows: { quiet } }), {}, "UTC");
    expect(findSegment(timeline, minute("2026-12-25T06:00")).limits).toEqual({ min: 0, max: 0 });
  });

  it("reaches from a day before the first dated minute to a day after the last one, in whole dates", () => {
    const dated = buildTimeline(timetable({ windows: { launch } }), {}, "UTC").dated;
    expect(dated?.from).toBe(minute("2026-12-24T00:00") / 1440);
    expect(dated?.to).toBe(minute("2026-12-30T00:00") / 1440);
  });

  it("leaves out dates that AWS cannot schedule", () => {
    const far = onDates(["1969-12-31", "2026-12-25", "2200-01-01"], "06:00", "12:00", "10-20");
    const exceptions = [{ on: { dates: ["9026-12-25"] }, use: limits("3-30") }];
    const dated = buildTimeline(timetable({ windows: { far }, exceptions }), {}, "UTC").dated;
    expect(dated?.from).toBe(minute("2026-12-24T00:00") / 1440);
    expect(dated?.to).toBe(minute("2026-12-27T00:00") / 1440);
  });

  it("reaches further for a lead time, a window over days and an override", () => {
    const long = { ...onDates(["2026-12-25"], "00:05", "12:00", "4-4"), lengthMinutes: 3 * 1440 };
    const early = timetable({ windows: { long }, readyBeforeMinutes: 10 });
    expect(buildTimeline(early, {}, "UTC").dated?.from).toBe(minute("2026-12-23T00:00") / 1440);
    expect(buildTimeline(early, {}, "UTC").dated?.to).toBe(minute("2026-12-30T00:00") / 1440);
    const later = { ...early, override: override("2027-01-05T08:00", "2027-01-06T00:00", "9-9") };
    expect(buildTimeline(later, {}, "UTC").dated?.to).toBe(minute("2027-01-07T00:00") / 1440);
  });
});

describe("buildTimeline: readyBefore", () => {
  it("moves raises earlier and leaves lowerings", () => {
    expect(weekOf({ windows: { office: weekly("tue", "08:00", "18:00", "4-12") }, readyBeforeMinutes: 10 })).toEqual([
      "Mon 00:00 1-2 baseline",
      "Tue 07:50 4-12 window office, readyBefore",
      "Tue 08:00 4-12 window office",
      "Tue 18:00 1-2 baseline",
    ]);
  });

  it("raises min and max apart", () => {
    const windows = { wide: weekly("tue", "06:00", "08:00", "1-20"), office: weekly("tue", "08:00", "18:00", "4-12") };
    expect(weekOf({ windows, readyBeforeMinutes: 30 }).slice(1)).toEqual([
      "Tue 05:30 1-20 window wide, readyBefore",
      "Tue 06:00 1-20 window wide",
      "Tue 07:30 4-20 window office, readyBefore",
      "Tue 08:00 4-12 window office",
      "Tue 18:00 1-2 baseline",
    ]);
  });

  it("fills a dip that is no longer than the lead, and keeps a longer one", () => {
    const early = weekly("tue", "06:00", "08:00", "4-4");
    const filled = { early, late: weekly("tue", "08:30", "10:00", "4-4") };
    expect(weekOf({ windows: filled, readyBeforeMinutes: 30 }).slice(2, 5)).toEqual([
      "Tue 06:00 4-4 window early",
      "Tue 08:00 4-4 window late, readyBefore",
      "Tue 08:30 4-4 window late",
    ]);
    const kept = { early, late: weekly("tue", "08:31", "10:00", "4-4") };
    expect(weekOf({ windows: kept, readyBeforeMinutes: 30 })[3]).toBe("Tue 08:00 1-2 baseline");
  });

  it("reaches back over Monday midnight", () => {
    expect(weekOf({ windows: { early: weekly("mon", "00:05", "02:00", "4-4") }, readyBeforeMinutes: 10 })).toEqual([
      "Mon 00:00 4-4 window early, readyBefore",
      "Mon 00:05 4-4 window early",
      "Mon 02:00 1-2 baseline",
      "Sun 23:55 4-4 window early, readyBefore",
    ]);
  });

  it("does not get ready for a window that an exception removes", () => {
    const exceptions = [{ on: { dates: ["2026-12-25"] }, use: "baseline" as const }];
    const config = timetable({ windows: { office }, exceptions, readyBeforeMinutes: 10 });
    expect(findSegment(buildTimeline(config, {}, "UTC"), minute("2026-12-25T07:55")).reasons).toEqual(["baseline"]);
  });
});

describe("buildTimeline: override", () => {
  const config = timetable({ windows: { office }, readyBeforeMinutes: 10 });
  const around = (what: ReturnType<typeof override>) =>
    between(buildTimeline({ ...config, override: what }, {}, "UTC"), "2026-12-24T07:00", "2026-12-24T20:00");

  it("has exactly its limits, without lead time, and then the timetable's", () => {
    expect(around(override("2026-12-24T07:55", "2026-12-24T12:30", "0-3", "press day"))).toEqual([
      "Thu 2026-12-24T07:00 1-2 baseline",
      "Thu 2026-12-24T07:50 4-12 window office, readyBefore",
      "Thu 2026-12-24T07:55 0-3 override press day",
      "Thu 2026-12-24T12:30 4-12 window office",
      "Thu 2026-12-24T18:00 1-2 baseline",
    ]);
  });

  it("keeps the limits before it if it is a pause, also where a change is due", () => {
    expect(around(override("2026-12-24T07:50", "2026-12-24T19:00", "pause"))).toEqual([
      "Thu 2026-12-24T07:00 1-2 baseline",
      "Thu 2026-12-24T07:50 1-2 pause (paused)",
      "Thu 2026-12-24T19:00 1-2 baseline",
    ]);
    expect(around(override("2026-12-24T07:55", "2026-12-24T19:00", "pause"))).toEqual([
      "Thu 2026-12-24T07:00 1-2 baseline",
      "Thu 2026-12-24T07:50 4-12 window office, readyBefore",
      "Thu 2026-12-24T07:55 4-12 pause (paused)",
      "Thu 2026-12-24T19:00 1-2 baseline",
    ]);
  });

  it("changes nothing when it ends before it begins", () => {
    const backwards = override("2026-12-24T12:00", "2026-12-24T12:00", "9-9");
    expect(buildTimeline({ ...config, override: backwards }, {}, "UTC").dated).toBeUndefined();
  });
});

/** Shares of the way from a week before the first dated minute to two weeks after the last one. */
const placesArbitrary = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 });

function minuteAt(timeline: Timeline, share: number): number {
  const from = ((timeline.dated?.from ?? firstArbitraryDay) - 7) * 1440;
  const to = ((timeline.dated?.to ?? firstArbitraryDay) + 14) * 1440;
  return Math.floor(from + share * (to - from));
}

/**
 * Half a day, or less with a lead time that makes the naive walk long, and at other places the
 * neighbors of the timeline's edges.
 */
function minutesWorthALook(timeline: Timeline, places: readonly number[], leadMinutes: number): readonly number[] {
  const [dayAt = 0, ...others] = places;
  const length = Math.floor(720 * Math.min(1, 120 / leadMinutes));
  const day = Array.from({ length }, (_, at) => minuteAt(timeline, dayAt) + at);
  const edges = others.flatMap((share) => {
    const { from, to } = findSegment(timeline, minuteAt(timeline, share));
    return [minuteAt(timeline, share), from - 1, from, to - 1, to];
  });
  return [...day, ...edges];
}

function asText(answer: NaiveMinute): string {
  return `${answer.min}-${answer.max}${answer.paused ? " paused" : ""}: ${answer.because.join(", ")}`;
}

function said(timeline: Timeline, at: number): string {
  const { limits: found, reasons, paused } = findSegment(timeline, at);
  return asText({ ...found, because: reasons, paused: paused === true });
}

function firstDifference({ config, calendars }: TimetableCase, places: readonly number[]): string {
  const timeline = buildTimeline(config, calendars, "UTC");
  const naive = naiveTimetable(config, calendars);
  for (const at of minutesWorthALook(timeline, places, config.readyBeforeMinutes)) {
    const [expected, found] = [asText(naive(at)), said(timeline, at)];
    if (expected !== found) return `minute ${at}: expected ${expected}, found ${found}`;
  }
  return "";
}

/** Finds why segments are not a minimal step function over `[from, to)`. */
function flaw(segments: Timeline["week"], from: number, to: number): string {
  if (segments[0]?.from !== from) return "does not begin at the start";
  if (segments.at(-1)?.to !== to) return "does not end at the end";
  for (const [index, segment] of segments.entries()) {
    const next = segments[index + 1];
    if (segment.to <= segment.from) return `empty at ${segment.from}`;
    if (segment.limits.min > segment.limits.max) return `min above max at ${segment.from}`;
    if (next === undefined) continue;
    if (next.from !== segment.to) return `gap or overlap at ${segment.to}`;
    const [a, b] = [segment, next].map((s) => JSON.stringify([s.limits, s.reasons, s.paused]));
    if (a === b) return `equal neighbours at ${segment.to}`;
  }
  return "";
}

describe("buildTimeline, over random timetables", () => {
  it("follows the definitions at every minute", () => {
    fc.assert(
      fc.property(timetableArbitrary, placesArbitrary, (random, places) => {
        const difference = firstDifference(random, places);
        if (difference !== "") throw new Error(difference);
      }),
      runs(),
    );
  });

  it("is gapless, sorted and without equal neighbours, in the week and on dates", () => {
    fc.assert(
      fc.property(timelineArbitrary, ({ week, dated }) => {
        const flaws = [flaw(week, 0, 10_080)];
        if (dated !== undefined) {
          flaws.push(flaw(dated.segments, dated.from * 1440, dated.to * 1440));
        }
        if (flaws.some((found) => found !== "")) throw new Error(flaws.join("; "));
      }),
      runs(),
    );
  });

  it("has the same limits for any order of the windows", () => {
    fc.assert(
      fc.property(timetableArbitrary, ({ config, calendars }) => {
        const turned = Object.fromEntries(Object.entries(config.windows).toReversed());
        const [one, other] = [config, { ...config, windows: turned }].map((either) => {
          const { week, dated } = buildTimeline(either, calendars, "UTC");
          return [changes(week), changes(dated?.segments ?? [])];
        });
        expect(other).toEqual(one);
      }),
      runs(0.2),
    );
  });
});

/** The changes of limits: layers alone may split intervals of equal limits, and differently in each order. */
function changes(segments: Timeline["week"]): readonly string[] {
  const all = segments.map(({ from, limits: { min, max } }) => ({ from, to: `${min}-${max}` }));
  return all.filter(({ to }, index) => to !== all[index - 1]?.to).map(({ from, to }) => `${from}: ${to}`);
}
