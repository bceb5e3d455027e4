import type { LiveAction, LiveEndpoint, LiveScaling } from "../../aws/client";
import { type CapacityUnit, unitWords } from "../../aws/facts";
import type { ScheduledAction } from "../../plan/cron";
import { isPaused } from "../../plan/endpoint";
import { findNextFirings, type Firing } from "../../plan/replay";
import { chooseShownZone, listLimitsOverTime, type ReportedEndpoint } from "../../plan/usage";
import { isEqualLimits, type Limits } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import { explainLimits, type Explanation } from "..";
import { isAsPlanned } from "./compare-actions";
import type { PlannedPolicies } from "./compare-policies";
import { type ComparedScaling, compareScaling } from "./compare-scaling";
import type { Drift, DriftProblem, InstanceCounts } from "./drift-report";
import { createLimitsProblem, findSettingFiring, summarizeActivities } from "./scaling-activities";

/**
 * Minutes after a change of limits in which AWS may still have the old ones: "a few seconds", without a bound.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
const firingGraceMinutes = 2;

/** What an endpoint has at AWS besides its schedules; `policies` is absent if its config has errors. */
export interface PlannedScaling {
  readonly variantName: string;
  readonly policies?: PlannedPolicies;
}

/**
 * Compares an endpoint with AWS.
 * @param live undefined if AWS has no such endpoint
 * @returns undefined if the endpoint has neither timeline nor plan
 */
export function detectDrift(
  endpoint: ReportedEndpoint,
  { variantName, policies }: PlannedScaling,
  live: LiveEndpoint | undefined,
  at: EpochMinute,
): Drift | undefined {
  const wanted = explainLimits(endpoint, at);
  if (wanted === undefined) return undefined;
  if (live === undefined) return { endpoint, wanted, findings: [createNotDeployed(endpoint)] };
  const [{ target }, counts] = [live.scaling, findCounts(live, variantName)];
  const shared = { endpoint, awsName: live.counts.name, wanted, ...(counts === undefined ? {} : { counts }) };
  const compared = compareScaling(toComparedScaling(endpoint, policies), live);
  if (target === undefined) return { ...shared, findings: [...compared, ...createStatusNotes(live, counts)] };
  // In a pause nothing fires, so limits set by hand stay.
  const paused = isPaused(endpoint, at);
  const right = paused || isEqualLimits(target, wanted.limits) || isChangePending(endpoint, wanted, target);
  const fired = findSettingFiring(target, live.scaling.activities);
  const heals = right && isWithinLimits(counts, target) ? undefined : findHealingFiring(endpoint, live, at);
  const findings = [
    ...(paused ? [createPauseNote(target)] : []),
    ...(right ? [] : [createLimitsProblem(endpoint, wanted, target, live.scaling, heals)]),
    ...checkCount(counts, live.scaling),
    ...compared,
    ...summarizeActivities(chooseShownZone(endpoint), live.scaling.activities, findHistoryStart(wanted)),
    ...createStatusNotes(live, counts),
  ];
  return {
    ...shared,
    live: { min: target.min, max: target.max },
    ...(fired === undefined ? {} : { fired }),
    findings: [...findings.filter((one) => one.differs), ...findings.filter((one) => !one.differs)],
    ...(heals === undefined ? {} : { heals }),
  };
}

function toComparedScaling(
  { name, plan, config }: ReportedEndpoint,
  policies: PlannedPolicies | undefined,
): ComparedScaling {
  return {
    name,
    actions: plan?.actions ?? [],
    ...(policies === undefined ? {} : { policies }),
    isExisting: config?.endpoint !== undefined,
  };
}

function createNotDeployed({ name, config }: ReportedEndpoint): DriftProblem {
  const { endpoint: existing } = config ?? {};
  if (existing !== undefined) {
    const what = existing.unit === "copies" ? "inference component" : "endpoint";
    return {
      code: "not-deployed",
      differs: true,
      message: `AWS has no ${what} "${existing.name}" in this account and region`,
      fix: `correct the name, or aws:region and aws:profile of the stack`,
    };
  }
  return {
    code: "not-deployed",
    differs: true,
    message: `AWS has no endpoint for ${name} in this account and region`,
    fix: "run pulumi up --refresh, which creates it, or check aws:region and aws:profile of the stack",
  };
}

function findCounts({ counts }: LiveEndpoint, variantName: string): InstanceCounts | undefined {
  const variant = counts.variants.find(({ name }) => name === variantName);
  const { desired, current } = variant ?? {};
  if (desired === undefined || current === undefined) return undefined;
  return { desired, current, status: counts.status };
}

function createPauseNote({ min, max }: Limits): DriftProblem {
  return {
    code: "paused",
    differs: false,
    message: `the timetable is paused: nothing fires, and AWS keeps what it has, min ${min}, max ${max}`,
  };
}

/** The limits from before a change that has only just come due. */
function isChangePending(endpoint: ReportedEndpoint, { at, since }: Explanation, live: Limits): boolean {
  if (since === undefined || at - since > firingGraceMinutes) return false;
  const [before] = listLimitsOverTime(endpoint, since - 1, since);
  return before !== undefined && isEqualLimits(before.limits, live);
}

function isWithinLimits(counts: InstanceCounts | undefined, { min, max }: Limits): boolean {
  return counts === undefined || (counts.desired >= min && counts.desired <= max);
}

/** The next firing of an action that AWS has as planned; none while such firings are suspended. */
function findHealingFiring({ plan }: ReportedEndpoint, { scaling }: LiveEndpoint, at: EpochMinute): Firing | undefined {
  if (scaling.target?.suspended.scheduled === true) return undefined;
  const present = (plan?.actions ?? []).filter((action) => isHeldAsPlanned(action, scaling.actions));
  return findNextFirings(present, at + 1, 1)[0];
}

function isHeldAsPlanned(action: ScheduledAction, live: readonly LiveAction[]): boolean {
  const held = live.find(({ name }) => name === action.name);
  return held !== undefined && isAsPlanned(action, held);
}

function checkCount(
  counts: InstanceCounts | undefined,
  { unit, target }: Pick<LiveScaling, "unit" | "target">,
): readonly DriftProblem[] {
  if (counts === undefined || target === undefined || isWithinLimits(counts, target)) return [];
  const { desired } = counts;
  const side = desired < target.min ? `below min ${target.min}` : `above max ${target.max}`;
  return [
    {
      code: "count-outside",
      differs: true,
      message: `${formatCount(desired, unit)} desired, ${side}: the change that was due did not happen`,
    },
  ];
}

/** The history that concerns the limits in force: since they came, at most a day. */
function findHistoryStart({ at, since }: Explanation): EpochMinute {
  return Math.max(since ?? at - 1440, at - 1440);
}

function createStatusNotes(
  { counts: { status, failureReason }, scaling }: LiveEndpoint,
  counts: InstanceCounts | undefined,
): readonly DriftProblem[] {
  const waiting = counts !== undefined && counts.current !== counts.desired;
  const parts = [
    ...(status === "InService" ? [] : [`the ${scaling.unit === "copies" ? "component" : "endpoint"} is ${status}`]),
    ...(waiting ? [`${counts.current} of ${formatCount(counts.desired, scaling.unit)} in service`] : []),
    ...(failureReason === undefined ? [] : [`last failure: ${failureReason}`]),
  ];
  if (parts.length === 0) return [];
  return [{ code: "status", differs: status === "Failed", message: parts.join("; ") }];
}

function formatCount(count: number, unit: CapacityUnit): string {
  return `${count} ${count === 1 ? unitWords[unit].one : unitWords[unit].many}`;
}
