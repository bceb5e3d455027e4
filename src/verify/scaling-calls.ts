import {
  type AwsResult,
  callAws,
  type LiveActivity,
  type LiveScaling,
  readLiveScaling,
  toScalableTargetKey,
} from "../aws/client";
import type { ScalableTargetId } from "../aws/facts";
import { type EpochMinute, formatInstant } from "../timetable/time";
import { Stopped, type TestTarget, type Trial } from "./check";

/** The tag of everything that a run creates. */
export const verifyTag = "inference-timetable-verify";

/** @throws Stopped with AWS's words, if the call failed */
export function getFound<T>(result: AwsResult<T>): T {
  if ("failure" in result) throw new Stopped(result.failure.message);
  return result.found;
}

/** Makes one call. @throws Stopped if AWS refuses it */
export async function callOrStop<T>(operation: string, request: () => Promise<T>): Promise<T> {
  return getFound(await callAws(operation, request));
}

export interface TrialLimits {
  readonly min: number;
  readonly max: number;
}

/** The limits between checks: the count cannot move. */
export function toFixedLimits({ count }: TestTarget): TrialLimits {
  return { min: count, max: count };
}

/** Limits that differ from the fixed ones, and start nothing: without a policy, only the min does. */
export function toWideLimits({ count }: TestTarget): TrialLimits {
  return { min: count, max: count + 1 };
}

/** Registers a target, or sets its limits. */
export async function registerTarget(
  trial: Pick<Trial, "aws" | "run">,
  id: ScalableTargetId,
  limits: TrialLimits,
): Promise<void> {
  getFound(await callRegisterTarget(trial, id, limits));
}

/** As `registerTarget`, with a refusal as data. */
export function callRegisterTarget(
  { aws, run }: Pick<Trial, "aws" | "run">,
  id: ScalableTargetId,
  { min, max }: TrialLimits,
): Promise<AwsResult<unknown>> {
  return callAws("application-autoscaling:RegisterScalableTarget", () =>
    aws.scaling.registerScalableTarget({
      ...toScalableTargetKey(id),
      MinCapacity: min,
      MaxCapacity: max,
      Tags: { [verifyTag]: run },
    }),
  );
}

export interface TrialAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone?: string;
  readonly limits: TrialLimits;
}

/** Creates a scheduled action. Its name at AWS begins with the run's. */
export async function createAction(
  trial: Pick<Trial, "aws" | "run">,
  id: ScalableTargetId,
  action: TrialAction,
): Promise<void> {
  await callOrStop("application-autoscaling:PutScheduledAction", () =>
    trial.aws.scaling.putScheduledAction(toActionInput(trial, id, action)),
  );
}

export function toActionInput({ run }: Pick<Trial, "run">, id: ScalableTargetId, action: TrialAction) {
  const { name, schedule, timezone, limits } = action;
  return {
    ...toScalableTargetKey(id),
    ScheduledActionName: `${run}-${name}`,
    Schedule: schedule,
    ...(timezone === undefined ? {} : { Timezone: timezone }),
    ScalableTargetAction: { MinCapacity: limits.min, MaxCapacity: limits.max },
  };
}

export async function deleteAction({ aws, run }: Trial, id: ScalableTargetId, name: string): Promise<void> {
  await callOrStop("application-autoscaling:DeleteScheduledAction", () =>
    aws.scaling.deleteScheduledAction({ ...toScalableTargetKey(id), ScheduledActionName: `${run}-${name}` }),
  );
}

/** A schedule that fires once, in UTC. */
export function formatAt(minute: EpochMinute): string {
  return `at(${formatInstant(minute).replace("Z", ":00")})`;
}

/** Every month, so that an action of this schedule is never one that has fired for good. */
export const rareSchedule = "cron(0 0 1 1 ? *)";

export async function readScaling({ aws }: Trial, id: ScalableTargetId): Promise<LiveScaling> {
  return getFound(await readLiveScaling(aws, id));
}

/** The firings of one action in a target's history, oldest first. */
export function findFirings({ run }: Trial, { activities }: LiveScaling, name: string): readonly LiveActivity[] {
  return activities.filter(({ cause }) => cause.includes(`${run}-${name} `)).toReversed();
}

const pollSeconds = 15;

/** Sleeps until a minute begins. */
export async function waitForMinute({ clock }: Trial, minute: EpochMinute): Promise<void> {
  for (;;) {
    const missing = minute - (await clock.readTime());
    if (missing <= 0) return;
    await clock.sleep(Math.max(pollSeconds, (missing - 1) * 60));
  }
}

/**
 * Waits until the history has a firing of an action that has ended.
 * @param until after which minute to give up
 */
export async function waitForFiring(
  trial: Trial,
  id: ScalableTargetId,
  name: string,
  until: EpochMinute,
): Promise<LiveActivity | undefined> {
  for (;;) {
    const firing = findFirings(trial, await readScaling(trial, id), name).at(-1);
    if (firing !== undefined && !/^(Pending|InProgress)$/.test(firing.status)) return firing;
    if ((await trial.clock.readTime()) >= until) return firing;
    await trial.clock.sleep(pollSeconds);
  }
}

/** How long after its time a firing is looked for: AWS calls the delay a few seconds. */
export const firingMinutes = 4;

/** The first whole minute that an action which is created now cannot miss. */
export async function findNextMinute({ clock }: Trial): Promise<EpochMinute> {
  return (await clock.readTime()) + 2;
}

export function formatActivity({ status, description, message }: LiveActivity): string {
  return `${status}: "${description}"${message === "" ? "" : ` (${message.replace(/\.$/, "")})`}`;
}
