import type { StepConfig } from "../config/config";
import type { ScalingDirection } from "../plan/alarms";
import type { Limits } from "../timetable/limits";
import type { EndpointContext } from "./check";
import { listSteps } from "./placed-steps";
import { isPinned, listPossibleLimits } from "./possible-limits";

/** What can never act: where it stands, and `"above: 600"` as the file has it. */
export interface IneffectiveScaling {
  readonly path: string;
  readonly label: string;
}

/**
 * The steps of one direction that can act under none of the endpoint's limits, and target tracking where
 * all of them are pinned.
 *
 * Out: none when the timetable cannot be read
 */
export function findIneffectiveSteps(
  context: EndpointContext,
  direction: ScalingDirection,
): readonly IneffectiveScaling[] {
  const limits = listPossibleLimits(context);
  if (limits.length === 0) return [];
  const { scaling } = context.sections;
  const tracks = scaling?.kind === "targetTracking" && (direction === "out" || scaling.scaleIn);
  const tracked =
    tracks && limits.every(isPinned)
      ? [{ path: `${context.path}.scaling`, label: "target tracking" }]
      : [];
  const steps = listSteps(context, direction).filter(
    ({ step }) => !limits.some((pair) => canAct(step, pair, direction)),
  );
  return [...steps, ...tracked];
}

function canAct({ change }: StepConfig, limits: Limits, direction: ScalingDirection): boolean {
  if (isPinned(limits)) return false;
  if (!("exactly" in change)) return true;
  return direction === "in" ? change.exactly < limits.max : change.exactly > limits.min;
}
