import { formatScalingCommand, type LiveActivity, type LiveScaling } from "../../aws/client";
import {
  failureMessagePatterns,
  firingCausePattern,
  limitsSetPatterns,
  type NotScaledCode,
  type ScalableTargetId,
} from "../../aws/facts";
import type { Firing } from "../../plan/replay";
import { chooseShownZone, type ReportedEndpoint } from "../../plan/usage";
import { isEqualLimits, type Limits } from "../../timetable";
import { type EpochMinute, formatLocal } from "../../timetable/time";
import type { Explanation } from "..";
import type { DriftProblem } from "./drift-report";

/**
 * Lists what failed since a moment, and why policies did not scale: one note for each reason, newest first.
 * @param zone of the times in the text
 * @param activities newest first
 */
export function summarizeActivities(
  zone: string,
  activities: readonly LiveActivity[],
  since: EpochMinute,
): readonly DriftProblem[] {
  const recent = activities.filter(({ at }) => at >= since);
  const failed = recent.filter((one) => isFailedActivity(one));
  const kept = recent.filter(({ notScaled }) => notScaled !== undefined);
  return [
    ...groupActivities(failed, (one) => `${quoteDescription(one)} failed: ${describeFailure(one.message)}`).map(
      (group): DriftProblem => ({
        code: "failed-activity",
        differs: false,
        message: formatGroup(zone, group),
        ...suggestFix(group.newest.message),
      }),
    ),
    ...groupActivities(kept, describeNotScaled).map((group): DriftProblem => ({
      code: "not-scaled",
      differs: false,
      message: formatGroup(zone, group),
    })),
  ];
}

/** Whether an activity was meant to change something and did not. */
function isFailedActivity({ status, notScaled }: LiveActivity): boolean {
  return notScaled === undefined && (status === "Failed" || status === "Unfulfilled");
}

/** Why an activity failed, in words: AWS's own where they are of no known kind. */
function describeFailure(message: string): string {
  const [, type, count] = failureMessagePatterns.quota.exec(message) ?? [];
  if (type !== undefined && count !== undefined) {
    return `the account may have ${count} ${type} for endpoints (quota)`;
  }
  if (failureMessagePatterns.capacity.test(message)) {
    return "AWS had no instances of this type (insufficient capacity)";
  }
  if (failureMessagePatterns.busy.test(message)) {
    const status = /status is (\w+)/.exec(message)?.[1];
    return `the ${message.includes("[inference-component/") ? "component" : "endpoint"} could not scale at that time${status === undefined ? "" : `, it was ${status}`}`;
  }
  return message === "" ? "AWS gives no reason" : message.replace(/\.$/, "");
}

function suggestFix(message: string): Pick<DriftProblem, "fix"> {
  const [, type] = failureMessagePatterns.quota.exec(message) ?? [];
  if (type === undefined) return {};
  return { fix: `ask AWS for a larger quota "${type} for endpoint usage", or lower the limits` };
}

/** `Setting desired instance count to 6` as the message of a sentence. */
function quoteDescription({ description }: LiveActivity): string {
  return `"${description.replace(/\.$/, "")}"`;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
const notScaledReasons = {
  AutoScalingAnticipatedFlapping: "it would have had to be undone at once",
  TargetServicePutResourceAsUnscalable: "nothing could scale at that time",
  AlreadyAtMaxCapacity: "the count is at its max already",
  AlreadyAtMinCapacity: "the count is at its min already",
  AlreadyAtDesiredCapacity: "the count was right already",
} as const satisfies Record<NotScaledCode, string>;

function describeNotScaled({ cause, notScaled = [] }: LiveActivity): string {
  const reasons = notScaled.map(({ code, min, max }) => {
    const limit = max ?? min;
    return `${isKnownReason(code) ? notScaledReasons[code] : code}${limit === undefined ? "" : `, ${limit}`}`;
  });
  const policy = /triggered policy (.+)$/.exec(cause)?.[1];
  const who = policy === undefined ? "a policy" : `policy ${policy}`;
  return `${who} did not scale: ${reasons.join(", ")}`;
}

function isKnownReason(code: string): code is NotScaledCode {
  return Object.hasOwn(notScaledReasons, code);
}

interface ActivityGroup {
  readonly text: string;
  readonly count: number;
  readonly newest: LiveActivity;
}

function groupActivities(
  activities: readonly LiveActivity[],
  text: (activity: LiveActivity) => string,
): readonly ActivityGroup[] {
  const groups = new Map<string, ActivityGroup>();
  for (const activity of activities) {
    const key = text(activity);
    const { count, newest } = groups.get(key) ?? { count: 0, newest: activity };
    groups.set(key, { text: key, count: count + 1, newest });
  }
  return [...groups.values()];
}

function formatGroup(zone: string, { text, count, newest }: ActivityGroup): string {
  const at = formatLocal(zone, newest.at);
  return count === 1 ? `${at}: ${text}` : `${count} times, last ${at}: ${text}`;
}

/** A firing as the history records it. */
export interface PastFiring {
  readonly at: EpochMinute;
  readonly action: string;
  readonly limits: Partial<Limits>;
  /** Why it came to nothing. */
  readonly failure?: string;
}

/**
 * Reports limits at AWS that differ from the timetable, and who set them.
 * @param heals the firing that will correct them
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
    ...(heals === undefined ? { fix: formatRegisterCommand(scaling, wanted.limits) } : {}),
  };
}

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
function formatRegisterCommand(target: ScalableTargetId, { min, max }: Limits): string {
  return formatScalingCommand(target, "register-scalable-target", { "min-capacity": min, "max-capacity": max });
}

/** Finds the firing that set the live limits. Undefined if a person or a registration set them. */
export function findSettingFiring(
  live: Limits,
  activities: readonly LiveActivity[],
): Pick<Firing, "at" | "action"> | undefined {
  const set = activities.flatMap(parsePastFiring).find(({ failure }) => failure === undefined);
  return set !== undefined && isSetBy(live, set) ? { at: set.at, action: set.action } : undefined;
}

/** Who has set the limits, as far as the history shows, and which firing came to nothing since. */
function describeWhoSetLimits(
  endpoint: ReportedEndpoint,
  planned: ReadonlySet<string>,
  live: Limits,
  activities: readonly LiveActivity[],
): string {
  const zone = chooseShownZone(endpoint);
  const firings = activities.flatMap(parsePastFiring);
  const set = firings.find(({ failure }) => failure === undefined);
  const lost = firings.find(({ at, failure }) => failure !== undefined && (set === undefined || at >= set.at));
  const failed =
    lost?.failure === undefined
      ? []
      : [`${lost.action} fired ${formatLocal(zone, lost.at)} and failed: ${lost.failure}`];
  if (set === undefined && lost !== undefined) {
    return ["unchanged since its registration, or changed by hand", ...failed].join("; ");
  }
  if (set === undefined || !isSetBy(live, set)) {
    return [describeManualChange(zone, set, activities), ...failed].join("; ");
  }
  const by = planned.has(set.action)
    ? `action ${set.action} set that, fired ${formatLocal(zone, set.at)}`
    : `action ${set.action}, which is not in the timetable, set that ${formatLocal(zone, set.at)}`;
  return [by, ...failed].join("; ");
}

function describeManualChange(zone: string, set: PastFiring | undefined, activities: readonly LiveActivity[]): string {
  const after = set === undefined ? "" : ` after ${formatLocal(zone, set.at)}`;
  const last = activities.find(({ notScaled }) => notScaled === undefined);
  return [
    `no scheduled action set this: someone or a deployment changed it${after} (CloudTrail shows who called RegisterScalableTarget)`,
    ...(last === undefined ? [] : [`last activity ${formatActivity(zone, last)}`]),
  ].join("; ");
}

function isSetBy(live: Limits, { limits }: PastFiring): boolean {
  return isEqualLimits({ ...live, ...limits }, live);
}

export function parsePastFiring(activity: LiveActivity): readonly PastFiring[] {
  const action = firingCausePattern.exec(activity.cause)?.[1];
  if (action === undefined) return [];
  const [min, max] = [parseNumber(limitsSetPatterns.min, activity), parseNumber(limitsSetPatterns.max, activity)];
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
