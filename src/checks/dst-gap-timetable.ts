import { formatPathStep } from "../config/path-text";
import type { Problem } from "../problem";
import { parsePlainDate, formatPlainDate } from "../time/plain-date";
import { formatPlainTime } from "../time/plain-time";
import { listGapsAndOverlaps, isKnownZone, type GapOrOverlap } from "../time/zone";
import { isEqualLimits, type Limits } from "../timetable/limits";
import { listSegments, type Segment, type Timeline } from "../timetable/timeline";
import type { EndpointContext } from "./check";
import { groupBy } from "./grouped-by";

/** A change of limits inside a missing or doubled hour. */
interface AffectedChange {
  readonly change: GapOrOverlap;
  readonly time: string;
  readonly limits: Limits;
  /** The layer that begins or ends there: `window night`. */
  readonly layer: string;
}

/** Changes of the timetable inside a missing or doubled hour: one warning for each time of day and kind. */
export function checkTimelineChanges(context: EndpointContext): readonly Problem[] {
  const { timeline, plan } = context;
  if (timeline === undefined || plan === undefined || !isKnownZone(timeline.timezone)) return [];
  const [from, to] = [parsePlainDate(plan.horizon.from), parsePlainDate(plan.horizon.to)];
  if (from === undefined || to === undefined) return [];
  const affected = listGapsAndOverlaps(timeline.timezone, from, to).flatMap((change) =>
    listChangesInside(timeline, change),
  );
  const groups = groupBy(affected, ({ change, time, limits, layer }) =>
    JSON.stringify([change.kind, time, limits, layer]),
  );
  return groups.map((group) => createChangeWarning(context.path, timeline.timezone, group));
}

/** A change at the very start of the stretch happens when it should, so only later ones count. */
function listChangesInside(timeline: Timeline, change: GapOrOverlap): readonly AffectedChange[] {
  const segments = listSegments(timeline, change.from, change.to);
  return segments.slice(1).flatMap((after, index) => {
    const before = segments[index] ?? after;
    if (isEqualLimits(before.limits, after.limits)) return [];
    const time = formatPlainTime(after.from % 1440);
    return [{ change, time, limits: after.limits, layer: findChangedLayer(before, after) }];
  });
}

/** What begins at the change, else what ends there. */
function findChangedLayer(before: Segment, after: Segment): string {
  const begins = after.reasons.find((layer) => !before.reasons.includes(layer));
  const ends = before.reasons.find((layer) => !after.reasons.includes(layer));
  return begins === undefined || begins === "baseline" ? (ends ?? "timetable") : begins;
}

function createChangeWarning(
  path: string,
  zone: string,
  group: readonly [AffectedChange, ...AffectedChange[]],
): Problem {
  const [{ change, time, limits, layer }] = group;
  const dates = group.map((each) => formatPlainDate(Math.floor(each.change.from / 1440)));
  const window = layer.startsWith("window ") ? layer.slice("window ".length) : undefined;
  const [start, end] = [change.from, change.to].map((minute) => formatPlainTime(minute % 1440));
  const effect =
    change.kind === "gap"
      ? `a time that ${zone} leaves out on ${dates.join(", ")}: it happens at ${end}`
      : `a time that ${zone} shows twice on ${dates.join(", ")}: it happens the first time, and AWS does not say whether actions run again the second time`;
  return {
    severity: "warning",
    code: "dst-gap",
    path: `${path}.timetable${window === undefined ? "" : `.windows${formatPathStep(window, false)}`}`,
    message: `the change to min ${limits.min}, max ${limits.max} (${layer}) is at ${time}, ${effect}`,
    expected: "changes at times that every day has once",
    fix: `move it out of ${start}-${end}, or leave it if those days do not matter`,
  };
}
