import type { LiveEndpoint } from "../live-aws/live-endpoint";
import type { LiveAction } from "../live-aws/live-scaling";
import { nextFirings } from "../plan/next-firings";
import type { ScheduledAction } from "../plan/plan";
import type { Firing } from "../plan/replay";
import type { EpochMinute } from "../time/instant";
import { type Limits, sameLimits } from "../timetable/limits";
import { actionFindings, sameAction } from "./drift-actions";
import { activityNotes } from "./drift-activities";
import type { DriftFinding } from "./drift-finding";
import { limitsFinding, settingFiring } from "./drift-limits";
import { type PlannedPolicies, policyFindings } from "./drift-policies";
import { suspendedFindings } from "./drift-suspended";
import { explain, type Explanation } from "./explain";
import { limitsOverTime } from "./limits-over-time";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";

/**
 * How an endpoint at AWS compares with its timetable at one moment.
 *
 * `wanted`:   what the timetable says
 * `awsName`:  absent where AWS has no such endpoint
 * `live`:     absent where the variant is not registered for scaling
 * `fired`:    the firing that has set them, where the history has it
 * `findings`: differences first, then notes
 * `heals`:    the next firing that puts the limits right by itself; absent where they are right, or none will
 */
export interface Drift {
  readonly endpoint: ReportedEndpoint;
  readonly awsName?: string;
  readonly wanted: Explanation;
  readonly live?: Limits;
  readonly fired?: Pick<Firing, "at" | "action">;
  readonly counts?: InstanceCounts;
  readonly findings: readonly DriftFinding[];
  readonly heals?: Firing;
}

/** The variant's instances at the moment. */
interface InstanceCounts {
  readonly desired: number;
  readonly current: number;
  readonly status: string;
}

/**
 * Minutes after a change of limits in which AWS may still have the old ones: "a few seconds", and no bound
 * stated.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
const firingGraceMinutes = 2;

/** What AWS was told of an endpoint besides its schedules. `policies`: absent where its config is not right. */
export interface Deployment {
  readonly variantName: string;
  readonly policies?: PlannedPolicies;
}

/**
 * Compares an endpoint with what AWS has.
 *
 * In:  `live` undefined: AWS has no such endpoint
 * Out: undefined for an endpoint that has neither timeline nor plan
 */
export function driftOf(
  endpoint: ReportedEndpoint,
  { variantName, policies }: Deployment,
  live: LiveEndpoint | undefined,
  at: EpochMinute,
): Drift | undefined {
  const wanted = explain(endpoint, at);
  if (wanted === undefined) return undefined;
  if (live === undefined) return { endpoint, wanted, findings: [notDeployed(endpoint)] };
  const { target } = live.scaling;
  const counts = countsOf(live, variantName);
  const shared = {
    endpoint,
    awsName: live.counts.name,
    wanted,
    ...(counts === undefined ? {} : { counts }),
  };
  if (target === undefined) {
    return { ...shared, findings: [notRegistered(live), ...statusNotes(live, counts)] };
  }
  const paused = isPaused(endpoint, at);
  const right = paused || sameLimits(target, wanted.limits) || isOnItsWay(endpoint, wanted, target);
  const fired = settingFiring(target, live.scaling.activities);
  const heals = right && isInside(counts, target) ? undefined : healing(endpoint, live, at);
  const findings = [
    ...(paused ? [pauseNote(target)] : []),
    ...(right ? [] : [limitsFinding(endpoint, wanted, target, live.scaling, heals)]),
    ...countFindings(counts, target),
    ...(policies === undefined ? [] : policyFindings(endpoint.name, policies, live.scaling)),
    ...findingsBesides(endpoint, wanted, live, counts),
  ];
  return {
    ...shared,
    live: { min: target.min, max: target.max },
    ...(fired === undefined ? {} : { fired }),
    findings: [...findings.filter((one) => one.differs), ...findings.filter((one) => !one.differs)],
    ...(heals === undefined ? {} : { heals }),
  };
}

/** What is worth saying whatever the limits are. */
function findingsBesides(
  endpoint: ReportedEndpoint,
  wanted: Explanation,
  live: LiveEndpoint,
  counts: InstanceCounts | undefined,
): readonly DriftFinding[] {
  const { resourceId, target, activities } = live.scaling;
  return [
    ...actionFindings(endpoint.plan?.actions ?? [], live.scaling),
    ...(target === undefined ? [] : suspendedFindings(resourceId, target.suspended)),
    ...activityNotes(shownZone(endpoint), activities, sinceOf(wanted)),
    ...statusNotes(live, counts),
  ];
}

/** Whether anything at AWS is not as the timetable says. */
export function hasDrifted({ findings }: Drift): boolean {
  return findings.some(({ differs }) => differs);
}

function notDeployed({ name }: ReportedEndpoint): DriftFinding {
  return {
    code: "not-deployed",
    differs: true,
    message: `AWS has no endpoint of ${name} in this account and region`,
    fix: "run pulumi up, or check aws:region and aws:profile of the stack",
  };
}

function notRegistered({ scaling }: LiveEndpoint): DriftFinding {
  return {
    code: "not-registered",
    differs: true,
    message: `nothing scales ${scaling.resourceId}: it is not registered with Application Auto Scaling`,
    fix: "run pulumi up --refresh, which registers it again",
  };
}

function countsOf({ counts }: LiveEndpoint, variantName: string): InstanceCounts | undefined {
  const variant = counts.variants.find(({ name }) => name === variantName);
  const { desired, current } = variant ?? {};
  if (desired === undefined || current === undefined) return undefined;
  return { desired, current, status: counts.status };
}

/** In a pause nothing fires, so that limits set by hand stay: the timetable says nothing against them. */
function isPaused(endpoint: ReportedEndpoint, at: EpochMinute): boolean {
  return limitsOverTime(endpoint, at, at + 1)[0]?.paused === true;
}

function pauseNote({ min, max }: Limits): DriftFinding {
  return {
    code: "paused",
    differs: false,
    message: `the timetable is paused: nothing fires, and AWS keeps what it has, min ${min}, max ${max}`,
  };
}

/** The limits from before a change that has only just come due. */
function isOnItsWay(endpoint: ReportedEndpoint, { at, since }: Explanation, live: Limits): boolean {
  if (since === undefined || at - since > firingGraceMinutes) return false;
  const [before] = limitsOverTime(endpoint, since - 1, since);
  return before !== undefined && sameLimits(before.limits, live);
}

function isInside(counts: InstanceCounts | undefined, { min, max }: Limits): boolean {
  return counts === undefined || (counts.desired >= min && counts.desired <= max);
}

/** The next firing of an action that AWS has as planned; none while such firings are suspended. */
function healing(
  { plan }: ReportedEndpoint,
  { scaling }: LiveEndpoint,
  at: EpochMinute,
): Firing | undefined {
  if (scaling.target?.suspended.scheduled === true) return undefined;
  const present = (plan?.actions ?? []).filter((action) => isPresent(action, scaling.actions));
  return nextFirings(present, at + 1, 1)[0];
}

function isPresent(action: ScheduledAction, live: readonly LiveAction[]): boolean {
  const held = live.find(({ name }) => name === action.name);
  return held !== undefined && sameAction(action, held);
}

function countFindings(counts: InstanceCounts | undefined, live: Limits): readonly DriftFinding[] {
  if (counts === undefined || isInside(counts, live)) return [];
  const { desired } = counts;
  const side = desired < live.min ? `below min ${live.min}` : `above max ${live.max}`;
  return [
    {
      code: "count-outside",
      differs: true,
      message: `${instances(desired)} asked for, ${side}: the change that was due has not been made`,
    },
  ];
}

/** The history that concerns the limits in force: since they came, at most a day. */
function sinceOf({ at, since }: Explanation): EpochMinute {
  return Math.max(since ?? at - 1440, at - 1440);
}

function statusNotes(
  { counts: { status, failureReason } }: LiveEndpoint,
  counts: InstanceCounts | undefined,
): readonly DriftFinding[] {
  const waiting = counts !== undefined && counts.current !== counts.desired;
  const parts = [
    ...(status === "InService" ? [] : [`the endpoint is ${status}`]),
    ...(waiting ? [`${counts.current} of ${instances(counts.desired)} in service`] : []),
    ...(failureReason === undefined ? [] : [`last failure: ${failureReason}`]),
  ];
  if (parts.length === 0) return [];
  return [{ code: "status", differs: status === "Failed", message: parts.join("; ") }];
}

function instances(count: number): string {
  return `${count} ${count === 1 ? "instance" : "instances"}`;
}
