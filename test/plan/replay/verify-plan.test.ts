import fc from "fast-check";
import type { AwsAction } from "../../../src/plan/cron/scheduled-action";
import { type Firings, listFirings } from "../../../src/plan/replay/firings";
import { type PlanDifferences, verifyPlan } from "../../../src/plan/replay/verify-plan";
import { formatZoned } from "../../../src/timetable/time/instant";
import { type EpochDay, parsePlainDate } from "../../../src/timetable/time/plain-date-time";
import { listGapsAndOverlaps, listOffsets, toEpochMinute } from "../../../src/timetable/time/time-zone";
import { listSegments, type Segment, type Timeline } from "../../../src/timetable/timeline";
import { firstArbitraryDay, timelineArbitrary } from "../../support/arbitraries";
import { dialectArbitrary } from "../../support/cron-dialect";
import { runs } from "../../support/runs";

const zone = "Europe/Berlin";
const day = (text: string): EpochDay => parsePlainDate(text) ?? NaN;
const baseline = { min: 1, max: 2 };
const office = { min: 4, max: 8 };

/** Every day `office` from one minute of the day to another. */
function daily(from: number, to: number): Timeline {
  const week = Array.from({ length: 7 }, (_, weekday) => weekday * 1440).flatMap((midnight) => [
    { from: midnight, to: midnight + from, limits: baseline, reasons: ["baseline"] },
    { from: midnight + from, to: midnight + to, limits: office, reasons: ["window office"] },
    { from: midnight + to, to: midnight + 1440, limits: baseline, reasons: ["baseline"] },
  ]);
  return { timezone: zone, week: week.filter((s) => s.from < s.to) };
}

const out = (cron: string): AwsAction => ({ name: "out", schedule: `cron(${cron})`, timezone: zone, ...office });
const back = (cron: string): AwsAction => ({ name: "back", schedule: `cron(${cron})`, timezone: zone, ...baseline });

function found(timeline: Timeline, actions: readonly AwsAction[], dates: readonly [string, string]): readonly string[] {
  const [from, to] = [day(dates[0]), day(dates[1])];
  const differences = verifyPlan(timeline, actions, { from, to });
  const shown = (at: number): string => formatZoned(zone, at).slice(5, 22);
  return [
    ...differences.unequal.map(
      (u) => `unequal ${u.overlap} ${shown(u.from)} ${shown(u.to)}: min ${u.actual.min}, not ${u.expected.min}`,
    ),
    ...differences.collisions.map(
      (c) => `collision ${shown(c.at)} ${c.actions.map((a) => a.name).join(" ")} ${c.count}`,
    ),
    ...differences.firedWhilePaused.map((f) => `paused ${shown(f.at)} ${f.action}`),
  ];
}

describe("verifyPlan", () => {
  const week: readonly [string, string] = ["2026-01-05", "2026-01-12"];

  it("finds no difference in actions that follow the timeline", () =>
    expect(found(daily(480, 1080), [out("0 8 * * ? *"), back("0 18 * * ? *")], week)).toEqual([]));

  it("finds the stretch in which limits differ", () =>
    expect(
      found(daily(480, 1080), [out("0 8 * * ? *"), back("30 18 ? * MON *")], ["2026-01-05", "2026-01-06"]),
    ).toEqual(["unequal once 01-05T18:00+01:00 01-05T18:30+01:00: min 4, not 1"]));

  it("finds a firing too many", () =>
    expect(
      found(daily(480, 1080), [out("0 8 * * ? *"), back("0 12,18 * * ? *")], ["2026-01-05", "2026-01-06"]),
    ).toEqual(["unequal once 01-05T12:00+01:00 01-05T18:00+01:00: min 1, not 4"]));

  it("finds two actions in one minute, once for the pair", () =>
    expect(
      found(daily(480, 1080), [out("0 8 * * ? *"), { ...out("0 8 * * ? *"), name: "too" }, back("0 18 * * ? *")], week),
    ).toEqual(["collision 01-05T08:00+01:00 out too 7"]));

  it("finds firings in a pause, and expects no limits there", () => {
    const midnight = day("2026-01-05") * 1440;
    const paused: Segment = {
      from: midnight + 600,
      to: midnight + 900,
      limits: office,
      reasons: ["pause"],
      paused: true,
    };
    const timeline: Timeline = {
      ...daily(480, 1080),
      dated: {
        from: day("2026-01-05"),
        to: day("2026-01-06"),
        segments: [
          { from: midnight, to: midnight + 480, limits: baseline, reasons: [] },
          { from: midnight + 480, to: midnight + 600, limits: office, reasons: [] },
          paused,
          { from: midnight + 900, to: midnight + 1080, limits: office, reasons: [] },
          { from: midnight + 1080, to: midnight + 1440, limits: baseline, reasons: [] },
        ],
      },
    };
    const dates: readonly [string, string] = ["2026-01-05", "2026-01-06"];
    const around = [out("0 8,9,15,16,17 * * ? *"), back("0 0-7,18-23 * * ? *")];
    expect(found(timeline, around, dates)).toEqual([]);
    expect(found(timeline, [...around, { ...out("0 12 * * ? *"), name: "noon" }], dates)).toEqual([
      "paused 01-05T12:00+01:00 noon",
    ]);
  });

  describe("around clock changes", () => {
    const gap: readonly [string, string] = ["2026-03-29", "2026-03-30"];
    const overlap: readonly [string, string] = ["2026-10-25", "2026-10-26"];

    it("wants limits right at the end of a missing hour", () => {
      const from0230 = daily(150, 1080);
      expect(found(from0230, [out("30 2 * * ? *"), back("0 18 * * ? *")], gap)).toEqual([
        "unequal once 03-29T03:00+02:00 03-29T18:00+02:00: min 1, not 4",
      ]);
      expect(found(from0230, [out("30 2,3 * * ? *"), back("0 18 * * ? *")], gap)).toEqual([
        "unequal once 03-29T03:00+02:00 03-29T03:30+02:00: min 1, not 4",
      ]);
      expect(found(from0230, [out("0/30 3 * * ? *"), back("0 18 * * ? *")], gap)).toEqual([]);
    });

    it("expects no limits in an overlap, and both readings to agree after it", () => {
      expect(found(daily(150, 1080), [out("30 2 * * ? *"), back("0 18 * * ? *")], overlap)).toEqual([]);
      // The firing at 02:00 is wrong whichever way AWS reads the hour; that shows before and after it.
      expect(found(daily(0, 150), [out("0 0,2 * * ? *"), back("30 1 * * ? *")], overlap)).toEqual([
        "unequal once 10-25T01:30+02:00 10-25T02:00+02:00: min 1, not 4",
        "unequal twice 10-25T01:30+02:00 10-25T02:00+02:00: min 1, not 4",
        "unequal once 10-25T03:00+01:00 10-26T00:00+01:00: min 4, not 1",
        "unequal twice 10-25T03:00+01:00 10-26T00:00+01:00: min 4, not 1",
      ]);
    });
  });
});

/** The same, minute by minute from the definitions; the firings themselves are proven elsewhere. */
function minuteByMinute(timeline: Timeline, actions: readonly AwsAction[], span: { from: EpochDay; to: EpochDay }) {
  const { timezone } = timeline;
  const [from, to] = [span.from, span.to].map((date) => toEpochMinute(timezone, date * 1440, "compatible"));
  const plainOf = new Map<number, number>();
  const shown = new Map<number, number>();
  for (const stretch of listOffsets(timezone, from! - 1440, to! + 1440)) {
    for (let at = stretch.from; at < stretch.to; at++) {
      const plain = at + stretch.offsetMinutes;
      plainOf.set(at, plain);
      shown.set(plain, (shown.get(plain) ?? 0) + 1);
    }
  }
  const segments = listSegments(timeline, from! - 2880, to! + 2880);
  let index = 0;
  const segmentAt = (plain: number): Segment => {
    while (index > 0 && segments[index]!.from > plain) index--;
    while (segments[index]!.to <= plain) index++;
    return segments[index]!;
  };
  const read = (firings: Firings) => {
    const unequal: number[] = [];
    let limits: { readonly min: number; readonly max: number } = segmentAt(plainOf.get(from!)!).limits;
    let next = 0;
    for (let at = from!; at < to!; at++) {
      while (firings.at[next] === at) limits = actions[firings.action[next++]!]!;
      const { limits: wanted, paused } = segmentAt(plainOf.get(at)!);
      const doubled = shown.get(plainOf.get(at)!)! > 1;
      if (!paused && !doubled && (wanted.min !== limits.min || wanted.max !== limits.max)) unequal.push(at);
    }
    return unequal;
  };
  const once = listFirings(actions, { from: from!, to: to!, overlap: "once" });
  const twice = listFirings(actions, { from: from!, to: to!, overlap: "twice" });
  const collisions = [...twice.at].filter((at, place) => twice.at[place - 1] === at).length;
  const whilePaused = [...twice.at].filter((at) => segmentAt(plainOf.get(at)!).paused === true);
  const bothSame = once.at.length === twice.at.length;
  return { once: read(once), twice: bothSame ? [] : read(twice), collisions, whilePaused };
}

function minutesOf({ unequal }: PlanDifferences, overlap: "once" | "twice"): readonly number[] {
  return unequal
    .filter((stretch) => stretch.overlap === overlap)
    .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
}

describe("verifyPlan, for random timelines and actions", () => {
  const cron = dialectArbitrary({ min: 2026, max: 2027 });

  it("finds what a walk minute by minute finds", () => {
    fc.assert(
      fc.property(
        timelineArbitrary,
        fc.array(fc.tuple(cron, fc.integer({ min: 0, max: 20 })), { maxLength: 3 }),
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (timeline, crons, later, length, atChange) => {
          const start = firstArbitraryDay + later;
          const changes = listGapsAndOverlaps(timeline.timezone, start, start + 400);
          const change = Math.floor((changes[0]?.from ?? start * 1440) / 1440);
          const from = atChange ? change - (length % 3) : start;
          const segments = listSegments(timeline, from * 1440, (from + length) * 1440);
          const actions = crons.map(([{ text }, pick], index) => ({
            name: `a${index}`,
            schedule: text,
            timezone: timeline.timezone,
            ...segments[pick % segments.length]!.limits,
          }));
          const span = { from, to: from + length };
          const differences = verifyPlan(timeline, actions, span);
          const walked = minuteByMinute(timeline, actions, span);
          expect(minutesOf(differences, "once").join()).toBe(walked.once.join());
          expect(minutesOf(differences, "twice").join()).toBe(walked.twice.join());
          expect(differences.firedWhilePaused.map((f) => f.at)).toEqual(walked.whilePaused);
          expect(differences.collisions.length > 0).toBe(walked.collisions > 0);
        },
      ),
      runs(0.4),
    );
  });
});
