import type { StepConfig, StepScalingConfig } from "../../../config/schema";
import { getStepDirection, type ScalingDirection } from "../../../plan/endpoint";
import type { Limits } from "../../../timetable";
import { isPinned, listPossibleLimits } from "./configured-limits";
import type { EndpointContext } from "./endpoint-context";

/** A step, and where it stands in the stack file. */
export interface ConfiguredStep {
  readonly step: StepConfig;
  readonly path: string;
  /** Where its change stands: under `defineCapacityChange` or `exactly`. */
  readonly changePath: string;
  /** `"above: 600"`, as the file has it. */
  readonly label: string;
}

/** The step scaling of an endpoint, absent when it scales otherwise or not at all. */
export function getStepScaling({ sections }: EndpointContext): StepScalingConfig | undefined {
  return sections.scaling?.kind === "step" ? sections.scaling : undefined;
}

/** The steps in file order, of one direction or of both. */
export function listSteps(
  context: EndpointContext,
  direction?: ScalingDirection,
): readonly ConfiguredStep[] {
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
