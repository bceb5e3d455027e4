import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/config";
import type { Remembered } from "../keep-scaling/remembered-scaling";
import { describeEndpointCounts } from "../live-aws/endpoint-counts";
import { type LiveAws, withAws } from "../live-aws/open-aws";
import { untilInService } from "../live-aws/until-in-service";
import { failedReason, whyBusy } from "../live-checks/endpoint-busy";
import type { EndpointAtAws } from "../resources/endpoint";
import type { DeployedResources } from "../resources/deployed-resources";
import { mayReadAws, providerSettings } from "./aws-access";
import type { RunClock } from "./run-clock";
import { scalingAtAws } from "./scaling-at-aws";

/** What hooks know beside AWS: how time passes, what was there when the run began, and what it takes away. */
export interface HookContext extends RunClock {
  readonly deployed: DeployedResources;
  readonly remembered: Remembered;
}

/** What hooks ask of AWS about an endpoint; absent where AWS may not be read. */
export function endpointAtAws(
  stack: Pick<StackConfig, "readAws">,
  context: HookContext,
): EndpointAtAws | undefined {
  if (!mayReadAws(stack)) return undefined;
  // A hook runs outside of the program, where the SDK knows neither the stack's config nor the engine's log.
  const settings = providerSettings();
  const waiting = { sleep: context.sleep, say: AsyncResource.bind(say) };
  const asked = <T>(ask: (aws: LiveAws) => Promise<T>): Promise<T> => withAws(settings, ask);
  return {
    failureReason: (endpointName) =>
      asked(async (aws) => {
        const read = await describeEndpointCounts(aws, endpointName);
        return "found" in read ? read.found?.failureReason : undefined;
      }),
    whyFailed: (endpointName) =>
      asked(async (aws) => {
        const read = await describeEndpointCounts(aws, endpointName);
        return "found" in read ? failedReason(read.found) : undefined;
      }),
    whyBusy: (endpointName) =>
      asked(async (aws) => whyBusy(endpointName, await untilInService(aws, endpointName, waiting))),
    scaling: scalingAtAws(asked, { ...context, ...waiting }),
  };
}

/** How waiting goes, in the log of the run. */
export function say(line: string): void {
  void pulumi.log.info(line);
}
