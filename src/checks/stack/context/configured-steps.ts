import type { EndpointKind } from "../../../aws/facts";
import type { StepConfig, StepScalingConfig } from "../../../config/schema";
import { getStepDirection, type ScalingDirection } from "../../../plan/endpoint";
import type { EndpointContext } from "./endpoint-context";

/** What to write for scaling in both directions. */
export const scalingExamples: Readonly<Record<EndpointKind, string>> = {
  async: "scaling: { metric: backlogPerInstance, steps: [{ below: 1, change: -1 }, { above: 10, change: 1 }] }",
  "real-time":
    "scaling: { metric: invocationsPerInstance, steps: [{ below: 100, change: -1 }, { above: 600, change: 1 }] }",
  component: "scaling: { metric: concurrentRequestsPerCopy, target: 4 }",
  serverless: "scaling: { metric: provisionedConcurrencyUtilization, target: 0.7 }",
};

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
