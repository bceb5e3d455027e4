import { failureMessages, type NotScaledCode } from "../aws-facts/scaling-activities";
import type { LiveActivity } from "../live-aws/live-scaling";
import type { EpochMinute } from "../time/instant";
import type { DriftFinding } from "./drift-finding";
import { localText } from "./moment-text";

/**
 * What has failed since a moment, and why policies did not scale.
 *
 * In:  activities newest first; `zone` for the times in the text
 * Out: one note a reason, newest first; they say what happened, not that anything is wrong now
 */
export function activityNotes(
  zone: string,
  activities: readonly LiveActivity[],
  since: EpochMinute,
): readonly DriftFinding[] {
  const recent = activities.filter(({ at }) => at >= since);
  const failed = recent.filter((one) => isFailure(one));
  const kept = recent.filter(({ notScaled }) => notScaled !== undefined);
  return [
    ...grouped(failed, (one) => `${what(one)} failed: ${failureText(one.message)}`).map(
      (group): DriftFinding => ({
        code: "failed-activity",
        differs: false,
        message: groupText(zone, group),
        ...fixOf(group.newest.message),
      }),
    ),
    ...grouped(kept, notScaledText).map((group): DriftFinding => ({
      code: "not-scaled",
      differs: false,
      message: groupText(zone, group),
    })),
  ];
}

/** Whether an activity was meant to change something and did not. */
export function isFailure({ status, notScaled }: LiveActivity): boolean {
  return notScaled === undefined && (status === "Failed" || status === "Unfulfilled");
}

/** Why an activity failed, in words: AWS's own where they are of no known kind. */
export function failureText(message: string): string {
  const [, type, count] = failureMessages.quota.exec(message) ?? [];
  if (type !== undefined && count !== undefined) {
    return `the account may have ${count} ${type} for endpoints (quota)`;
  }
  if (failureMessages.capacity.test(message)) {
    return "AWS had no such instances at the moment (insufficient capacity)";
  }
  if (failureMessages.busy.test(message)) {
    const status = /status is (\w+)/.exec(message)?.[1];
    return `the endpoint could not be scaled then${status === undefined ? "" : `, it was ${status}`}`;
  }
  return message === "" ? "AWS gives no reason" : message.replace(/\.$/, "");
}

function fixOf(message: string): Pick<DriftFinding, "fix"> {
  const [, type] = failureMessages.quota.exec(message) ?? [];
  if (type === undefined) return {};
  return { fix: `ask AWS for a larger quota "${type} for endpoint usage", or lower the limits` };
}

/** `Setting desired instance count to 6` as the message of a sentence. */
function what({ description }: LiveActivity): string {
  return `"${description.replace(/\.$/, "")}"`;
}

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
const notScaledWords = {
  AutoScalingAnticipatedFlapping: "it would have had to be undone at once",
  TargetServicePutResourceAsUnscalable: "the endpoint could not be scaled then",
  AlreadyAtMaxCapacity: "the count is at its max already",
  AlreadyAtMinCapacity: "the count is at its min already",
  AlreadyAtDesiredCapacity: "the count was right already",
} as const satisfies Record<NotScaledCode, string>;

function notScaledText({ cause, notScaled = [] }: LiveActivity): string {
  const reasons = notScaled.map(({ code, min, max }) => {
    const limit = max ?? min;
    return `${isKnown(code) ? notScaledWords[code] : code}${limit === undefined ? "" : `, ${limit}`}`;
  });
  const policy = /triggered policy (.+)$/.exec(cause)?.[1];
  const who = policy === undefined ? "a policy" : `policy ${policy}`;
  return `${who} did not scale: ${reasons.join(", ")}`;
}

function isKnown(code: string): code is NotScaledCode {
  return Object.hasOwn(notScaledWords, code);
}

interface Group {
  readonly text: string;
  readonly count: number;
  readonly newest: LiveActivity;
}

function grouped(
  activities: readonly LiveActivity[],
  text: (activity: LiveActivity) => string,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const activity of activities) {
    const key = text(activity);
    const { count, newest } = groups.get(key) ?? { count: 0, newest: activity };
    groups.set(key, { text: key, count: count + 1, newest });
  }
  return [...groups.values()];
}

function groupText(zone: string, { text, count, newest }: Group): string {
  const at = localText(zone, newest.at);
  return count === 1 ? `${at}: ${text}` : `${count} times, last ${at}: ${text}`;
}
