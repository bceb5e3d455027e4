import { failureMessagePatterns, type NotScaledCode } from "../aws-facts/scaling-activities";
import type { LiveActivity } from "../live-aws/live-scaling";
import type { EpochMinute } from "../time/instant";
import type { DriftProblem } from "./drift-finding";
import { formatLocal } from "./moment-text";

/**
 * What has failed since a moment, and why policies did not scale.
 *
 * In:  activities newest first; `defineZone` for the times in the text
 * Out: one note a reason, newest first; they say what happened, not that anything is wrong now
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
    ...groupActivities(
      failed,
      (one) => `${quoteDescription(one)} failed: ${describeFailure(one.message)}`,
    ).map((group): DriftProblem => ({
      code: "failed-activity",
      differs: false,
      message: formatGroup(zone, group),
      ...suggestFix(group.newest.message),
    })),
    ...groupActivities(kept, describeNotScaled).map((group): DriftProblem => ({
      code: "not-scaled",
      differs: false,
      message: formatGroup(zone, group),
    })),
  ];
}

/** Whether an activity was meant to change something and did not. */
export function isFailedActivity({ status, notScaled }: LiveActivity): boolean {
  return notScaled === undefined && (status === "Failed" || status === "Unfulfilled");
}

/** Why an activity failed, in words: AWS's own where they are of no known kind. */
export function describeFailure(message: string): string {
  const [, type, count] = failureMessagePatterns.quota.exec(message) ?? [];
  if (type !== undefined && count !== undefined) {
    return `the account may have ${count} ${type} for endpoints (quota)`;
  }
  if (failureMessagePatterns.capacity.test(message)) {
    return "AWS had no such instances at the moment (insufficient capacity)";
  }
  if (failureMessagePatterns.busy.test(message)) {
    const status = /status is (\w+)/.exec(message)?.[1];
    return `the endpoint could not be scaled then${status === undefined ? "" : `, it was ${status}`}`;
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

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
const notScaledReasons = {
  AutoScalingAnticipatedFlapping: "it would have had to be undone at once",
  TargetServicePutResourceAsUnscalable: "the endpoint could not be scaled then",
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
