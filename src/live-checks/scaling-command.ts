import { instanceCountDimension, sageMakerNamespace } from "../aws-facts/scalable-target";
import type { ExistingContext } from "./live-check";

/** A command of AWS's own command line about a variant's scalable target. */
export function scalingCommand(
  { live }: Pick<ExistingContext, "live">,
  command: string,
  ...more: readonly string[]
): string {
  return [
    `aws application-autoscaling ${command}`,
    `--service-namespace ${sageMakerNamespace}`,
    `--resource-id ${live.scaling.resourceId}`,
    `--scalable-dimension ${instanceCountDimension}`,
    ...more,
  ].join(" ");
}
