import fc from "fast-check";
import { alignTimeline, findSegment } from "../../src/timetable";
import { timelineArbitrary } from "../support/arbitraries";

const turns = fc
  .constantFrom(3, 5, 15)
  .chain((every) => fc.record({ every: fc.constant(every), offset: fc.nat(every - 1) }));

describe("alignTimeline", () => {
  it("has at each minute what held at the last minute of the turn", () => {
    fc.assert(
      fc.property(timelineArbitrary, turns, fc.integer({ min: -20_000, max: 20_000 }), (timeline, turn, near) => {
        const aligned = alignTimeline(timeline, turn);
        const at = (timeline.dated?.from ?? 20_454) * 1440 + near;
        const last = Math.floor((at - turn.offset) / turn.every) * turn.every + turn.offset;
        const [{ limits, paused }, expected] = [findSegment(aligned, at), findSegment(timeline, last)];
        expect({ limits, paused }).toEqual({ limits: expected.limits, paused: expected.paused });
      }),
    );
  });

  it("keeps a timeline whose changes are all in the turn", () => {
    const limits = [
      { min: 1, max: 2 },
      { min: 4, max: 8 },
    ] as const;
    const week = [
      { from: 0, to: 480, limits: limits[0], reasons: ["baseline"] },
      { from: 480, to: 10_080, limits: limits[1], reasons: ["window office"] },
    ];
    const timeline = { timezone: "Europe/Berlin", week };
    expect(alignTimeline(timeline, { every: 3, offset: 0 })).toEqual(timeline);
    expect(alignTimeline(timeline, { every: 3, offset: 1 }).week.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 481],
      [481, 10_080],
    ]);
  });
});
