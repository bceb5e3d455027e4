import { toTargetKey } from "./operation";
import type { AwsError } from "./operation";

/** The operations that update a scalable target or what belongs to it. */
const updates: ReadonlySet<string> = new Set([
  "application-autoscaling:RegisterScalableTarget",
  "application-autoscaling:DeregisterScalableTarget",
  "application-autoscaling:PutScheduledAction",
  "application-autoscaling:DeleteScheduledAction",
  "application-autoscaling:PutScalingPolicy",
  "application-autoscaling:DeleteScalingPolicy",
]);

/** @returns the key of the target that a request updates; undefined: none */
export function findUpdatedTarget(operation: string, input: unknown): string | undefined {
  if (!updates.has(operation) || typeof input !== "object" || input === null) return undefined;
  const { ResourceId, ScalableDimension } = input as Readonly<Record<string, unknown>>;
  return toTargetKey(String(ResourceId), String(ScalableDimension));
}

/**
 * Refuses a request that updates a target while another one does.
 *
 * AWS documents the error, not when it occurs; this is the strictest reading. No SDK repeats it.
 * @param updating keys of the targets that other requests update
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 * @see https://github.com/hashicorp/terraform/issues/14258
 */
export function findConcurrentUpdate(
  operation: string,
  input: unknown,
  updating: ReadonlySet<string>,
): AwsError | undefined {
  const target = findUpdatedTarget(operation, input);
  if (target === undefined || !updating.has(target)) return undefined;
  return {
    code: "ConcurrentUpdateException",
    message: "You already have a pending update to an Auto Scaling resource.",
  };
}
