import {
  type AwsClients,
  callAws,
  readScalableTarget,
  toScalableTargetKey,
  waitForComponentInService,
  waitForInService,
} from "../../aws/client";
import { parseComponentResourceId, parseVariantResourceId, type ScalableTargetId } from "../../aws/facts";
import { findLimitsInForce, isPaused, type SchedulePlan } from "../../plan/endpoint";
import type { Limits } from "../../timetable";
import type { RecoveryContext } from "./recovery-run";

/** `isUpdated`: whether this run updated the endpoint. */
interface DeployedTarget {
  readonly target: ScalableTargetId;
  readonly schedule: SchedulePlan;
  readonly isUpdated: boolean;
}

/**
 * Sets the limits that a timetable has at this moment if AWS has others, and after an update of the endpoint: a firing
 * fails during an update, and registering the target brings the count within the limits.
 *
 * Leaves a target alone in a pause of the timetable, and if somebody has suspended its scheduled scaling. Never fails the
 * run: the next firing sets the limits, too.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export async function setLimitsInForce(
  run: RecoveryContext,
  key: string,
  { target, schedule, isUpdated }: DeployedTarget,
): Promise<void> {
  await run.askAws(async (aws) => {
    const read = await readScalableTarget(aws.scaling, target);
    if ("failure" in read) {
      const { message, fix } = read.failure;
      return run.warn(
        `endpoint ${key}: cannot see whether its limits are the timetable's: ${message}\nthe next firing sets them\nfix: ${fix}`,
      );
    }
    const { MinCapacity: min = 0, MaxCapacity: max = 0, SuspendedState } = read.found ?? {};
    const live = formatLimits({ min, max });
    const readLimits = async (): Promise<Limits | undefined> => {
      const now = await run.readTime();
      return isPaused(schedule, now) ? undefined : findLimitsInForce(schedule, now);
    };
    const before = await readLimits();
    if (read.found === undefined || SuspendedState?.ScheduledScalingSuspended === true || before === undefined) return;
    if (live === formatLimits(before) && !isUpdated) return;
    await waitUntilScalable(aws, target, run);
    const limits = await readLimits();
    if (limits === undefined) return;
    const expected = formatLimits(limits);
    const done = await registerLimits(aws, target, limits);
    if ("failure" in done) {
      run.warn(`endpoint ${key}: could not set the limits to ${expected}; AWS has ${live}: ${done.failure.message}`);
    } else if (live === expected) {
      run.log(`endpoint ${key}: set the limits to ${expected} again after the update`);
    } else {
      run.log(`endpoint ${key}: set the limits to ${expected}, as the timetable has them now; AWS had ${live}`);
    }
  });
}

/** The count of what is Updating stays outside of the limits. That this holds for a component, too, is assumed. */
async function waitUntilScalable(aws: AwsClients, { resourceId }: ScalableTargetId, run: RecoveryContext) {
  const component = parseComponentResourceId(resourceId);
  if (component !== undefined) await waitForComponentInService(aws, component, run);
  else await waitForInService(aws, parseVariantResourceId(resourceId)?.endpoint ?? "", run);
}

function registerLimits({ scaling }: AwsClients, target: ScalableTargetId, { min, max }: Limits) {
  return callAws("application-autoscaling:RegisterScalableTarget", () =>
    scaling.registerScalableTarget({ ...toScalableTargetKey(target), MinCapacity: min, MaxCapacity: max }),
  );
}

function formatLimits({ min, max }: Limits): string {
  return `${min}-${max}`;
}
