import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/config";
import type { ScalingSnapshots } from "../keep-scaling/remembered-scaling";
import { readEndpointCounts } from "../live-aws/endpoint-counts";
import { type AwsClients, withClients } from "../live-aws/open-aws";
import { waitForInService } from "../live-aws/until-in-service";
import { getCreationFailure, explainBusy } from "../live-checks/endpoint-busy";
import type { DeploymentHooks } from "../resources/endpoint";
import type { DeployedResources } from "../resources/deployed-resources";
import { canReadAws, readProviderSettings } from "./aws-access";
import type { RunClock } from "./run-clock";
import { createScalingHooks } from "./scaling-at-aws";

/** What hooks know beside AWS: how time passes, what was there when the run began, and what it takes away. */
export interface HookContext extends RunClock {
  readonly deployed: DeployedResources;
  readonly snapshots: ScalingSnapshots;
}

/** What hooks ask of AWS about an endpoint; absent where AWS may not be read. */
export function createDeploymentHooks(
  stack: Pick<StackConfig, "readAws">,
  context: HookContext,
): DeploymentHooks | undefined {
  if (!canReadAws(stack)) return undefined;
  // A hook runs outside of the program, where the SDK knows neither the stack's config nor the engine's log.
  const settings = readProviderSettings();
  const waiting = { sleep: context.sleep, log: AsyncResource.bind(logInfo) };
  const asked = <T>(ask: (aws: AwsClients) => Promise<T>): Promise<T> => withClients(settings, ask);
  return {
    readFailureReason: (endpointName) =>
      asked(async (aws) => {
        const read = await readEndpointCounts(aws, endpointName);
        return "found" in read ? read.found?.failureReason : undefined;
      }),
    readCreationFailure: (endpointName) =>
      asked(async (aws) => {
        const read = await readEndpointCounts(aws, endpointName);
        return "found" in read ? getCreationFailure(read.found) : undefined;
      }),
    waitUntilUpdatable: (endpointName) =>
      asked(async (aws) =>
        explainBusy(endpointName, await waitForInService(aws, endpointName, waiting)),
      ),
    scaling: createScalingHooks(asked, { ...context, ...waiting }),
  };
}

/** How waiting goes, in the log of the run. */
export function logInfo(line: string): void {
  void pulumi.log.info(line);
}
