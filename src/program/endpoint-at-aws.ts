import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/config";
import { describeEndpointCounts } from "../live-aws/endpoint-counts";
import { type LiveAws, withAws } from "../live-aws/open-aws";
import { untilInService, type Waiting } from "../live-aws/until-in-service";
import { failedReason, whyBusy } from "../live-checks/endpoint-busy";
import type { EndpointAtAws } from "../resources/endpoint";
import { mayReadAws, providerSettings } from "./aws-access";

/** What hooks ask AWS about an endpoint; absent where AWS may not be read. */
export function endpointAtAws(
  stack: Pick<StackConfig, "readAws">,
  sleep: Waiting["sleep"],
): EndpointAtAws | undefined {
  if (!mayReadAws(stack)) return undefined;
  // A hook runs outside of the program, where the SDK knows neither the stack's config nor the engine's log.
  const settings = providerSettings();
  const sayAsProgram = AsyncResource.bind(say);
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
      asked(async (aws) => {
        const waited = await untilInService(aws, endpointName, { sleep, say: sayAsProgram });
        return whyBusy(endpointName, waited);
      }),
  };
}

/** How waiting goes, in the log of the run. */
export function say(line: string): void {
  void pulumi.log.info(line);
}
