import { joinWords } from "../../config/text";
import {
  chooseShownZone,
  formatNumber,
  getShownUnit,
  listInstanceShares,
  listLimitsOverTime,
  type RealSegment,
  type ReportedEndpoint,
} from "../../plan/usage";
import { formatPath, type Problem } from "../../problem";
import type { Named } from "../../timetable";
import { type EpochMinute, formatLocal } from "../../timetable/time";
import { type AccountContext, type AccountRule, monthsAhead } from "./account-context";

/** Finds the first moment at which endpoints may need more instances of a type than the account's quota. */
export const checkQuotaExceeded: AccountRule = (context) =>
  Object.entries(listKnownQuotas(context)).flatMap(([type, quota]) => checkQuota(type, quota, context));

function listKnownQuotas({ guards, quotaLookups = {} }: AccountContext): Named<number> {
  const { quotas = {} } = guards;
  if (quotas !== "aws") return quotas;
  return Object.fromEntries(
    Object.entries(quotaLookups).flatMap(([type, lookup]) => ("count" in lookup ? [[type, lookup.count]] : [])),
  );
}

function checkQuota(type: string, quota: number, { guards, endpoints, now }: AccountContext): readonly Problem[] {
  const ofType = endpoints.filter(({ config }) => config?.variant.instanceType === type);
  const { first, highest } = findMomentsAbove(quota, ofType, now);
  if (first === undefined) return [];
  const zone = first.shares[0] === undefined ? "UTC" : chooseShownZone(first.shares[0].endpoint);
  const isInStackFile = guards.quotas !== "aws";
  const shares = describeShares(first.shares);
  return [
    {
      severity: "error",
      code: "quota-exceeded",
      path: formatPath(["guards", "quotas", ...(isInStackFile ? [type] : [])]),
      message: `endpoints may need ${first.max} instances of ${type} from ${formatLocal(zone, first.at)} on: ${joinWords(shares, "and")}`,
      expected: `at most ${quota} together, the account's quota`,
      fix: `lower max, or request a quota of ${highest} from AWS${isInStackFile ? ` and write ${type}: ${highest}` : ""}`,
    },
  ];
}

/** With many endpoints, the largest of them and how many more there are. */
function describeShares(all: readonly EndpointShare[]): readonly string[] {
  const listed =
    all.length <= maxShares ? all : all.toSorted((a, b) => b.segment.limits.max - a.segment.limits.max).slice(0, 3);
  const shares = listed.map(
    ({ endpoint, segment: { limits, reasons } }) =>
      `${formatNumber(limits.max)} for ${endpoint.name} (${reasons.join(", ")})`,
  );
  const rest = all.filter((share) => !listed.includes(share));
  return rest.length === 0
    ? shares
    : [...shares, `${formatNumber(sumInstances(rest))} for ${rest.length} more endpoints`];
}

const maxShares = 5;

interface QuotaMoment {
  readonly at: EpochMinute;
  /** Sum over all endpoints. */
  readonly max: number;
  readonly shares: readonly EndpointShare[];
}

interface EndpointShare {
  readonly endpoint: ReportedEndpoint;
  readonly segment: RealSegment;
}

/** Finds the first moment above the quota within a year, and the highest sum of that year. */
function findMomentsAbove(
  quota: number,
  endpoints: readonly ReportedEndpoint[],
  now: EpochMinute,
): { readonly first?: QuotaMoment; readonly highest: number } {
  const to = now + (monthsAhead / 12) * 366 * 1440;
  const changes: readonly EndpointShare[] = endpoints
    .flatMap((endpoint) => listInstanceLimits(endpoint, now, to).map((segment) => ({ endpoint, segment })))
    .toSorted((a, b) => a.segment.from - b.segment.from);
  const inForce = new Map<string, EndpointShare>();
  let first: QuotaMoment | undefined;
  let highest = 0;
  for (const [index, change] of changes.entries()) {
    inForce.set(change.endpoint.name, change);
    const at = change.segment.from;
    if (changes[index + 1]?.segment.from === at) continue;
    const shares = [...inForce.values()];
    const max = sumInstances(shares);
    highest = Math.max(highest, max);
    if (max > quota) first ??= { at, max, shares };
  }
  return { ...(first === undefined ? {} : { first }), highest };
}

/** The limits in instances: for a component its share of them; nothing if they are unknown. */
function listInstanceLimits(endpoint: ReportedEndpoint, from: EpochMinute, to: EpochMinute): readonly RealSegment[] {
  if (getShownUnit(endpoint) === "instances") return listLimitsOverTime(endpoint, from, to);
  return (listInstanceShares(endpoint, from, to) ?? []).map(({ counts, ...segment }) => ({
    ...segment,
    limits: counts,
  }));
}

/** Shares of one AWS endpoint add up to whole instances, but for rounding. */
function sumInstances(shares: readonly EndpointShare[]): number {
  return Number(shares.reduce((sum, { segment }) => sum + segment.limits.max, 0).toFixed(6));
}
