import { epochMonday, listSegments, mergeSegments, minutesPerWeek, type Segment, type Timeline } from "./timeline";

/** Minutes of the hour: `offset`, `offset + every`, and so on. `every` divides 15, as do the offsets of time zones. */
export interface MinuteTurn {
  readonly every: number;
  readonly offset: number;
}

/** Moves each change of a timeline to the next minute of a turn: at most `every - 1` minutes later. */
export function alignTimeline(timeline: Timeline, turn: MinuteTurn): Timeline {
  const { timezone, week, dated } = timeline;
  const align = (from: number, to: number, part: Timeline): readonly Segment[] =>
    mergeSegments(alignSegments(listSegments(part, from - turn.every, to + turn.every), turn, from, to));
  const monday = align(epochMonday, epochMonday + minutesPerWeek, { timezone, week });
  return {
    timezone,
    week: monday.map((segment) => ({ ...segment, from: segment.from - epochMonday, to: segment.to - epochMonday })),
    ...(dated === undefined
      ? {}
      : { dated: { ...dated, segments: align(dated.from * 1440, dated.to * 1440, timeline) } }),
  };
}

function alignSegments(
  segments: readonly Segment[],
  { every, offset }: MinuteTurn,
  from: number,
  to: number,
): readonly Segment[] {
  const toTurn = (minute: number): number => Math.ceil((minute - offset) / every) * every + offset;
  return segments
    .map((segment) => ({
      ...segment,
      from: Math.max(from, toTurn(segment.from)),
      to: Math.min(to, toTurn(segment.to)),
    }))
    .filter((segment) => segment.from < segment.to);
}
