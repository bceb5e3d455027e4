import type { StepConfig, StepScalingConfig } from "../config/config";
import { getStepDirection } from "../plan/step-policies";
import type { ScalingDirection } from "../plan/alarms";
import type { EndpointContext } from "./check";

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
