import { joinWords } from "../../config/text";
import {
  chooseShownZone,
  listLimitsOverTime,
  type RealSegment,
  type ReportedEndpoint,
} from "../../plan/usage";
import { formatPath, type Problem } from "../../problem";
import type { Named } from "../../timetable";
import { type EpochMinute, formatLocal } from "../../timetable/time";
import { type AccountContext, type AccountRule, monthsAhead } from "./account-context";

/** A moment at which endpoints may have more instances of a type together than the account's quota. */
export const checkQuotaExceeded: AccountRule = (context) =>
  Object.entries(listKnownQuotas(context)).flatMap(([type, quota]) =>
    checkQuota(type, quota, context),
  );

/** Those of the stack file, or those that AWS has told. */
function listKnownQuotas({
  guards,
  quotaLookups: askedQuotas = {},
}: AccountContext): Named<number> {
  const { quotas = {} } = guards;
  if (quotas !== "aws") return quotas;
  return Object.fromEntries(
    Object.entries(askedQuotas).flatMap(([type, asked]) =>
      "count" in asked ? [[type, asked.count]] : [],
    ),
  );
}

function checkQuota(
  type: string,
  quota: number,
  { guards, endpoints, now }: AccountContext,
): readonly Problem[] {
  const ofType = endpoints.filter(({ config }) => config?.variant.instanceType === type);
  const { first, highest } = findMomentsAbove(quota, ofType, now);
  if (first === undefined) return [];
  const zone = first.parts[0] === undefined ? "UTC" : chooseShownZone(first.parts[0].endpoint);
  const written = guards.quotas !== "aws";
  const parts = first.parts.map(
    ({ endpoint, segment }) =>
      `${segment.limits.max} for ${endpoint.name} (${segment.reasons.join(", ")})`,
  );
  return [
    {
      severity: "error",
      code: "quota-exceeded",
      path: formatPath(["guards", "quotas", ...(written ? [type] : [])]),
      message: `from ${formatLocal(zone, first.at)} on, ${first.max} instances of ${type} may be asked for: ${joinWords(parts, "and")}`,
      expected: `the account's quota, ${quota} or less together`,
      fix: `lower max, or ask AWS for a quota of ${highest}${written ? ` and write ${type}: ${highest}` : ""}`,
    },
  ];
}

interface QuotaMoment {
  readonly at: EpochMinute;
  /** Of all endpoints together. */
  readonly max: number;
  readonly parts: readonly EndpointShare[];
}

interface EndpointShare {
  readonly endpoint: ReportedEndpoint;
  readonly segment: RealSegment;
}

/** The first moment within a year at which all may have more than a quota together, and the most they ever may. */
function findMomentsAbove(
  quota: number,
  endpoints: readonly ReportedEndpoint[],
  now: EpochMinute,
): { readonly first?: QuotaMoment; readonly highest: number } {
  const to = now + (monthsAhead / 12) * 366 * 1440;
  const changes = endpoints
    .flatMap((endpoint) =>
      listLimitsOverTime(endpoint, now, to).map((segment): EndpointShare => ({
        endpoint,
        segment,
      })),
    )
    .toSorted((a, b) => a.segment.from - b.segment.from);
  const inForce = new Map<string, EndpointShare>();
  let first: QuotaMoment | undefined;
  let highest = 0;
  for (const [index, change] of changes.entries()) {
    inForce.set(change.endpoint.name, change);
    const at = change.segment.from;
    if (changes[index + 1]?.segment.from === at) continue;
    const parts = [...inForce.values()];
    const max = parts.reduce((sum, { segment }) => sum + segment.limits.max, 0);
    highest = Math.max(highest, max);
    if (max > quota) first ??= { at, max, parts };
  }
  return { ...(first === undefined ? {} : { first }), highest };
}
