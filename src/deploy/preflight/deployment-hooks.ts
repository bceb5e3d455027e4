import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import {
  type AwsClients,
  readEndpointCounts,
  waitForInService,
  withClients,
} from "../../aws/client";
import type { StackConfig } from "../../config/schema";
import {
  createScalingHooks,
  type DeploymentHooks,
  explainBusy,
  getCreationFailure,
  type RunClock,
  type ScalingSnapshots,
} from "../recovery";
import type { DeployedResources } from "../state";
import { canReadAws, readProviderSettings } from "./aws-access";

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
