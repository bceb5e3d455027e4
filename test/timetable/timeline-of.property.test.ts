import fc from "fast-check";
import { segmentAt, type Timeline } from "../../src/timetable/timeline";
import { timelineOf } from "../../src/timetable/timeline-of";
import { firstArbitraryDay, timetableArbitrary, type TimetableCase } from "../support/arbitraries";
import { naiveTimetable, type NaiveMinute } from "../support/limits-at-naive";
import { runs } from "../support/runs";

/** Shares of the way from a week before the first dated minute to two weeks after the last one. */
const placesArbitrary = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 30,
  maxLength: 30,
});

function minuteAt(timeline: Timeline, share: number): number {
  const from = ((timeline.dated?.from ?? firstArbitraryDay) - 7) * 1440;
  const to = ((timeline.dated?.to ?? firstArbitraryDay) + 14) * 1440;
  return Math.floor(from + share * (to - from));
}

/** A whole day, and at other places the neighbours of the edges of what the timeline says. */
function minutesWorthALook(timeline: Timeline, places: readonly number[]): readonly number[] {
  const [dayAt = 0, ...others] = places;
  const day = Array.from({ length: 1440 }, (_, minute) => minuteAt(timeline, dayAt) + minute);
  const edges = others.flatMap((share) => {
    const { from, to } = segmentAt(timeline, minuteAt(timeline, share));
    return [minuteAt(timeline, share), from - 1, from, to - 1, to];
  });
  return [...day, ...edges];
}

function asText(minute: NaiveMinute): string {
  return `${minute.min}-${minute.max}${minute.paused ? " paused" : ""}: ${minute.because.join(", ")}`;
}

function said(timeline: Timeline, minute: number): string {
  const { limits, because, paused } = segmentAt(timeline, minute);
  return asText({ ...limits, because, paused: paused === true });
}

function firstDifference({ config, calendars }: TimetableCase, places: readonly number[]): string {
  const timeline = timelineOf(config, calendars, "UTC");
  const naive = naiveTimetable(config, calendars);
  for (const minute of minutesWorthALook(timeline, places)) {
    const [expected, found] = [asText(naive(minute)), said(timeline, minute)];
    if (expected !== found) return `minute ${minute}: expected ${expected}, found ${found}`;
  }
  return "";
}

describe("timelineOf, over random timetables", () => {
  it("says at every minute what the definitions say", () => {
    fc.assert(
      fc.property(timetableArbitrary, placesArbitrary, (timetable, places) => {
        const difference = firstDifference(timetable, places);
        if (difference !== "") throw new Error(difference);
      }),
      runs(),
    );
  });
});
