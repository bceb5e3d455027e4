import fc from "fast-check";
import type { AwsAction } from "../../../src/plan/cron/scheduled-action";
import { listFirings } from "../../../src/plan/replay/firings";
import { findNextFirings } from "../../../src/plan/replay/next-firings";
import { computeReassertion, type Reassertion } from "../../../src/plan/replay/reassertion";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { formatZoned } from "../../../src/timetable/time/instant";
import { formatPlainMinute } from "../../../src/timetable/time/plain-date-time";
import type { Timeline } from "../../../src/timetable/timeline";
import { dialectArbitrary } from "../../support/cron-dialect";
import { instant } from "../../support/instant";
import { runs } from "../../support/runs";
import { override, timetable } from "../../support/timetables";

const zone = "Europe/Berlin";
const from = instant("2026-11-24T10:00+01:00");
const days = 365;
const minutes = days * 1440;
const always: Timeline = buildTimeline(timetable(), {}, zone);

function action(fields: string, name = "office"): AwsAction {
  return { name, schedule: `cron(${fields})`, timezone: zone, min: 4, max: 12 };
}

function paused(begin: string, end: string): Timeline {
  return buildTimeline(timetable({ override: override(begin, end, "pause") }), {}, zone);
}

function measure(
  fields: readonly string[],
  options: { readonly timeline?: Timeline; readonly every?: number | "never"; readonly at?: number } = {},
): Reassertion {
  const { timeline = always, every = 15, at = from } = options;
  const actions = fields.map((each, index) => action(each, `a${index}`));
  return computeReassertion(timeline, actions, { from: at, everyMinutes: every });
}

function gap({ longestGap }: Reassertion): string {
  return `${formatZoned(zone, longestGap.from)} ${longestGap.minutes}`;
}

const round = (share: number): number => Math.round(share * 100) / 100;

describe("computeReassertion", () => {
  it("counts the minutes whose next firing comes in time", () => {
    // Of each day, the minute of the firing and the 15 or 60 before it.
    const once = measure(["0 8 * * ? *"]);
    expect(once).toMatchObject({ everyMinutes: 15, withinEvery: round(16 / 1440), withinHour: round(61 / 1440) });
    // Every 20 minutes: 15 of the 20 have it within 14 or less, and one within 15.
    expect(measure(["0/20 * * * ? *"])).toMatchObject({ withinEvery: 0.8, withinHour: 1 });
    expect(measure(["0/15 * * * ? *"])).toMatchObject({ withinEvery: 1, withinHour: 1 });
    expect(measure(["0 * * * ? *"], { every: 60 })).toMatchObject({ withinEvery: 1, withinHour: 1 });
  });

  it("finds the longest stretch between two firings, the first of equal ones", () => {
    expect(gap(measure(["0 8 * * ? *", "0 18 * * ? *"]))).toBe("2027-10-30T18:00+02:00 900");
    expect(gap(measure(["0 0/6 * * ? *"], { at: instant("2026-11-24T06:00+01:00") }))).toBe(
      "2027-10-31T00:00+02:00 420",
    );
  });

  it("assumes that nothing fires in the second pass of a doubled hour", () => {
    expect(gap(measure(["0/30 * * * ? *"]))).toBe("2027-10-31T02:30+02:00 90");
  });

  it("counts what is before the first firing, from the moment of the run on", () => {
    expect(gap(measure(["0/30 * * 1-11 ? 2027", "0/30 * * 12 ? *"]))).toBe("2026-11-24T10:00+01:00 9480");
  });

  it("looks past the end of the year for the next firing", () => {
    expect(gap(measure(["0 0 23 11 ? *", "0/30 * ? 1-10 * *"]))).toBe("2027-11-23T00:00+01:00 56160");
    const last = measure(["0 10 24 11 ? *"]);
    expect(gap(last)).toBe("2026-11-24T10:00+01:00 525600");
    // The firing one minute after the last minute of the year is within an hour of the minutes before it.
    expect(last.withinHour).toBe(round(61 / minutes));
    expect(gap(measure(["0 10 25 11 ? 2026"]))).toBe("2026-11-25T10:00+01:00 524160");
  });

  it("finds nothing in time if nothing ever fires", () => {
    const never = measure([]);
    expect(never).toMatchObject({ withinEvery: 0, withinHour: 0 });
    expect(gap(never)).toBe("2026-11-24T10:00+01:00 525600");
  });

  it("has no share of the aim if there is none", () => {
    const never = measure(["0 8 * * ? *"], { every: "never" });
    expect(never).toEqual({
      everyMinutes: "never",
      withinHour: round(61 / 1440),
      longestGap: { from: instant("2027-10-30T08:00+02:00"), minutes: 1500 },
    });
  });

  it("leaves out a pause", () => {
    const timeline = paused("2026-12-01T00:00", "2027-06-01T00:00");
    const rest = measure(["0/15 * * 11-12 ? 2026", "0/15 * * 6-12 ? 2027"], { timeline });
    expect(rest).toMatchObject({ withinEvery: 1, withinHour: 1 });
    expect(gap(rest)).toBe("2027-10-31T02:45+02:00 75");
    const early = measure(["0/15 * 1-20 11 ? 2026", "0/15 * * 6-12 ? 2027"], { timeline });
    expect(gap(early)).toBe(`2026-11-24T10:00+01:00 ${6 * 1440 + 14 * 60}`);
    const whole = measure(["0/15 * * * ? *"], { timeline: paused("2026-11-24T10:00", "2028-01-01T00:00") });
    expect(whole).toMatchObject({ withinEvery: 0, withinHour: 0, longestGap: { from, minutes: 0 } });
  });

  it("finds what a walk minute by minute finds", () => {
    const cron = dialectArbitrary({ min: 2026, max: 2028 });
    fc.assert(
      fc.property(
        fc.array(cron, { minLength: 1, maxLength: 4 }),
        fc.oneof(fc.constant("never" as const), fc.integer({ min: 1, max: 180 })),
        fc.integer({ min: 0, max: minutes }),
        fc.option(fc.tuple(fc.integer({ min: -30, max: 370 }), fc.integer({ min: 1, max: 90 }))),
        (crons, every, later, pause) => {
          const at = from + later;
          const start = new Date((at + (pause?.[0] ?? 0) * 1440) * 60_000).toISOString().slice(0, 13);
          const end = new Date((at + ((pause?.[0] ?? 0) + (pause?.[1] ?? 0)) * 1440) * 60_000)
            .toISOString()
            .slice(0, 13);
          const timeline = pause === null ? always : paused(`${start}:00`, `${end}:00`);
          const actions = crons.map(({ text }, index) => ({ ...action("", `a${index}`), schedule: text }));
          const found = computeReassertion(timeline, actions, { from: at, everyMinutes: every });
          expect(found).toEqual(walk(timeline, actions, at, every));
        },
      ),
      runs(0.05),
    );
  });
});

/** The same, minute by minute from the definition; the firings themselves are proven elsewhere. */
function walk(timeline: Timeline, actions: readonly AwsAction[], at: number, every: number | "never"): Reassertion {
  const fired = new Uint8Array(minutes);
  for (const firing of listFirings(actions, { from: at, to: at + minutes, overlap: "once" }).at) fired[firing - at] = 1;
  const next = findNextFirings(actions, at + minutes, 1)[0]?.at ?? Infinity;
  const rests = markPauses(timeline, at);
  let [counted, inEvery, inHour] = [0, 0, 0];
  for (let t = minutes - 1, coming = next - at; t >= 0; t--) {
    if (fired[t] === 1) coming = t;
    if (rests[t] === 1) continue;
    counted++;
    if (every !== "never" && coming - t <= every) inEvery++;
    if (coming - t <= 60) inHour++;
  }
  let longest = { from: at, minutes: 0 };
  let last = 0;
  const close = (t: number): void => {
    if (t - last > longest.minutes) longest = { from: at + last, minutes: t - last };
    last = t;
  };
  for (let t = 0; t < minutes; t++) {
    if (rests[t] === 1) {
      if (t > 0 && rests[t - 1] === 0) close(t);
      last = t + 1;
    } else if (fired[t] === 1) close(t);
  }
  if (rests[minutes - 1] === 0) close(next === Infinity ? minutes : next - at);
  const share = (count: number): number => (counted === 0 ? 0 : round(count / counted));
  return {
    everyMinutes: every,
    ...(every === "never" ? {} : { withinEvery: share(inEvery) }),
    withinHour: share(inHour),
    longestGap: longest,
  };
}

/** 1 for each minute of a pause. */
function markPauses({ dated }: Timeline, at: number): Uint8Array {
  const rests = new Uint8Array(minutes);
  for (const { from: begin, to: end, paused: rest } of dated?.segments ?? []) {
    if (rest === true) rests.fill(1, toMinute(begin, at), toMinute(end, at));
  }
  return rests;
}

/** The minute of the walk at which Berlin's clocks show a time, for the first time. */
function toMinute(plain: number, at: number): number {
  const summer = plain - 120;
  const exact = [summer, plain - 60].find((utc) => formatZoned(zone, utc).startsWith(formatPlainMinute(plain)));
  return Math.min(minutes, Math.max(0, (exact ?? plain - 60) - at));
}
