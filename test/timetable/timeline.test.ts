import fc from "fast-check";
import { findSegment, listSegments, type Timeline } from "../../src/timetable/timeline";
import { firstArbitraryDay, timelineArbitrary } from "../support/arbitraries";
import { runs } from "../support/runs";
import { datedText, limits, minute } from "../support/timetables";

const timeline: Timeline = {
  timezone: "UTC",
  week: [
    { from: 0, to: 480, limits: limits("1-2"), reasons: ["baseline"] },
    { from: 480, to: 10_080, limits: limits("4-12"), reasons: ["window office"] },
  ],
  dated: {
    from: minute("2026-12-22T00:00") / 1440,
    to: minute("2026-12-24T00:00") / 1440,
    segments: [
      {
        from: minute("2026-12-22T00:00"),
        to: minute("2026-12-23T12:00"),
        limits: limits("4-12"),
        reasons: ["window office"],
      },
      {
        from: minute("2026-12-23T12:00"),
        to: minute("2026-12-24T00:00"),
        limits: limits("9-9"),
        reasons: ["window launch"],
      },
    ],
  },
};

describe("listSegments", () => {
  it("repeats the week, and puts the dated stretch in its place", () => {
    expect(datedText(listSegments(timeline, minute("2026-12-20T12:00"), minute("2026-12-28T09:00")))).toEqual([
      "Sun 2026-12-20T12:00 4-12 window office",
      "Mon 2026-12-21T00:00 1-2 baseline",
      "Mon 2026-12-21T08:00 4-12 window office",
      "Tue 2026-12-22T00:00 4-12 window office",
      "Wed 2026-12-23T12:00 9-9 window launch",
      "Thu 2026-12-24T00:00 4-12 window office",
      "Mon 2026-12-28T00:00 1-2 baseline",
      "Mon 2026-12-28T08:00 4-12 window office",
    ]);
  });

  it("cuts the first and the last segment", () => {
    const [from, to] = [minute("2026-12-23T11:59"), minute("2026-12-23T12:01")];
    expect(listSegments(timeline, from, to).map((s) => [s.from - from, s.to - from])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it("holds no dated segment if it only touches the dated part", () => {
    const at = (from: string, to: string) => datedText(listSegments(timeline, minute(from), minute(to)));
    expect(at("2026-12-24T00:00", "2026-12-25T00:00")).toEqual(["Thu 2026-12-24T00:00 4-12 window office"]);
    expect(at("2026-12-21T12:00", "2026-12-22T00:00")).toEqual(["Mon 2026-12-21T12:00 4-12 window office"]);
  });

  it("repeats the week before 1970", () => {
    expect(datedText(listSegments(timeline, minute("1969-12-29T07:00"), minute("1969-12-29T09:00")))).toEqual([
      "Mon 1969-12-29T07:00 1-2 baseline",
      "Mon 1969-12-29T08:00 4-12 window office",
    ]);
  });

  it("is gapless and agrees with findSegment at each minute", () => {
    fc.assert(
      fc.property(
        timelineArbitrary,
        fc.integer({ min: -20 * 1440, max: 760 * 1440 }),
        fc.integer({ min: 1, max: 12 * 1440 }),
        (random, start, length) => {
          const from = firstArbitraryDay * 1440 + start;
          let at = from;
          for (const segment of listSegments(random, from, from + length)) {
            if (segment.from !== at) throw new Error(`gap at ${at}`);
            for (; at < segment.to; at += 1 + (at % 7)) sameAt(random, at, segment.limits);
            at = segment.to;
          }
          if (at !== from + length) throw new Error(`ends at ${at}`);
        },
      ),
      runs(0.4),
    );
  });
});

function sameAt(random: Timeline, at: number, { min, max }: Timeline["week"][number]["limits"]): void {
  const segment = findSegment(random, at);
  if (segment.from > at || segment.to <= at) throw new Error(`segmentAt(${at}) lies elsewhere`);
  if (segment.limits.min !== min || segment.limits.max !== max) throw new Error(`differs at ${at}`);
}

describe("findSegment", () => {
  it("returns the whole segment", () => {
    expect(datedText([findSegment(timeline, minute("2026-12-23T23:59"))])).toEqual([
      "Wed 2026-12-23T12:00 9-9 window launch",
    ]);
    const tuesday = findSegment(timeline, minute("2026-12-29T03:00"));
    expect([tuesday.from, tuesday.to]).toEqual([minute("2026-12-28T08:00"), minute("2027-01-04T00:00")]);
  });

  it("changes over at the very minute at which the dated stretch begins and ends", () => {
    const at = (text: string) => findSegment(timeline, minute(text)).from;
    expect(at("2026-12-22T00:00")).toBe(minute("2026-12-22T00:00"));
    expect(at("2026-12-21T23:59")).toBe(minute("2026-12-21T08:00"));
    expect(at("2026-12-24T00:00")).toBe(minute("2026-12-21T08:00"));
  });
});
