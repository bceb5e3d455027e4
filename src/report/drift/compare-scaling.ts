import { formatScalingCommand, type LiveEndpoint, type LiveScaling, type LiveTarget } from "../../aws/client";
import type { ScalableTargetId } from "../../aws/facts";
import type { ScheduledAction } from "../../plan/cron";
import { compareActions, findForeignActions } from "./compare-actions";
import { comparePolicies, findForeignPolicies, type PlannedPolicies } from "./compare-policies";
import type { DriftProblem } from "./drift-report";

/** What scales an endpoint whatever the moment, as a stack file asks for it or a stack has deployed it. */
export interface ComparedScaling {
  /** The endpoint's key. */
  readonly name: string;
  readonly actions: readonly ScheduledAction[];
  /** Absent if not known. */
  readonly policies?: PlannedPolicies;
  /** Whether something else created the endpoint. */
  readonly isExisting: boolean;
}

/** Finds what somebody deregistered, deleted, changed, added or suspended at AWS. */
export function compareScaling(
  { name, actions, policies, isExisting }: ComparedScaling,
  { scaling, alarms }: Pick<LiveEndpoint, "scaling" | "alarms">,
): readonly DriftProblem[] {
  const { target } = scaling;
  if (target === undefined) return [createNotRegistered(scaling.resourceId)];
  return [
    ...(policies === undefined ? [] : comparePolicies({ name, policies, isExisting }, scaling, alarms)),
    ...compareActions(actions, scaling, isExisting),
    ...findSuspended(scaling, target.suspended),
  ];
}

/** Scheduled actions and policies at AWS. */
export type LiveScalingParts = Pick<LiveScaling, "actions" | "policies">;

/** What is on the target at AWS and not planned. */
export function findForeignScaling(
  { name, actions, policies }: Pick<ComparedScaling, "name" | "actions" | "policies">,
  live: LiveScalingParts,
): LiveScalingParts {
  return {
    actions: findForeignActions(actions, live),
    policies: policies === undefined ? [] : findForeignPolicies(name, policies, live),
  };
}

function createNotRegistered(resourceId: string): DriftProblem {
  return {
    code: "not-registered",
    differs: true,
    message: `nothing scales ${resourceId}: it is not registered with Application Auto Scaling`,
    fix: "run pulumi up --refresh, which registers it again",
  };
}

/** Each kind of scaling that can be suspended, by AWS's name, and what stops with it. */
const suspendableKinds = [
  ["scheduled", "ScheduledScalingSuspended", "scheduled scaling is suspended: no window starts"],
  ["out", "DynamicScalingOutSuspended", "scale out is suspended: load adds nothing"],
  ["in", "DynamicScalingInSuspended", "scale in is suspended: nothing is removed"],
] as const;

/**
 * Finds what is suspended at AWS. Nothing should be.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html
 */
function findSuspended(target: ScalableTargetId, suspended: LiveTarget["suspended"]): readonly DriftProblem[] {
  return suspendableKinds
    .filter(([kind]) => suspended[kind])
    .map(([, member, message]) => ({
      code: "suspended",
      differs: true,
      message,
      fix: formatScalingCommand(target, "register-scalable-target", { "suspended-state": `${member}=false` }),
    }));
}
