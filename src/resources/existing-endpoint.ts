import * as pulumi from "@pulumi/pulumi";
import { targetImportId } from "../aws-facts/scalable-target";
import type { ExistingPlan } from "../plan/timetabled";
import type { ServedEndpoint } from "./endpoint";

/**
 * An endpoint that something else made, by its name alone: nothing is declared for it and nothing is
 * read, so that no run can change it or fail for want of it.
 */
export function existingEndpoint({ existing, target }: ExistingPlan): ServedEndpoint {
  const { endpointName, adopt } = existing;
  return {
    endpoint: { name: pulumi.output(endpointName) },
    ...(adopt ? { importTarget: targetImportId(endpointName, target.variantName) } : {}),
  };
}
