import type { Named } from "../config/config";
import { pathText } from "../config/path-text";
import { listWords } from "../config/user-text";
import type { Problem } from "../problem";
import { limitsOverTime, type RealSegment } from "../report/limits-over-time";
import { localText } from "../report/moment-text";
import { shownZone, type ReportedEndpoint } from "../report/reported-endpoint";
import type { EpochMinute } from "../time/instant";
import { monthsAhead, type Guard, type GuardContext } from "./guard";

/** A moment at which endpoints may have more instances of a type together than the account's quota. */
export const quotaExceeded: Guard = (context) =>
  Object.entries(knownQuotas(context)).flatMap(([type, quota]) => exceeded(type, quota, context));

/** Those of the stack file, or those that AWS has told. */
function knownQuotas({ guards, askedQuotas = {} }: GuardContext): Named<number> {
  const { quotas = {} } = guards;
  if (quotas !== "aws") return quotas;
  return Object.fromEntries(
    Object.entries(askedQuotas).flatMap(([type, asked]) =>
      "count" in asked ? [[type, asked.count]] : [],
    ),
  );
}

function exceeded(
  type: string,
  quota: number,
  { guards, endpoints, now }: GuardContext,
): readonly Problem[] {
  const ofType = endpoints.filter(({ config }) => config?.variant.instanceType === type);
  const { first, highest } = momentsAbove(quota, ofType, now);
  if (first === undefined) return [];
  const zone = first.parts[0] === undefined ? "UTC" : shownZone(first.parts[0].endpoint);
  const written = guards.quotas !== "aws";
  const parts = first.parts.map(
    ({ endpoint, segment }) =>
      `${segment.limits.max} for ${endpoint.name} (${segment.because.join(", ")})`,
  );
  return [
    {
      severity: "error",
      code: "quota-exceeded",
      path: pathText(["guards", "quotas", ...(written ? [type] : [])]),
      message: `from ${localText(zone, first.at)} on, ${first.max} instances of ${type} may be asked for: ${listWords(parts, "and")}`,
      expected: `the account's quota, ${quota} or less together`,
      fix: `lower max, or ask AWS for a quota of ${highest}${written ? ` and write ${type}: ${highest}` : ""}`,
    },
  ];
}

interface Moment {
  readonly at: EpochMinute;
  /** Of all endpoints together. */
  readonly max: number;
  readonly parts: readonly Part[];
}

interface Part {
  readonly endpoint: ReportedEndpoint;
  readonly segment: RealSegment;
}

/** The first moment within a year at which all may have more than a quota together, and the most they ever may. */
function momentsAbove(
  quota: number,
  endpoints: readonly ReportedEndpoint[],
  now: EpochMinute,
): { readonly first?: Moment; readonly highest: number } {
  const to = now + (monthsAhead / 12) * 366 * 1440;
  const changes = endpoints
    .flatMap((endpoint) =>
      limitsOverTime(endpoint, now, to).map((segment): Part => ({ endpoint, segment })),
    )
    .toSorted((a, b) => a.segment.from - b.segment.from);
  const inForce = new Map<string, Part>();
  let first: Moment | undefined;
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
