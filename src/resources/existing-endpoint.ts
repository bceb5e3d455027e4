import * as pulumi from "@pulumi/pulumi";
import { toTargetImportId } from "../aws-facts/scalable-target";
import type { ExistingEndpointPlan } from "../plan/timetabled";
import type { ScaledEndpoint } from "./endpoint";

/**
 * An endpoint that something else made, by its name alone: nothing is declared for it and nothing is
 * read, so that no run can change it or fail for want of it.
 */
export function useExistingEndpoint({ existing, target }: ExistingEndpointPlan): ScaledEndpoint {
  const { endpointName, adopt } = existing;
  return {
    endpoint: { name: pulumi.output(endpointName) },
    ...(adopt ? { targetImportId: toTargetImportId(endpointName, target.variantName) } : {}),
  };
}
