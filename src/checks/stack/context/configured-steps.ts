import type { StepConfig, StepScalingConfig } from "../../../config/schema";
import { getStepDirection, type ScalingDirection } from "../../../plan/endpoint";
import type { Limits } from "../../../timetable";
import { isPinned, listPossibleLimits } from "./configured-limits";
import type { EndpointContext } from "./endpoint-context";

/** A step with its place in the stack file. */
export interface ConfiguredStep {
  readonly step: StepConfig;
  readonly path: string;
  /** The path of its `change` or `exactly`. */
  readonly changePath: string;
  /** `above: 600`, as in the stack file. */
  readonly label: string;
}

/** Returns the endpoint's step scaling, if it has one. */
export function getStepScaling({ sections }: EndpointContext): StepScalingConfig | undefined {
  return sections.scaling?.kind === "step" ? sections.scaling : undefined;
}

/** Lists the steps of one direction, or of both, in file order. */
export function listSteps(context: EndpointContext, direction?: ScalingDirection): readonly ConfiguredStep[] {
  return (getStepScaling(context)?.steps ?? [])
    .map((step, index) => {
      const path = `${context.path}.scaling.steps[${index}]`;
      return {
        step,
        path,
        changePath: `${path}.${"exactly" in step.change ? "exactly" : "change"}`,
        label: "above" in step.when ? `above: ${step.when.above}` : `below: ${step.when.below}`,
      };
    })
    .filter(({ step }) => direction === undefined || getStepDirection(step) === direction);
}

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
