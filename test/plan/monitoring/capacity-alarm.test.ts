import fc from "fast-check";
import { maxMathExpressionLength } from "../../../src/aws/facts/quotas";
import { type CapacityAlarmPlan, fitCapacityAlarm } from "../../../src/plan/monitoring/capacity-alarm";
import { evaluateMath, findMathProblem, type MathMoment } from "../../../src/simulator/aws/evaluate-metric-math";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import type { Timetable } from "../../../src/timetable/model";
import { canonical } from "../../../src/timetable/time/iana-zones.json";
import { parseInstant } from "../../../src/timetable/time/instant";
import type { Weekday } from "../../../src/timetable/time/plain-date-time";
import { listClockChanges, listOffsets } from "../../../src/timetable/time/time-zone";
import { findSegment, type Timeline } from "../../../src/timetable/timeline";
import { timelineArbitrary } from "../../support/arbitraries";
import { crowdedFebruary, everySecondDay } from "../../support/crowded-february";
import { runs } from "../../support/runs";
import { onDates, override, timetable, weekly } from "../../support/timetables";

const berlin = (parts: Partial<Timetable>): Timeline => buildTimeline(timetable(parts), {}, "Europe/Berlin");
const office = berlin({ windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") } });

function alarmOf(timeline: Timeline, afterMinutes = 20): CapacityAlarmPlan {
  const plan = fitCapacityAlarm(timeline, afterMinutes);
  if (plan === undefined) throw new Error("the timetable does not fit");
  return plan;
}

function moment(plan: CapacityAlarmPlan, atMinute: number, reporting?: number): MathMoment {
  return {
    expressions: Object.fromEntries(plan.expressions.map((each) => [each.id, each.expression])),
    metrics: { n: reporting },
    at: atMinute * 60,
    periodSeconds: 60,
  };
}

/** How many instances the alarm expects in the minute that begins at an instant: those missing when none reports. */
function expectedAt(plan: CapacityAlarmPlan, instant: string | number): number | undefined {
  const at = typeof instant === "number" ? instant : parseInstant(instant)!;
  return evaluateMath(moment(plan, at), plan.watched.id);
}

describe("fitCapacityAlarm", () => {
  it("writes the week of a timetable as steps of the wall clock", () => {
    const { expressions } = alarmOf(berlin({ windows: { office: weekly("mon", "08:00", "18:00", "4-12") } }));
    const [utc, local, ...rest] = expressions;
    expect(utc).toEqual({ id: "e", expression: "EPOCH(n)/60" });
    expect(local?.expression.slice(0, 60)).toBe("e+60+60*(e>=29579100)-60*(e>=29881500)+60*(e>=30103260)-60*(");
    expect(rest).toEqual([
      { id: "w", expression: "l-5760-10080*FLOOR((l-5760)/10080)" },
      { id: "m1", expression: "1+3*(w>=500)-3*(w>=1080)" },
      { id: "missing", expression: "m1-FILL(n,0)" },
    ]);
  });

  it("is metric math, with a time series for its result", () =>
    expect(findMathProblem(moment(alarmOf(office), first), "missing")).toBeUndefined());

  it("expects a rise after its grace and a fall at once, in winter and in summer", () => {
    const plan = alarmOf(office);
    const hours = (day: string, offset: string): readonly (number | undefined)[] =>
      ["08:19", "08:20", "17:59", "18:00"].map((time) => expectedAt(plan, `${day}T${time}${offset}`));
    expect(hours("2026-11-24", "+01:00")).toEqual([1, 4, 4, 1]);
    expect(hours("2026-07-07", "+02:00")).toEqual([1, 4, 4, 1]);
    expect(hours("2035-07-03", "+02:00")).toEqual([1, 4, 4, 1]);
  });

  it("is right on the days before and after both clock changes", () => {
    const plan = alarmOf(office);
    for (const [day, offset] of [
      ["2027-03-26", "+01:00"],
      ["2027-03-29", "+02:00"],
      ["2027-10-29", "+02:00"],
      ["2027-11-01", "+01:00"],
    ]) {
      expect(expectedAt(plan, `${day}T08:19${offset}`)).toBe(1);
      expect(expectedAt(plan, `${day}T08:20${offset}`)).toBe(4);
    }
  });

  it("counts the grace period in real minutes after a gap", () => {
    const plan = alarmOf(berlin({ windows: { w: weekly("sun", "01:50", "05:00", "4-12") } }));
    const at = (time: string): number | undefined => expectedAt(plan, `2027-03-28T${time}`);
    expect(["01:59+01:00", "03:09+02:00", "03:10+02:00"].map(at)).toEqual([1, 1, 4]);
  });

  it("expects the lowest min in an overlap", () => {
    const plan = alarmOf(berlin({ windows: { w: weekly("sun", "02:30", "05:00", "4-12") } }));
    const at = (time: string): number | undefined => expectedAt(plan, `2026-10-25T${time}`);
    const twice = ["02:50+02:00", "02:10+01:00", "02:50+01:00", "03:00+01:00"];
    expect(twice.map(at)).toEqual([1, 1, 1, 4]);
    expect(expectedAt(plan, "2026-11-01T02:50+01:00")).toBe(4);
  });

  it("counts the instances that are missing, and none as missing when more report", () => {
    const plan = alarmOf(office);
    const noon = parseInstant("2026-11-24T12:00+01:00")!;
    expect(evaluateMath(moment(plan, noon, 3), plan.watched.id)).toBe(1);
    expect(evaluateMath(moment(plan, noon, 4), plan.watched.id)).toBe(0);
    expect(evaluateMath(moment(plan, noon, 9), plan.watched.id)).toBeLessThan(plan.threshold + 1);
  });

  it("follows holidays, windows on dates and overrides", () => {
    const plan = alarmOf(
      berlin({
        windows: {
          office: weekly("mon-fri", "08:00", "18:00", "4-12"),
          launch: onDates(["2026-12-01"], "06:00", "24:00", "10-20"),
        },
        exceptions: [{ on: { dates: ["2026-12-24", "2026-12-25"] }, use: "baseline" }],
        override: override("2026-12-08T12:00", "2026-12-08T16:00", "7-7"),
      }),
    );
    const at = (text: string): number | undefined => expectedAt(plan, `${text}+01:00`);
    expect(["2026-12-01T06:19", "2026-12-01T06:20", "2026-12-02T00:00"].map(at)).toEqual([1, 10, 1]);
    expect(["2026-12-24T12:00", "2026-12-25T12:00", "2026-12-28T12:00"].map(at)).toEqual([1, 1, 4]);
    expect(["2026-12-08T12:19", "2026-12-08T12:20", "2026-12-08T16:00"].map(at)).toEqual([4, 7, 4]);
  });

  it("joins a holiday with the next one if the nights between are equal", () => {
    const plan = alarmOf(
      berlin({
        windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") },
        exceptions: [{ on: { dates: ["2026-12-24", "2026-12-25"] }, use: "baseline" }],
      }),
    );
    expect(plan.expressions.find(({ id }) => id === "d1")?.expression).toBe("0+2*(l>=29968340)-2*(l>=29970360)");
  });

  it("expects nothing during a pause", () => {
    const plan = alarmOf(
      berlin({
        windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") },
        override: override("2026-12-08T12:00", "2026-12-08T16:00", "pause"),
      }),
    );
    expect(expectedAt(plan, "2026-12-08T13:00+01:00")).toBe(0);
    expect(expectedAt(plan, "2026-12-08T16:19+01:00")).toBe(0);
    expect(expectedAt(plan, "2026-12-08T16:20+01:00")).toBe(4);
  });

  it("needs no clock for a timetable that is always the same", () => {
    expect(alarmOf(berlin({})).expressions).toEqual([{ id: "missing", expression: "TIME_SERIES(1)-FILL(n,0)" }]);
  });

  it("rings without data, unless min may be 0", () => {
    expect(alarmOf(office).treatMissingData).toBe("breaching");
    const zero = berlin({
      baseline: { min: 0, max: 2 },
      windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") },
    });
    expect(alarmOf(zero).treatMissingData).toBe("notBreaching");
  });

  it("uses the smallest min of each date if an exact list does not fit", () => {
    const plan = alarmOf(berlin({ windows: crowdedFebruary }), 5);
    expect(plan.precision).toBe("byDay");
    expect(expectedAt(plan, "2027-02-08T06:30+01:00")).toBe(1);
    expect(expectedAt(plan, "2027-03-08T06:30+01:00")).toBe(2);
  });

  it("returns undefined if not even that fits", () => {
    expect(fitCapacityAlarm(berlin({ windows: everySecondDay }), 20)).toBeUndefined();
  });

  it("writes the clock changes of every zone in one expression", () => {
    const config = timetable({ windows: { w: weekly("mon", "08:00", "18:00", "4-12") } });
    for (const zone of canonical) {
      const plan = alarmOf(buildTimeline(config, {}, zone));
      const longest = Math.max(...plan.expressions.map(({ expression }) => expression.length));
      expect({ zone, fits: longest <= maxMathExpressionLength }).toEqual({ zone, fits: true });
    }
  });

  describe("for any timetable", () => {
    it("expects the smallest min since the grace period began, and never more around clock changes", () => {
      fc.assert(
        fc.property(
          timelineArbitrary,
          fc.constantFrom(5, 20, 45, 90),
          fc.integer({ min: 0, max: 729 }),
          (timeline, after, day) => {
            const plan = fitCapacityAlarm(timeline, after);
            fc.pre(plan !== undefined);
            if (plan === undefined) return;
            const spans = [
              { from: first + day * 1440, to: first + (day + 1) * 1440 },
              ...changes(timeline)
                .filter((_, index) => (index + day) % 4 < 2)
                .map(({ at }) => ({ from: at - 180, to: at + 300 })),
            ];
            for (const span of spans) compare(timeline, plan, after, span);
          },
        ),
        runs(0.1),
      );
    });

    it("never expects more around the clock changes of timetables that change there", () => {
      fc.assert(
        fc.property(atNight, fc.constantFrom(5, 20, 45, 90), (timeline, after) => {
          const plan = alarmOf(timeline, after);
          for (const { at } of changes(timeline).slice(0, 2))
            compare(timeline, plan, after, { from: at - 150, to: at + 240 });
        }),
        runs(0.1),
      );
    });
  });
});

/** Windows that begin or end in the first five hours of a weekend's days, in zones that change their clocks then. */
const atNight: fc.Arbitrary<Timeline> = fc
  .record({
    zone: fc.constantFrom(...["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"]),
    windows: fc.array(
      fc.record({
        starts: fc.constantFrom<readonly Weekday[]>(["sun"], ["sat", "sun"]).map((days) => ({ days })),
        fromMinute: fc.integer({ min: 0, max: 59 }).map((step) => step * 5),
        lengthMinutes: fc.integer({ min: 1, max: 40 }).map((step) => step * 5),
        limits: fc.integer({ min: 2, max: 5 }).map((min) => ({ min, max: 9 })),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ zone, windows }) =>
    buildTimeline(
      timetable({ windows: Object.fromEntries(windows.map((each, index) => [`w${index}`, each])) }),
      {},
      zone,
    ),
  );

const first = Date.UTC(2026, 0, 1) / 60_000;

function changes({ timezone }: Timeline): ReturnType<typeof listClockChanges> {
  return listClockChanges(timezone, first, first + 730 * 1440);
}

/** Every five minutes of a span: minute by minute, without the plan's code. */
function compare(
  timeline: Timeline,
  plan: CapacityAlarmPlan,
  after: number,
  span: { readonly from: number; readonly to: number },
): void {
  const start = span.from - after;
  const near = changes(timeline);
  const offsets = listOffsets(timeline.timezone, start, span.to);
  const asked = Array.from({ length: span.to - start }, (_, index) => {
    const at = start + index;
    const offset = offsets.find(({ from, to }) => at >= from && at < to)!.offsetMinutes;
    const { limits, paused } = findSegment(timeline, at + offset);
    return paused === true ? 0 : limits.min;
  });
  for (let at = span.from; at < span.to; at += 5) {
    const most = Math.min(...asked.slice(at - span.from, at - span.from + after + 1));
    const expected = expectedAt(plan, at);
    const told = { at: new Date(at * 60_000).toISOString(), expected };
    if (plan.precision === "byDay" || nearChange(near, at, after)) {
      expect(told).toEqual({ ...told, expected: Math.min(most, expected ?? Infinity) });
    } else expect(told).toEqual({ ...told, expected: most });
  }
}

/** The grace after a gap, an overlap's two passes and the grace after them. */
function nearChange(near: ReturnType<typeof changes>, at: number, after: number): boolean {
  return near.some((change) => {
    const length = Math.abs(change.offsetAfter - change.offsetBefore);
    return change.offsetAfter > change.offsetBefore
      ? at >= change.at && at < change.at + after
      : at >= change.at - length && at < change.at + length + after;
  });
}
