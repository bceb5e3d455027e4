import { firingCause, limitsSet } from "../aws-facts/scaling-activities";
import type { LiveActivity, LiveScaling } from "../live-aws/live-scaling";
import { scalingCommand } from "../live-aws/scaling-command";
import type { Firing } from "../plan/replay";
import type { EpochMinute } from "../time/instant";
import { type Limits, sameLimits } from "../timetable/limits";
import { failureText, isFailure } from "./drift-activities";
import type { DriftFinding } from "./drift-finding";
import type { Explanation } from "./explain";
import { localText } from "./moment-text";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";

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
export function limitsFinding(
  endpoint: ReportedEndpoint,
  wanted: Explanation,
  live: Limits,
  scaling: LiveScaling,
  heals: Firing | undefined,
): DriftFinding {
  const planned = new Set((endpoint.plan?.actions ?? []).map(({ name }) => name));
  const said = `AWS has min ${live.min}, max ${live.max}`;
  const who = whoText(endpoint, planned, live, scaling.activities);
  return {
    code: "limits",
    differs: true,
    message: `${said}: ${who}`,
    ...(heals === undefined ? { fix: registerText(scaling.resourceId, wanted.limits) } : {}),
  };
}

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
function registerText(resourceId: string, { min, max }: Limits): string {
  return scalingCommand(resourceId, "register-scalable-target", {
    "min-capacity": min,
    "max-capacity": max,
  });
}

/**
 * The firing that has set the limits which AWS has.
 *
 * Out: undefined where the history has none: they were changed by hand, or registered so
 */
export function settingFiring(
  live: Limits,
  activities: readonly LiveActivity[],
): Pick<Firing, "at" | "action"> | undefined {
  const set = activities.flatMap(pastFiring).find(({ failure }) => failure === undefined);
  return set !== undefined && isSetBy(live, set) ? { at: set.at, action: set.action } : undefined;
}

/** Who has set the limits, as far as the history tells, and which firing came to nothing since. */
function whoText(
  endpoint: ReportedEndpoint,
  planned: ReadonlySet<string>,
  live: Limits,
  activities: readonly LiveActivity[],
): string {
  const zone = shownZone(endpoint);
  const firings = activities.flatMap(pastFiring);
  const set = firings.find(({ failure }) => failure === undefined);
  const lost = firings.find(
    ({ at, failure }) => failure !== undefined && (set === undefined || at >= set.at),
  );
  const failed =
    lost?.failure === undefined
      ? []
      : [`${lost.action} fired ${localText(zone, lost.at)} and failed: ${lost.failure}`];
  if (set === undefined && lost !== undefined) {
    return ["as it was registered, or by hand", ...failed].join("; ");
  }
  if (set === undefined || !isSetBy(live, set)) {
    return [byHandText(zone, set, activities), ...failed].join("; ");
  }
  const by = planned.has(set.action)
    ? `action ${set.action} set that, fired ${localText(zone, set.at)}`
    : `action ${set.action}, which is not the timetable's, set that ${localText(zone, set.at)}`;
  return [by, ...failed].join("; ");
}

function byHandText(
  zone: string,
  set: PastFiring | undefined,
  activities: readonly LiveActivity[],
): string {
  const after = set === undefined ? "" : ` after ${localText(zone, set.at)}`;
  const last = activities.find(({ notScaled }) => notScaled === undefined);
  return [
    `nothing in the timetable says so, and no scheduled action has set it: it was changed by hand or by a deployment${after} (CloudTrail has RegisterScalableTarget with who did)`,
    ...(last === undefined ? [] : [`last activity ${activityText(zone, last)}`]),
  ].join("; ");
}

function isSetBy(live: Limits, { limits }: PastFiring): boolean {
  return sameLimits({ ...live, ...limits }, live);
}

function pastFiring(activity: LiveActivity): readonly PastFiring[] {
  const action = firingCause.exec(activity.cause)?.[1];
  if (action === undefined) return [];
  const [min, max] = [number(limitsSet.min, activity), number(limitsSet.max, activity)];
  return [
    {
      at: activity.at,
      action,
      limits: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
      ...(isFailure(activity) ? { failure: failureText(activity.message) } : {}),
    },
  ];
}

function number(pattern: RegExp, { description }: LiveActivity): number | undefined {
  const digits = pattern.exec(description)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function activityText(zone: string, { at, description, cause }: LiveActivity): string {
  const moment = localText(zone, at);
  return `${moment}: "${description.replace(/\.$/, "")}" (${cause})`;
}
