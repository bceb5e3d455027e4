import type { Compilation } from "../../compile";
import { formatPath, type Problem } from "../../problem";
import { type DeployedResources, findDeployedEndpoint, listDeployedEndpoints } from "../state";

/**
 * Refuses to remove a variant of an endpoint that stays if the run may not read AWS: SageMaker takes no configuration without
 * a variant whose target is registered, and only a run that reads AWS deregisters it before.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
 */
export function checkRemovedVariants(
  { endpoints }: Pick<Compilation, "endpoints">,
  deployed: DeployedResources,
): readonly Problem[] {
  const kept = Object.keys(endpoints).map((key) => findDeployedEndpoint(deployed, key).endpoint);
  return listDeployedEndpoints(deployed)
    .filter((key) => !Object.hasOwn(endpoints, key))
    .flatMap((key): readonly Problem[] => {
      const { scaledEndpoint, scaledVariant, instanceTypes } = findDeployedEndpoint(deployed, key);
      if (instanceTypes === undefined || scaledEndpoint === undefined || !kept.includes(scaledEndpoint)) return [];
      return [
        {
          severity: "error",
          code: "variant-still-scaled",
          path: formatPath(["endpoints", key]),
          message: `SageMaker does not remove variant ${scaledVariant} of endpoint ${scaledEndpoint} while its target is registered, and with readAws: false pulumi up does not deregister it`,
          expected: "readAws: true while a variant is removed",
          fix: `remove readAws: false for this run`,
        },
      ];
    });
}
