import { firingCausePattern, limitsSetPatterns } from "../aws-facts/scaling-activities";
import type { LiveActivity, LiveScaling } from "../live-aws/live-scaling";
import { formatScalingCommand } from "../live-aws/scaling-command";
import type { Firing } from "../plan/replay";
import type { EpochMinute } from "../time/instant";
import { type Limits, isEqualLimits } from "../timetable/limits";
import { describeFailure, isFailedActivity } from "./drift-activities";
import type { DriftProblem } from "./drift-finding";
import type { Explanation } from "./explain";
import { formatLocal } from "./moment-text";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";

/** A firing as the history tells it. */
interface PastFiring {
  readonly at: EpochMinute;
  readonly action: string;
  readonly limits: Partial<Limits>;
  /** Why it came to nothing. */
  readonly failure?: string;
}

/**
 * Limits at AWS that the timetable does not say at this moment, and who has set them.
 *
 * In: `live` other limits than `wanted`; `heals`: the firing that will put them right
 */
export function createLimitsProblem(
  endpoint: ReportedEndpoint,
  wanted: Explanation,
  live: Limits,
  scaling: LiveScaling,
  heals: Firing | undefined,
): DriftProblem {
  const planned = new Set((endpoint.plan?.actions ?? []).map(({ name }) => name));
  const said = `AWS has min ${live.min}, max ${live.max}`;
  const who = describeWhoSetLimits(endpoint, planned, live, scaling.activities);
  return {
    code: "limits",
    differs: true,
    message: `${said}: ${who}`,
    ...(heals === undefined
      ? { fix: formatRegisterCommand(scaling.resourceId, wanted.limits) }
      : {}),
  };
}

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
function formatRegisterCommand(resourceId: string, { min, max }: Limits): string {
  return formatScalingCommand(resourceId, "register-scalable-target", {
    "min-capacity": min,
    "max-capacity": max,
  });
}

/**
 * The firing that has set the limits which AWS has.
 *
 * Out: undefined where the history has none: they were changed by hand, or registered so
 */
export function findSettingFiring(
  live: Limits,
  activities: readonly LiveActivity[],
): Pick<Firing, "at" | "action"> | undefined {
  const set = activities.flatMap(parsePastFiring).find(({ failure }) => failure === undefined);
  return set !== undefined && isSetBy(live, set) ? { at: set.at, action: set.action } : undefined;
}

/** Who has set the limits, as far as the history tells, and which firing came to nothing since. */
function describeWhoSetLimits(
  endpoint: ReportedEndpoint,
  planned: ReadonlySet<string>,
  live: Limits,
  activities: readonly LiveActivity[],
): string {
  const zone = chooseShownZone(endpoint);
  const firings = activities.flatMap(parsePastFiring);
  const set = firings.find(({ failure }) => failure === undefined);
  const lost = firings.find(
    ({ at, failure }) => failure !== undefined && (set === undefined || at >= set.at),
  );
  const failed =
    lost?.failure === undefined
      ? []
      : [`${lost.action} fired ${formatLocal(zone, lost.at)} and failed: ${lost.failure}`];
  if (set === undefined && lost !== undefined) {
    return ["as it was registered, or by hand", ...failed].join("; ");
  }
  if (set === undefined || !isSetBy(live, set)) {
    return [describeManualChange(zone, set, activities), ...failed].join("; ");
  }
  const by = planned.has(set.action)
    ? `action ${set.action} set that, fired ${formatLocal(zone, set.at)}`
    : `action ${set.action}, which is not the timetable's, set that ${formatLocal(zone, set.at)}`;
  return [by, ...failed].join("; ");
}

function describeManualChange(
  zone: string,
  set: PastFiring | undefined,
  activities: readonly LiveActivity[],
): string {
  const after = set === undefined ? "" : ` after ${formatLocal(zone, set.at)}`;
  const last = activities.find(({ notScaled }) => notScaled === undefined);
  return [
    `nothing in the timetable says so, and no scheduled action has set it: it was changed by hand or by a deployment${after} (CloudTrail has RegisterScalableTarget with who did)`,
    ...(last === undefined ? [] : [`last activity ${formatActivity(zone, last)}`]),
  ].join("; ");
}

function isSetBy(live: Limits, { limits }: PastFiring): boolean {
  return isEqualLimits({ ...live, ...limits }, live);
}

function parsePastFiring(activity: LiveActivity): readonly PastFiring[] {
  const action = firingCausePattern.exec(activity.cause)?.[1];
  if (action === undefined) return [];
  const [min, max] = [
    parseNumber(limitsSetPatterns.min, activity),
    parseNumber(limitsSetPatterns.max, activity),
  ];
  return [
    {
      at: activity.at,
      action,
      limits: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
      ...(isFailedActivity(activity) ? { failure: describeFailure(activity.message) } : {}),
    },
  ];
}

function parseNumber(pattern: RegExp, { description }: LiveActivity): number | undefined {
  const digits = pattern.exec(description)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function formatActivity(zone: string, { at, description, cause }: LiveActivity): string {
  const moment = formatLocal(zone, at);
  return `${moment}: "${description.replace(/\.$/, "")}" (${cause})`;
}
