import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, parseAssumedRoles } from "../../aws/client";
import type { StackConfig } from "../../config/schema";

/** Whether a run may look at AWS: not where the stack file forbids it, and not without an engine, as in tests. */
export function canReadAws({ readAws = true }: Pick<StackConfig, "readAws">): boolean {
  return readAws && pulumi.runtime.getEngine() !== undefined;
}

/** As the provider is told; what is absent comes from the SDK's chain, as it does for the provider. */
export function readProviderSettings(): AwsAccess {
  const settings = new pulumi.Config("aws");
  const [region, profile] = [settings.get("region"), settings.get("profile")];
  const roles = parseAssumedRoles(settings.getObject("assumeRoles"));
  return {
    ...(roles.length === 0 ? {} : { roles }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}
