import { findAcceleratorCount } from "../../aws/facts";
import type { EpochMinute } from "../../timetable/time";
import { type CountedSegment, listCounts, type UsageRange } from "./instance-counts";
import { getShownUnit, type ReportedEndpoint } from "./reported-endpoint";

/** Explains why nobody can say how many instances an endpoint has. undefined if it can be computed. */
export function explainUnknownInstances(endpoint: ReportedEndpoint): string | undefined {
  const unit = getShownUnit(endpoint);
  if (unit !== "copies") return undefined;
  const type = endpoint.config?.variant.instanceType;
  if (type === undefined) return "component.instanceType is not set";
  if (findAcceleratorCount(type) === undefined) return `this program does not know the accelerators of ${type}`;
  const unknown = [endpoint, ...(endpoint.hostedWith ?? [])].find((each) => getDemand(each) === undefined);
  if (unknown === undefined) return undefined;
  return unknown === endpoint
    ? "component.acceleratorsPerCopy is not set"
    : `component.acceleratorsPerCopy of ${unknown.name}, on the same endpoint, is not set`;
}

function getDemand({ config }: ReportedEndpoint): number | undefined {
  return config?.endpoint?.acceleratorsPerCopy;
}

/**
 * Lists the instances that an endpoint takes over time.
 *
 * All components of one AWS endpoint that the stack names take as many as hold their accelerators, rounded up; a component
 * has the share of its accelerators. One without `component.endpoint` is alone, which is the most it can take. Managed
 * instance scaling may keep more instances, and copies that do not fill an instance may need more.
 * @returns as `listCounts`; undefined for a serverless endpoint, and if `explainUnknownInstances` has a reason
 */
export function listInstanceShares(
  endpoint: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): readonly CountedSegment[] | undefined {
  const unit = getShownUnit(endpoint);
  if (unit === "concurrency" || explainUnknownInstances(endpoint) !== undefined) return undefined;
  const own = listCounts(endpoint, from, to);
  if (unit === "instances") return own;
  const capacity = findAcceleratorCount(endpoint.config?.variant.instanceType ?? "") ?? 1;
  const others = (endpoint.hostedWith ?? []).map((each) => ({
    perCopy: getDemand(each) ?? 0,
    segments: listCounts(each, from, to),
  }));
  const perCopy = getDemand(endpoint) ?? 0;
  return splitAtChanges(own, others).map(({ segment, found }) => {
    const computeShare = (side: keyof UsageRange): number => {
      const needed = perCopy * segment.counts[side];
      const total = others.reduce((sum, each, index) => sum + each.perCopy * (found[index]?.counts[side] ?? 0), needed);
      return total === 0 ? 0 : (Math.ceil(total / capacity) * needed) / total;
    };
    return { ...segment, counts: { min: computeShare("min"), max: computeShare("max") } };
  });
}

/** Splits segments wherever those of others change. `found`: theirs at that time. */
function splitAtChanges(
  segments: readonly CountedSegment[],
  others: readonly { readonly segments: readonly CountedSegment[] }[],
) {
  const starts = [...new Set(others.flatMap((each) => each.segments.map(({ from }) => from)))].toSorted(
    (a, b) => a - b,
  );
  const next = others.map(() => 0);
  return segments.flatMap((segment) => {
    const cuts = [segment.from, ...starts.filter((at) => at > segment.from && at < segment.to), segment.to];
    return cuts.slice(0, -1).map((start, index) => ({
      segment: { ...segment, from: start, to: cuts[index + 1] ?? segment.to },
      found: others.map((each, other) => {
        while ((each.segments[next[other] ?? 0]?.to ?? Infinity) <= start) next[other] = (next[other] ?? 0) + 1;
        return each.segments[next[other] ?? 0];
      }),
    }));
  });
}
