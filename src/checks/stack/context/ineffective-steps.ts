import type { StepConfig } from "../../../config/schema";
import type { ScalingDirection } from "../../../plan/endpoint";
import type { Limits } from "../../../timetable";
import { isPinned, listPossibleLimits } from "./configured-limits";
import { type ConfiguredStep, listSteps } from "./configured-steps";
import type { EndpointContext } from "./endpoint-context";

/**
 * Finds the steps, and the target tracking, that can act under none of the endpoint's limits.
 * @returns none if the timetable is unreadable
 */
export function findIneffectiveSteps(
  context: EndpointContext,
  direction: ScalingDirection,
): readonly Pick<ConfiguredStep, "path" | "label">[] {
  const limits = listPossibleLimits(context);
  if (limits.length === 0) return [];
  const { scaling } = context.sections;
  const tracks = scaling?.kind === "targetTracking" && (direction === "out" || scaling.scaleIn);
  const tracking =
    tracks && limits.every(isPinned) ? [{ path: `${context.path}.scaling`, label: "target tracking" }] : [];
  const steps = listSteps(context, direction).filter(
    ({ step }) => !limits.some((pair) => canAct(step, pair, direction)),
  );
  return [...steps, ...tracking];
}

function canAct({ change }: StepConfig, limits: Limits, direction: ScalingDirection): boolean {
  if (isPinned(limits)) return false;
  if (!("exactly" in change)) return true;
  return direction === "in" ? change.exactly < limits.max : change.exactly > limits.min;
}
