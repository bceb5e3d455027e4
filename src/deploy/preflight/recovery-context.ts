import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, parseAssumedRoles, withClients } from "../../aws/client";
import type { StackConfig } from "../../config/schema";
import type { RecoveryContext, RunClock } from "../recovery";
import type { DeployedResources } from "../state";

/**
 * How a run asks AWS.
 * @returns undefined if it must not: the stack file forbids it, or there is no engine, as in tests
 */
export function createRecoveryContext(
  { readAws = true }: Pick<StackConfig, "readAws">,
  { sleep, readTime }: RunClock,
  deployed: DeployedResources,
): RecoveryContext | undefined {
  if (!readAws || pulumi.runtime.getEngine() === undefined) return undefined;
  // A hook runs outside of the program, where the SDK knows neither the stack's config nor the engine's log.
  const settings = readProviderSettings();
  return {
    ...{ sleep, readTime, deployed },
    askAws: (ask) => withClients(settings, ask),
    snapshots: new Map(),
    log: AsyncResource.bind((text: string) => void pulumi.log.info(text)),
    warn: AsyncResource.bind((text: string) => void pulumi.log.warn(text)),
  };
}

/** As the provider reads them. What is absent comes from the SDK's chain, as it does for the provider. */
function readProviderSettings(): AwsAccess {
  const settings = new pulumi.Config("aws");
  const [region, profile] = [settings.get("region"), settings.get("profile")];
  const roles = parseAssumedRoles(settings.getObject("assumeRoles"));
  return {
    ...(roles.length === 0 ? {} : { roles }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}
